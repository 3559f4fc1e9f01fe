const DAY_MS = 86_400_000;

/** A span as whole days and the clock of what is left of them, hh:mm:ss; below zero it is none. */
export function timeLeft(durationMs: number): { days: number; clock: string } {
  const left = Math.max(0, durationMs);
  return { days: Math.floor(left / DAY_MS), clock: new Date(left % DAY_MS).toISOString().slice(11, 19) };
}
