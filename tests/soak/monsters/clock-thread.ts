import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { ClockOptions, Lap } from './clock.ts';

/** Asks on and on, in a thread of its own: what the run itself is busy with is not measured. */
const { url, paths, pid, everyMs } = workerData as ClockOptions;
const waiting = new Map<string, number>();
let lap = newLap();
let due = performance.now();

function newLap(): Lap {
  return { asked: 0, longestMs: 0, longestPath: '', failures: [], megabytes: megabytesOf(pid) };
}

/** Resident memory of a process (Linux's /proc). */
function megabytesOf(process: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${process}/status`, 'utf8'))?.[1]) / 1024;
}

async function ask(path: string, from: number): Promise<void> {
  // From when the question was due; what stands before it in the same queue counts to its waiting.
  const key = `${path} ${from}`;
  waiting.set(key, from);
  try {
    const answer = await fetch(url + path);
    await answer.arrayBuffer();
    if (answer.status !== 200) lap.failures.push(`${path}: ${answer.status}`);
  } catch (error) {
    lap.failures.push(`${path}: ${String((error as Error).cause ?? error)}`);
  }
  waiting.delete(key);
  note(path, performance.now() - from);
}

function note(path: string, ms: number): void {
  if (ms > lap.longestMs) [lap.longestMs, lap.longestPath] = [ms, path];
}

function tick(): void {
  const now = performance.now();
  for (const path of paths) {
    lap.asked += 1;
    void ask(path, now);
  }
  lap.megabytes = Math.max(lap.megabytes, megabytesOf(pid));
  due = Math.max(due + everyMs, now);
  setTimeout(tick, due - now);
}

parentPort?.on('message', () => {
  for (const [key, from] of waiting) note(key, performance.now() - from);
  parentPort?.postMessage(lap);
  lap = newLap();
});
tick();
