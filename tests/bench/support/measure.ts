import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** One measured figure; `ratio` is ours against the named baseline, measured in the same run. */
export interface BenchLine {
  bench: string;
  metric: string;
  value: number;
  unit: string;
  baseline: string;
  ratio: number;
}

/** The value below which the share `q` of the samples lies (nearest rank). */
export function quantile(samples: number[], q: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? NaN;
}

export const median = (samples: number[]) => quantile(samples, 0.5);

export interface Baseline {
  url: string;
  stop(): void;
}

/** Starts a bare server of `baselines` in a process of its own, as ours runs; it says its port when it listens. */
export function startBaseline(file: string, ...args: string[]): Promise<Baseline> {
  const child: ChildProcess = fork(join(import.meta.dirname, '../baselines', file), args);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('message', (port) => resolve({ url: `http://127.0.0.1:${String(port)}`, stop: () => child.kill() }));
  });
}
