import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { WorkerTask } from './solver-worker.ts';

/** The worker beside this file while run from source, beside the program once built. */
const FILE = import.meta.url.endsWith('.ts')
  ? new URL('./solver-worker.ts', import.meta.url)
  : pathToFileURL(join(dirname(process.argv[1] ?? fileURLToPath(import.meta.url)), 'solver-worker.js'));

export function startWorker(task: WorkerTask): Worker {
  return new Worker(FILE, { workerData: task });
}
