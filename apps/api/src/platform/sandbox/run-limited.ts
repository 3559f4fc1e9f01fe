import { fork, type ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { ProblemError } from '../http/problem.ts';
import { programOf } from '../jobs/start-thread.ts';
import { FairQueue } from '../jobs/fair-queue.ts';
import { watchProcessorTime } from './processor-time.ts';
import { Refusal } from './refusal.ts';
import type { Word } from './serve-task.ts';

/** What one kind of sandboxed work may use. */
export interface Limits {
  /** Processes at once, on this node. */
  atOnce: number;
  /** Tasks that wait for one; those beyond are told to come again. */
  waiting: number;
  /** Of processor time, from the start of the process to its result. */
  timeoutMs: number;
  /** Resident memory of the process, native libraries included. */
  megabytes: number;
}

type Take<Part> = (part: Part) => Promise<void> | void;

interface Options<Part> {
  /** Whose task it is: people take turns. What nobody asked for has a turn as one person. */
  by?: string;
  /** Takes a part of the result early. */
  take?: Take<Part>;
}

/**
 * A function that does each task in a process of its own, started from `source` (which calls `serveTask`; an entry of
 * vite.config.ts), at low priority and without the API's environment. Task, parts and result are plain data or buffers.
 * It throws a Refusal with the program's own rule, or `time_limit`, `memory_limit`, `crashed`; and ProblemError 503
 * when too many wait. What programs print as they break down goes to `stderr`, by default that of the API.
 */
export function runLimited<Task, Result, Part = never>(
  source: URL,
  limits: Limits,
  stderr: Writable = process.stderr,
): (task: Task, options?: Options<Part>) => Promise<Result> {
  const queue = new FairQueue(limits.atOnce, limits.waiting);
  return (task, { by = '', take } = {}) =>
    queue.run(by, () => runOnce<Task, Result, Part>(source, limits, stderr, task, take));
}

function runOnce<Task, Result, Part>(
  source: URL,
  { timeoutMs, megabytes }: Limits,
  stderr: Writable,
  task: Task,
  take?: Take<Part>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(programOf(source)), [String(megabytes)], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${megabytes}`],
      env: compiled(),
      stdio: ['ignore', 'ignore', stderr === process.stderr ? 'inherit' : 'pipe', 'ipc'],
    });
    child.stderr?.pipe(stderr, { end: false });
    let outcome: (() => void) | undefined;
    let inTurn = Promise.resolve();
    const end = (what: () => void) => {
      outcome ??= what;
      child.kill('SIGKILL');
    };
    const unwatch =
      child.pid === undefined
        ? () => undefined
        : watchProcessorTime(child.pid, timeoutMs, () =>
            end(() => reject(new Refusal('time_limit', `Reading the file takes longer than ${timeoutMs / 1000} s.`))),
          );
    child.on('message', (word: Word<Part, Result>) => {
      if (word.kind === 'part') inTurn = inTurn.then(() => take?.(word.part));
      else if (word.kind === 'done') outcome ??= () => resolve(word.result);
      else outcome ??= () => reject(new Refusal(word.rule, word.detail, word.at, word.limit));
      inTurn.catch((error: Error) => end(() => reject(error)));
    });
    child.once('error', (error) => end(() => reject(error)));
    child.once('close', (code, signal) => {
      unwatch();
      outcome ??= () => reject(exitReason(code, signal, megabytes));
      inTurn.then(outcome, reject);
    });
    yieldTheProcessor(child);
    child.send(
      task as object,
      (error) => error && end(() => reject(new Refusal('crashed', 'Reading the file broke down.'))),
    );
  });
}

/** Where Node keeps what it has compiled, so that a program loads in half the time; nothing else of the environment. */
function compiled(): NodeJS.ProcessEnv {
  const folder = process.env.NODE_COMPILE_CACHE;
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder };
}

/** For want of memory: SIGKILL by the program's own watch or the kernel, SIGABRT (134 from a shell) by V8. */
function exitReason(code: number | null, signal: string | null, megabytes: number): Error {
  // Told to end, as when the whole service stops: that says nothing of the file.
  if (signal === 'SIGTERM' || signal === 'SIGINT' || signal === 'SIGHUP') return new ProblemError('busy');
  if (signal === 'SIGKILL' || signal === 'SIGABRT' || code === 134)
    return new Refusal('memory_limit', `Reading the file takes more than ${megabytes} MB of memory.`);
  return new Refusal('crashed', 'Reading the file broke down.');
}

function yieldTheProcessor({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, or the system knows no priorities.
  }
}
