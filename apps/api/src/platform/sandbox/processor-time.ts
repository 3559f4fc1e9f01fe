import pidusage from 'pidusage';

/** One that sleeps uses no processor time: so much longer than its limit may it take by the clock. */
const CLOCK_FACTOR = 6;
/** Of the time between two looks: a process that works gets more, however busy the machine is. */
const ASLEEP = 0.001;

/**
 * Calls `onSpent` when the process has used `limitMs` of processor time, or has run six times as long by the
 * clock and sleeps. Returns what stops the watch.
 */
export function watchProcessorTime(pid: number, limitMs: number, onSpent: () => void): () => void {
  const end = performance.now() + CLOCK_FACTOR * limitMs;
  let timer = setTimeout(look, limitMs);
  let stopped = false;
  let last = { at: performance.now(), used: 0 };

  // What is unspent takes at least as long by the clock, so that few looks are enough.
  async function look(): Promise<void> {
    const used = await processorTime(pid, limitMs);
    if (stopped) return;
    const at = performance.now();
    const asleep = used - last.used <= ASLEEP * (at - last.at);
    last = { at, used };
    if (used >= limitMs || (at >= end && asleep)) onSpent();
    else timer = setTimeout(look, Math.max(Math.min(limitMs - used, end - at), limitMs / 20));
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
