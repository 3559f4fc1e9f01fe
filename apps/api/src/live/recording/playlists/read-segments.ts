import type { RecordingTimeRange } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all } from '../../../platform/index.ts';

/** One piece of a recording; `startedAt` is the session's clock at its first frame. */
export interface Segment {
  part: number;
  index: number;
  startedAt: Date;
  durationMs: number;
}

interface NumberedSegment extends Segment {
  type: 'fmp4' | 'ts';
  /** Its place among all segments of the session, from 0. */
  place: number;
  /** How many breaks lie before it. */
  breaks: number;
}

/** The last so many segments of a session, in their order; all of them without a number. */
export async function segmentsOf(
  manager: EntityManager,
  sessionId: string,
  last: number | null = null,
): Promise<NumberedSegment[]> {
  const rows = await all<NumberedSegment>(manager)`
    SELECT g.part, g.index, g.started_at AS "startedAt", g.duration_ms AS "durationMs", r.segment_type AS type,
      (row_number() OVER (ORDER BY g.part, g.index) - 1)::int AS place,
      (dense_rank() OVER (ORDER BY g.part) - 1)::int AS breaks
    FROM recording_segment g
    JOIN recording_part r
    USING (session_id, part)
    WHERE g.session_id = ${sessionId}
    ORDER BY g.part DESC, g.index DESC
    LIMIT ${last}
  `;
  return rows.reverse();
}

/** The unbroken timeRanges that segments make: between two of them the recorder was away. */
export function timeRangesOf(segments: Segment[]): RecordingTimeRange[] {
  const timeRanges: RecordingTimeRange[] = [];
  let [part, elapsed] = [-1, 0];
  for (const segment of segments) {
    if (segment.part !== part)
      timeRanges.push({ startMs: elapsed, durationMs: 0, at: segment.startedAt.toISOString() });
    (timeRanges.at(-1) as RecordingTimeRange).durationMs += segment.durationMs;
    [part, elapsed] = [segment.part, elapsed + segment.durationMs];
  }
  return timeRanges;
}

/** The instant that a place of the recording shows, in milliseconds of the Unix epoch. */
export function instantOf(timeRanges: RecordingTimeRange[], place: number): number {
  const found = timeRanges.findLast(({ startMs }) => startMs <= place) ?? timeRanges[0];
  return found ? Date.parse(found.at) + Math.min(place - found.startMs, found.durationMs) : 0;
}
