import type { RecordingStretch } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all } from '../../platform/index.ts';

/** One piece of a recording; `beganAt` is the session's clock at its first frame. */
export interface Segment {
  part: number;
  nth: number;
  beganAt: Date;
  milliseconds: number;
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
    SELECT g.part, g.nth, g.began_at AS "beganAt", g.milliseconds, r.segment_type AS type,
      (row_number() OVER (ORDER BY g.part, g.nth) - 1)::int AS place,
      (dense_rank() OVER (ORDER BY g.part) - 1)::int AS breaks
    FROM recording_segment g
    JOIN recording_part r
    USING (session_id, part)
    WHERE g.session_id = ${sessionId}
    ORDER BY g.part DESC, g.nth DESC
    LIMIT ${last}
  `;
  return rows.reverse();
}

/** The unbroken stretches that segments make: between two of them the recorder was away. */
export function stretchesOf(segments: Segment[]): RecordingStretch[] {
  const stretches: RecordingStretch[] = [];
  let [part, elapsed] = [-1, 0];
  for (const segment of segments) {
    if (segment.part !== part) stretches.push({ startMs: elapsed, milliseconds: 0, at: segment.beganAt.toISOString() });
    (stretches.at(-1) as RecordingStretch).milliseconds += segment.milliseconds;
    [part, elapsed] = [segment.part, elapsed + segment.milliseconds];
  }
  return stretches;
}

/** The instant that a place of the recording shows, in milliseconds of the Unix epoch. */
export function instantOf(stretches: RecordingStretch[], place: number): number {
  const found = stretches.findLast(({ startMs }) => startMs <= place) ?? stretches[0];
  return found ? Date.parse(found.at) + Math.min(place - found.startMs, found.milliseconds) : 0;
}
