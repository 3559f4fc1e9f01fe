import { Piscina } from 'piscina';
import { programOf } from './start-thread.ts';

const IDLE_MS = 60_000;

/**
 * A function that does one task after another in one thread, which keeps what it has loaded and ends when it is idle.
 * `source` (an entry of vite.config.ts) exports the work as its default; task and result are plain data.
 */
export function oneThread<Task, Result>(source: URL): (task: Task) => Promise<Result> {
  const pool = new Piscina<Task, Result>({
    filename: programOf(source).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
  });
  return (task) => pool.run(task);
}
