import { Worker } from 'node:worker_threads';

/** What a sandboxed program says to the process that started it. */
export type Word<Part, Result> =
  | { kind: 'part'; part: Part }
  | { kind: 'done'; result: Result }
  | { kind: 'refused'; rule: string; detail: string; at?: string; limit?: number };

/** Runs beside the work, however busy that is; ends the process when it grows too large or nobody waits for it. */
const WATCH = `
const { workerData } = require('node:worker_threads');
setInterval(() => {
  const over = process.memoryUsage.rss() > workerData.bytes || process.ppid !== workerData.parent;
  if (over) process.kill(process.pid, 'SIGKILL');
}, 20);
`;

/**
 * The main program of a process that `runLimited` starts: does the one task that is sent to it and ends. An error that
 * carries a `rule` is told as a refusal; any other is written to stderr and ends the process as crashed. `say` hands
 * over a part of the result early, and resolves when it has left.
 */
export function serveTask<Task, Result, Part = never>(
  work: (task: Task, post: (part: Part) => Promise<void>) => Promise<Result>,
): void {
  const megabytes = Number(process.argv[2]);
  new Worker(WATCH, { eval: true, workerData: { bytes: megabytes * 1024 * 1024, parent: process.ppid } }).unref();
  const post = (word: Word<Part, Result>) =>
    new Promise<void>((resolve, reject) =>
      process.send?.(word, undefined, {}, (error) => (error ? reject(error) : resolve())),
    );
  process.once('message', (task: Task) => {
    Promise.try(work, task, (part: Part) => post({ kind: 'part', part }))
      .then(
        (result) => post({ kind: 'done', result }),
        (error: Error & { rule?: unknown; at?: string; limit?: number }) => {
          if (typeof error.rule !== 'string') throw error;
          return post({ kind: 'refused', rule: error.rule, detail: error.message, at: error.at, limit: error.limit });
        },
      )
      .then(() => process.disconnect())
      .catch((error: unknown) => {
        console.error(error);
        process.exit(1);
      });
  });
}
