import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { within } from '../../support/within.ts';

export interface ClockOptions {
  url: string;
  /** What is asked, each every so many milliseconds. */
  paths: string[];
  everyMs: number;
  /** The process whose memory is looked at meanwhile. */
  pid: number;
}

/** What was seen since the lap before. */
export interface Lap {
  asked: number;
  /** The longest that an answer took or has been waited for. */
  longestMs: number;
  longestPath: string;
  /** Answers that were none or not 200. */
  failures: string[];
  /** The most resident memory. */
  megabytes: number;
}

/** Asks the API on and on in a thread of its own, and looks at its memory. */
export class Clock {
  private readonly thread: Worker;
  private broken: Error | undefined;

  constructor(options: ClockOptions) {
    this.thread = new Worker(new URL('./clock-thread.ts', import.meta.url), { workerData: options });
    this.thread.on('error', (error) => (this.broken = error as Error));
  }

  /** @throws Error what broke the thread, such as the end of the process that it looks at */
  async lap(): Promise<Lap> {
    if (this.broken) throw this.broken;
    this.thread.postMessage('lap');
    const [lap] = (await within('the lap of the clock', once(this.thread, 'message'))) as [Lap];
    return lap;
  }

  async stop(): Promise<void> {
    await this.thread.terminate();
  }
}
