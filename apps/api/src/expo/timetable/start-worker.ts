import type { Worker } from 'node:worker_threads';
import { startThread } from '../../platform/index.ts';
import type { WorkerTask } from './solver-worker.ts';

export const startWorker = (task: WorkerTask): Worker =>
  startThread(new URL('./solver-worker.ts', import.meta.url), task);
