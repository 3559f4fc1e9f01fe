import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** Starts a worker thread from its source file: that file itself while run from source, its namesake beside the program once built. */
export function startThread(source: URL, task: unknown): Worker {
  const built = () => pathToFileURL(join(dirname(process.argv[1] ?? fileURLToPath(import.meta.url)), basename(source.pathname).replace(/\.ts$/, '.js')));
  return new Worker(import.meta.url.endsWith('.ts') ? source : built(), { workerData: task });
}
