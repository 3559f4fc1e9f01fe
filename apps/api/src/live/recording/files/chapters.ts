import { placeInRecording, type Chapter, type RecordingTimeRange } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all } from '../../../platform/index.ts';

/**
 * The pitches of a session as the running order's own times say they were on; one that was brought back comes again.
 */
export async function chaptersOf(
  manager: EntityManager,
  sessionId: string,
  timeRanges: RecordingTimeRange[],
): Promise<Chapter[]> {
  const rows = await all<Omit<Chapter, 'at' | 'endsAt' | 'startMs'> & { at: Date; endsAt: Date | null }>(manager)`
    SELECT t.id AS "pitchId", t.position, j.title_zh AS "titleZh", j.title_en AS "titleEn", p.name AS "ownerName",
      p.name_en AS "ownerNameEn", r.started_at AS at, r.ended_at AS "endsAt"
    FROM pitch_run r
    JOIN expo_pitch t ON t.id = r.pitch_id
    JOIN expo_project j ON j.id = t.project_id
    JOIN accounts_person p ON p.id = j.owner_id
    WHERE r.session_id = ${sessionId}
    ORDER BY r.started_at
  `;
  return rows.map((row) => ({
    ...row,
    at: row.at.toISOString(),
    endsAt: row.endsAt?.toISOString() ?? null,
    startMs: placeInRecording(timeRanges, row.at.getTime()),
  }));
}
