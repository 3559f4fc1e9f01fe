import type { Log } from './log.ts';

/**
 * From now on a promise that fails with nobody waiting for it is an error in the log. That it was forgotten is a fault
 * of ours, and no reason to end the process that everybody else's requests are in, as Node would.
 */
export function logRejections(log: Pick<Log, 'error'>): void {
  process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'a promise failed that nobody waited for'));
}
