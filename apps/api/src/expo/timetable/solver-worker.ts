import { parentPort, workerData } from 'node:worker_threads';
import {
  repair,
  Solver,
  type SolverInput,
  type Progress,
  type Repair,
  type Solution,
  type Timetable,
} from '@everexpo/timetable';

export type WorkerTask =
  | { kind: 'solve'; input: SolverInput; initial: Timetable; warm: boolean; seconds: number; seed: number }
  | { kind: 'repair'; input: SolverInput; initial: Timetable; seconds: number };

export type WorkerMessage = { progress: Progress } | { solution: Solution } | { repair: Repair };

/** Runs a solver beside the API, so that no request waits for it. The parent cancels with any message. */
const task = workerData as WorkerTask;
const post = (message: WorkerMessage) => parentPort?.postMessage(message);

if (task.kind === 'repair') {
  post({ repair: repair(task.input, task.initial, { seconds: task.seconds }) });
} else {
  let cancelled = false;
  parentPort?.once('message', () => (cancelled = true));
  const solver = new Solver(task.input, task);
  for (const progress of solver.run()) {
    post({ progress });
    // Lets a message in between two looks at the clock.
    await new Promise(setImmediate);
    if (cancelled) break;
  }
  post({ solution: solver.result() });
}
parentPort?.unref();
