import type { RecordingTimeRange } from './recording.ts';

/**
 * Where in a recording (milliseconds) an instant (milliseconds of the Unix epoch) lies; one that was not recorded,
 * where the recording goes on after it.
 */
export function placeInRecording(timeRanges: readonly RecordingTimeRange[], instant: number): number {
  for (const { startMs, durationMs, at } of timeRanges) {
    const into = instant - Date.parse(at);
    if (into < durationMs) return startMs + Math.max(0, Math.round(into));
  }
  return recordingLength(timeRanges);
}

/** A recording's length in milliseconds. */
export function recordingLength(timeRanges: readonly RecordingTimeRange[]): number {
  const last = timeRanges.at(-1);
  return last ? last.startMs + last.durationMs : 0;
}
