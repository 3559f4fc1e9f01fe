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
  /** By the session that each records. */
  private readonly children = new Map<ChildProcess, string>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly log: Log,
  ) {}

  start({ sessionId, part }: RecordingPart): Promise<null> {
    // Its part is another's now: one that is too slow to notice would only make the next one slow as well.
    for (const [child, recorded] of this.children) if (recorded === sessionId) void end(child);
    const program = join(dirname(process.argv[1] ?? ''), 'recorder.js');
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', `--max-old-space-size=${HEAP_MB}`, program, sessionId, String(part)],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    this.children.set(child, sessionId);
    child.once('error', (error) => this.log.error({ err: error, sessionId, part }, 'a recorder could not be started'));
    child.once('exit', (code, signal) => {
      this.children.delete(child);
      if (code !== 0) void this.release(sessionId, part, signal ?? code);
    });
    return Promise.resolve(null);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.children.keys()].map(end));
  }

  /** Lets another one go on without waiting for the lease. */
  private async release(sessionId: string, part: number, how: string | number | null): Promise<void> {
    this.log.warn({ sessionId, part, how }, 'a recorder ended before its time');
    await renewLease(this.work, { sessionId, part }, 0).catch(() => undefined);
  }
}

/** Asks it to end, and makes it when it has not by the time its last segment may take. */
function end(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), END_MS);
  return ended.finally(() => clearTimeout(late));
}
