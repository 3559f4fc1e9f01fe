import { spawn, type ChildProcess } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Log, UnitOfWork } from '../../../platform/index.ts';
import { renewLease } from '../lease.ts';
import type { Recorder, RecordingPart } from '../recorder.ts';

/**
 * MB of JavaScript's own memory, of which it needs a fifth: held to little, it is cleared often and the process stays
 * as large as it is.
 */
const HEAP_MB = 400;
/** For its last segment; what is not uploaded by then stays lost. */
const END_MS = 8_000;

/**
 * Records in a process of its own beside the API, a session each: what the media library does there, with its memory
 * or when it crashes, touches nothing else, and a recording outlives the API's own crash.
 */
export class LocalRecorder implements Recorder, OnApplicationShutdown {
  readonly segmentType = 'fmp4';
  private readonly children = new Set<ChildProcess>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly log: Log,
  ) {}

  start({ sessionId, part }: RecordingPart): Promise<null> {
    const program = join(dirname(process.argv[1] ?? ''), 'recorder.js');
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', `--max-old-space-size=${HEAP_MB}`, program, sessionId, String(part)],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    this.children.add(child);
    child.once('error', (error) => this.log.error({ err: error, sessionId, part }, 'a recorder could not be started'));
    child.once('exit', (code, signal) => {
      this.children.delete(child);
      if (code !== 0) void this.release(sessionId, part, signal ?? code);
    });
    return Promise.resolve(null);
  }

  async onApplicationShutdown(): Promise<void> {
    const ended = [...this.children].map((child) => new Promise((resolve) => child.once('exit', resolve)));
    for (const child of this.children) child.kill('SIGTERM');
    const late = setTimeout(() => this.children.forEach((child) => child.kill('SIGKILL')), END_MS);
    await Promise.all(ended);
    clearTimeout(late);
  }

  /** Lets another one go on without waiting for the lease. */
  private async release(sessionId: string, part: number, how: string | number | null): Promise<void> {
    this.log.warn({ sessionId, part, how }, 'a recorder ended before its time');
    await renewLease(this.work, { sessionId, part }, 0).catch(() => undefined);
  }
}
