import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/**
 * Where a program of ours lies: its source file itself while run from source, its namesake beside the main program once
 * built.
 */
export function programOf(source: URL): URL {
  const built = () =>
    pathToFileURL(
      join(
        dirname(process.argv[1] ?? fileURLToPath(import.meta.url)),
        basename(source.pathname).replace(/\.ts$/, '.js'),
      ),
    );
  return import.meta.url.endsWith('.ts') ? source : built();
}

/** Starts a worker thread from its source file. */
export function startThread(source: URL, task: unknown): Worker {
  return new Worker(programOf(source), { workerData: task });
}
