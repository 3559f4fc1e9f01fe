import type { RecordingStretch } from './recording.ts';

/** Where in a recording (milliseconds) an instant (milliseconds of the Unix epoch) lies; one that was not recorded, where the recording goes on after it. */
export function placeInRecording(stretches: readonly RecordingStretch[], instant: number): number {
  for (const { startMs, milliseconds, at } of stretches) {
    const into = instant - Date.parse(at);
    if (into < milliseconds) return startMs + Math.max(0, Math.round(into));
  }
  return recordingLength(stretches);
}

/** A recording's length in milliseconds. */
export function recordingLength(stretches: readonly RecordingStretch[]): number {
  const last = stretches.at(-1);
  return last ? last.startMs + last.milliseconds : 0;
}
