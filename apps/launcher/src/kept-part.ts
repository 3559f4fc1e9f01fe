import { setTimeout as pause } from 'node:timers/promises';
import type { Part } from './part.ts';

/** A part that is started anew whenever it ends by itself. */
export interface KeptPart extends Part {
  /** Ends the process in order and starts it anew at once. */
  restart(): Promise<void>;
}

interface Keeping {
  startAgain: () => Part;
  /** Resolves when the part does its work; rejects when it ends before. */
  ready: (part: Part) => Promise<unknown>;
  say: (line: string) => void;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** One that has run so long begins with the shortest pause again. */
const STEADY_MS = 60_000;

/**
 * Keeps a running part up: it is never given up, the pauses before its starts double up to half a minute, and each end
 * is said.
 */
export function keepUp(first: Part, { startAgain, ready, say }: Keeping): KeptPart {
  const { name } = first;
  const stopping = new AbortController();
  let current = first;
  let restarting = false;
  let waiting = new AbortController();

  async function keep(): Promise<number | string> {
    let wait = FIRST_PAUSE_MS;
    for (;;) {
      const began = performance.now();
      const how = await current.exited;
      if (restarting || performance.now() - began >= STEADY_MS) wait = FIRST_PAUSE_MS;
      if (!stopping.signal.aborted && !restarting) {
        say(`${name} ended (${how}); it is started again in ${wait / 1_000} s.`);
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
        () => say(`${name} runs again.`),
        () => undefined,
      );
    }
  }

  /** Null where it cannot even be tried, as on a full disk: after a pause it is tried again. */
  function tryStarting(): Part | null {
    try {
      return startAgain();
    } catch (error) {
      say(`${name} cannot be started: ${(error as Error).message}`);
      return null;
    }
  }

  const exited = keep();
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
