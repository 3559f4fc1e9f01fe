/** So near to the end one begins again; of a short recording it is the last tenth. */
const END_SECONDS = 15;
const END_SHARE = 0.1;

const keyOf = (sessionId: string) => `replay ${sessionId}`;

/** Where this browser's last visit of a replay left off, in seconds; 0 for a first one, and near the end. */
export function leftOffAt({ sessionId, durationMs }: { sessionId: string; durationMs: number }): number {
  const left = Number(localStorage.getItem(keyOf(sessionId)) ?? 0);
  const length = durationMs / 1000;
  return left > 0 && left < length - Math.min(END_SECONDS, END_SHARE * length) ? left : 0;
}

export const saveLeftOff = (sessionId: string, seconds: number): void =>
  localStorage.setItem(keyOf(sessionId), String(Math.floor(seconds)));

/** Whether this browser began a replay and did not see it to its end. */
export const isUnfinished = (replay: { sessionId: string; durationMs: number }): boolean => leftOffAt(replay) > 0;
