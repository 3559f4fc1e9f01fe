import { setTimeout as pause } from 'node:timers/promises';
import type { ManagedProcess } from './managed-process.ts';

/** A process that is started anew whenever it ends by itself. */
export interface SupervisedProcess extends ManagedProcess {
  /** Ends the process in order and starts it anew at once. */
  restart(): Promise<void>;
}

interface SuperviseOptions {
  startAgain: () => ManagedProcess;
  /** Resolves when the process does its work; rejects when it ends before. */
  ready: (proc: ManagedProcess) => Promise<unknown>;
  print: (line: string) => void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** One that has run so long begins with the shortest pause again. */
const STEADY_MS = 60_000;

/**
 * Keeps a running process up: it is never given up, the pauses before its starts double up to half a minute, and each
 * end is said.
 */
export function supervise(first: ManagedProcess, { startAgain, ready, print }: SuperviseOptions): SupervisedProcess {
  const { name } = first;
  const stopping = new AbortController();
  let current = first;
  let restarting = false;
  let waiting = new AbortController();

  async function run(): Promise<number | string> {
    let wait = FIRST_PAUSE_MS;
    for (;;) {
      const startedAt = performance.now();
      const how = await current.exited;
      if (restarting || performance.now() - startedAt >= STEADY_MS) wait = FIRST_PAUSE_MS;
      if (!stopping.signal.aborted && !restarting) {
        print(`${name} ended (${how}); it is started again in ${wait / 1_000} s.`);
        waiting = new AbortController();
        const signal = AbortSignal.any([stopping.signal, waiting.signal]);
        await pause(wait, undefined, { signal }).catch(() => undefined);
        wait = Math.min(2 * wait, LONGEST_PAUSE_MS);
      }
      if (stopping.signal.aborted) return how;
      restarting = false;
      const started = tryStarting();
      if (!started) continue;
      current = started;
      void ready(started).then(
        () => print(`${name} runs again.`),
        () => undefined,
      );
    }
  }

  /** Null where it cannot even be tried, as on a full disk: after a pause it is tried again. */
  function tryStarting(): ManagedProcess | null {
    try {
      return startAgain();
    } catch (error) {
      print(`${name} cannot be started: ${(error as Error).message}`);
      return null;
    }
  }

  const exited = run();
  return {
    name,
    get child() {
      return current.child;
    },
    exited,
    tail: () => current.tail(),
    async stop() {
      stopping.abort();
      await current.stop();
      await exited;
    },
    async restart() {
      restarting = true;
      waiting.abort();
      await current.stop();
    },
  };
}
