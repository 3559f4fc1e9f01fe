import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

const LOOK_EVERY_MS = 5;

/**
 * Stops the process to which this one has given a scan to read, as soon as there is one, so that the reading lasts
 * until the test lets it go on: that is what it resolves with.
 */
export async function pauseReading(): Promise<() => void> {
  let reader: number | undefined;
  while ((reader = readerOf(process.pid)) === undefined) await delay(LOOK_EVERY_MS);
  const pid = reader;
  process.kill(pid, 'SIGSTOP');
  let paused = true;
  const goOn = () => {
    if (paused) process.kill(pid, 'SIGCONT');
    paused = false;
  };
  onTestFinished(goOn);
  return goOn;
}

/** The child process that runs scan-program (Linux's /proc). */
function readerOf(parent: number): number | undefined {
  const read = (pid: string, file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8');
    } catch {
      return '';
    }
  };
  const found = readdirSync('/proc').find(
    (pid) =>
      /^\d+$/.test(pid) &&
      read(pid, 'cmdline').includes('scan-program') &&
      new RegExp(`^PPid:\\s${parent}$`, 'm').test(read(pid, 'status')),
  );
  return found === undefined ? undefined : Number(found);
}
