import pidusage from 'pidusage';

/** On a busy machine a process gets a share of a processor only: so much longer may it take by the clock. */
const CLOCK_FACTOR = 6;

/**
 * Calls `onSpent` when the process has used `milliseconds` of processor time, or has run six times as long by the
 * clock (one that sleeps uses none). Returns what stops the watch.
 */
export function watchProcessorTime(pid: number, limitMs: number, onSpent: () => void): () => void {
  const end = performance.now() + CLOCK_FACTOR * limitMs;
  let timer = setTimeout(look, limitMs);
  let stopped = false;

  // What is unspent takes at least as long by the clock, so that few looks are enough.
  async function look(): Promise<void> {
    const unspent = limitMs - (await processorTime(pid, limitMs));
    if (stopped) return;
    const left = Math.min(unspent, end - performance.now());
    if (left <= 0) onSpent();
    else timer = setTimeout(look, Math.max(left, limitMs / 20));
  }

  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** Milliseconds of processor time used so far; `otherwise` where the system does not say, or the process has ended. */
async function processorTime(pid: number, otherwise: number): Promise<number> {
  try {
    return (await pidusage(pid)).ctime;
  } catch {
    return otherwise;
  }
}
