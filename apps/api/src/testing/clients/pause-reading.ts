import { readdirSync, readFileSync } from 'node:fs';
import { expect, onTestFinished } from 'vitest';

const LOOK_EVERY_MS = 5;

/**
 * Stops the process to which this one has given a scan to read, as soon as there is one, so that the reading lasts
 * until the test lets it go on: that is what it resolves with.
 */
export async function pauseReading(): Promise<() => void> {
  let pid = 0;
  const stopReader = () => {
    pid = readerOf(process.pid);
    return process.kill(pid, 'SIGSTOP');
  };
  await expect.poll(stopReader, { interval: LOOK_EVERY_MS, message: 'a process reads a scan' }).toBe(true);
  let paused = true;
  const goOn = () => {
    if (paused) process.kill(pid, 'SIGCONT');
    paused = false;
  };
  onTestFinished(goOn);
  return goOn;
}

/** The child process that runs scan-program (Linux's /proc). @throws Error when there is none */
function readerOf(parent: number): number {
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
  if (!found) throw new Error('no process reads a scan');
  return Number(found);
}
