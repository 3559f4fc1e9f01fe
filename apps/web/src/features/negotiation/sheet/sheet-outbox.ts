import * as Y from 'yjs';
import { ApiError } from '../../../lib/api/api.ts';

/** What is typed goes out this often: each change that is sent is kept for good. */
const BATCH_MS = 300;
const TRY_AGAIN_MS = 5_000;

/** Whether the server has all that was written here; `full` when it takes no more. */
export type Sent = 'all' | 'waiting' | 'full';
type Send = (update: Uint8Array) => Promise<unknown>;

/** What was written on this page and is not with the server: sent together a few times a second, again when refused. */
export class SheetOutbox {
  private waiting: Uint8Array[] = [];
  private sending: Promise<void> | null = null;
  private full = false;
  private send: Send | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly onChange: (sent: Sent) => void;

  constructor(onChange: (sent: Sent) => void) {
    this.onChange = onChange;
  }

  /** From now on there is somebody to send to. */
  open(send: Send): void {
    this.send = send;
    this.sendIn(0);
  }

  /** What is written meanwhile waits. */
  close(): void {
    this.send = null;
    this.stopWaiting();
  }

  add(update: Uint8Array): void {
    this.waiting.push(update);
    this.report();
    this.sendIn(BATCH_MS);
  }

  /** All that the server lacks: in place of what waits, which is in it. */
  replace(missing: Uint8Array | null): void {
    this.waiting = missing ? [missing] : [];
    this.report();
    this.sendIn(0);
  }

  /** Sends what waits now, for a page that goes. */
  flush(): void {
    this.stopWaiting();
    if (this.send && !this.sending && !this.full && this.waiting.length > 0) this.sending = this.sendAll(this.send);
  }

  private sendIn(delayMs: number): void {
    if (this.send && this.timer === undefined) this.timer = setTimeout(() => this.flush(), delayMs);
  }

  private stopWaiting(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async sendAll(send: Send): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    let again = BATCH_MS;
    try {
      await send(Y.mergeUpdates(batch));
    } catch (error) {
      this.waiting = [...batch, ...this.waiting];
      this.full = isFull(error);
      again = waitAfter(error);
    }
    this.sending = null;
    this.report();
    if (this.waiting.length > 0) this.sendIn(again);
  }

  private report(): void {
    const isWaiting = this.waiting.length > 0 || this.sending !== null;
    this.onChange(this.full ? 'full' : isWaiting ? 'waiting' : 'all');
  }
}

const isFull = (error: unknown) => error instanceof ApiError && error.problem.code === 'sheet_full';

/** Milliseconds after which somebody who was refused asks again. */
const waitAfter = (error: unknown): number =>
  error instanceof ApiError && error.retryAfterSeconds ? error.retryAfterSeconds * 1000 : TRY_AGAIN_MS;
