import type { ReplayCard, ReplayPage, ReplayQuery } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, pageOf } from '../../platform/index.ts';

/** The sessions that everybody may see again, the newest first. */
export async function listReplays(manager: EntityManager, { cursor, limit }: ReplayQuery): Promise<ReplayPage> {
  const found = await all<Omit<ReplayCard, 'startedAt'> & { startedAt: Date }>(manager)`
    SELECT s.id AS "sessionId", s.title_zh AS "titleZh", s.title_en AS "titleEn", st.opened_at AS "startedAt",
      e.time_zone AS "timeZone", g."durationMs",
      (SELECT count(DISTINCT r.pitch_id)::int FROM pitch_run r WHERE r.session_id = s.id) AS pitches
    FROM stage st JOIN expo_session s ON s.id = st.session_id JOIN expo_edition e ON e.id = s.edition_id
    CROSS JOIN LATERAL (SELECT sum(duration_ms)::int AS "durationMs" FROM recording_segment
      WHERE session_id = st.session_id) g
    WHERE st.state = 'ended' AND st.replay_open AND st.opened_at IS NOT NULL AND g."durationMs" > 0
    ORDER BY st.opened_at DESC, s.id
    LIMIT ${limit + 1}
    OFFSET ${cursor}
  `;
  const { rows, nextCursor } = pageOf(found, limit, () => String(cursor + limit));
  return { items: rows.map((row) => ({ ...row, startedAt: row.startedAt.toISOString() })), nextCursor };
}
