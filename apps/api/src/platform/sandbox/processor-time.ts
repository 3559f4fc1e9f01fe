import pidusage from 'pidusage';

/** On a busy machine a process gets a share of a processor only: so much longer may it take by the clock. */
const CLOCK_FACTOR = 6;

/**
 * Calls `onOver` when the process has used `milliseconds` of processor time (`spent`), or has run six times as long by
 * the clock without: the machine stood still, or it sleeps. Returns what stops the watch.
 */
export function watchProcessorTime(pid: number, milliseconds: number, onOver: (spent: boolean) => void): () => void {
  const end = performance.now() + CLOCK_FACTOR * milliseconds;
  let timer = setTimeout(look, milliseconds);
  let stopped = false;

  // What is unspent takes at least as long by the clock, so that few looks are enough.
  async function look(): Promise<void> {
    const unspent = milliseconds - (await processorTime(pid));
    if (stopped) return;
    const left = Math.min(unspent, end - performance.now());
    if (left <= 0) onOver(unspent <= 0);
    else timer = setTimeout(look, Math.max(left, milliseconds / 20));
  }

  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** Milliseconds of processor time used so far; none where the system does not say, or the process has ended. */
async function processorTime(pid: number): Promise<number> {
  try {
    return (await pidusage(pid)).ctime;
  } catch {
    return 0;
  }
}
