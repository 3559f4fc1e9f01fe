import type { DatabaseChannel } from '../database/database-channel.ts';
import type { UnitOfWork } from '../database/unit-of-work.ts';
import type { Log } from '../logging/log.ts';
import {
  closeEvents,
  dueDeliveries,
  markDelivered,
  markFailed,
  markGivenUp,
  type WaitingDelivery,
} from './deliveries.ts';
import { Undeliverable, type Lane, type Subscription } from './on-event.ts';

export interface Handler extends Subscription {
  run: (payload: unknown) => Promise<void>;
}

const BATCH = 100;

/**
 * Delivers what the handlers of one lane wait for, one after another. A lane is one node's at a time, by a lock on its
 * channel to the database, which ends with the node; while a handler runs, no transaction is open.
 */
export class DeliveryLane {
  private running: Promise<void> | null = null;
  private again = false;
  private stopped = false;
  private readonly handlers: Map<string, Handler>;

  constructor(
    private readonly name: Lane,
    /** Of all lanes. */
    private readonly subscriptions: Handler[],
    private readonly work: UnitOfWork,
    private readonly channel: DatabaseChannel,
    private readonly log: Log,
  ) {
    const own = subscriptions.filter(({ lane }) => lane === name);
    this.handlers = new Map(own.map((handler) => [handler.handler, handler]));
  }

  /** Starts a pass, or asks the one that runs for another. */
  wake(): void {
    if (this.stopped) return;
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = this.drain()
      .catch((error: unknown) => this.log.error({ err: error, lane: this.name }, 'outbox pass failed'))
      .finally(() => {
        this.running = null;
        if (!this.again) return;
        this.again = false;
        this.wake();
      });
  }

  /** Takes up nothing more; over when what it is at has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async drain(): Promise<void> {
    const lock = `outbox ${this.name}`;
    if (!(await this.channel.tryLock(lock))) return;
    try {
      while (!this.stopped && (await this.pass()) === BATCH);
      await this.work.system('outbox', (tx) => closeEvents(tx, this.subscriptions));
    } finally {
      await this.channel.unlock(lock);
    }
  }

  private async pass(): Promise<number> {
    const own = [...this.handlers.values()];
    const due = await this.work.system('outbox', (tx) => dueDeliveries(tx, own, BATCH));
    for (const delivery of due) {
      if (this.stopped) break;
      await this.deliver(delivery);
    }
    return due.length;
  }

  private async deliver(delivery: WaitingDelivery): Promise<void> {
    const { eventId, handler, attempts, payload, expired } = delivery;
    const about = { event: eventId, handler, attempts };
    const mark = (set: typeof markDelivered) => this.work.system('outbox', (tx) => set(tx, delivery));
    if (expired) {
      this.log.error(about, 'an outbox event was given up: it is of no use any more');
      return mark(markGivenUp);
    }
    try {
      await this.handlers.get(handler)?.run(payload);
    } catch (error) {
      if (error instanceof Undeliverable) {
        this.log.error({ err: error, ...about }, 'an outbox event was given up');
        return mark(markGivenUp);
      }
      this.log.error({ err: error, ...about }, 'outbox handler failed; it will be tried again');
      return mark(markFailed);
    }
    return mark(markDelivered);
  }
}
