import type { Replay } from '@everexpo/contracts';

/** Where in the recording (milliseconds) an instant of the session lies; one that was not recorded, where the recording goes on after it. */
export function placeIn({ stretches, milliseconds }: Pick<Replay, 'stretches' | 'milliseconds'>, instant: number): number {
  for (const stretch of stretches) {
    const into = instant - Date.parse(stretch.at);
    if (into < stretch.milliseconds) return stretch.startMs + Math.max(0, into);
  }
  return milliseconds;
}
