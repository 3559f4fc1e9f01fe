import type { Piscina } from 'piscina';
import { programOf } from './start-thread.ts';

const IDLE_MS = 60_000;

/**
 * A function that does one task after another in one thread (or `atOnce` beside each other, for work that also waits),
 * which keeps what it has loaded and ends when it is idle; nothing is loaded before the first.
 * `source` (an entry of vite.config.ts) exports the work as its default; task and result are plain data.
 */
export function oneThread<Task, Result>(source: URL, atOnce = 1): (task: Task) => Promise<Result> {
  const options = {
    filename: programOf(source).href,
    minThreads: 0,
    maxThreads: 1,
    concurrentTasksPerWorker: atOnce,
    idleTimeout: IDLE_MS,
  };
  let pool: Promise<Piscina<Task, Result>> | undefined;
  return async (task) => {
    pool ??= import('piscina').then(({ Piscina }) => new Piscina<Task, Result>(options));
    return (await pool).run(task);
  };
}
