/** So long is a segment, whoever cuts it. */
export const SEGMENT_SECONDS = 2;

/** What one recorder records of a session, without a gap, under its lease. */
export interface RecordingPart {
  sessionId: string;
  part: number;
}

export interface OpenPart extends RecordingPart {
  egressId: string | null;
  /** False once the session is over, or is no longer to be recorded. */
  wanted: boolean;
}

/**
 * Whoever turns what is on a stage into segments in the storage and rows of `recording_segment`. A recorder renews its
 * part's lease while it works and ends the part when it is no longer wanted.
 */
export interface Recorder {
  readonly segmentType: 'fmp4' | 'ts';
  /**
   * Begins a part that has been claimed for it; returns the name under which it can be asked for later, if it has one.
   */
  start(part: RecordingPart): Promise<string | null>;
  /**
   * Of a recorder that does not look after its parts by itself: called again and again for every part that has not
   * ended, on every node that keeps recordings.
   */
  monitor?(part: OpenPart): Promise<void>;
}

export const RECORDER = Symbol('recorder');
