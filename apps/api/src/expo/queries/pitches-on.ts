import type { HomeSession } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';

export type PitchOn = NonNullable<HomeSession['now']>;

/** The pitch that is on, by session, over an edition's live stages. */
export async function pitchesOn(manager: EntityManager, editionId: string): Promise<Map<string, PitchOn>> {
  const rows = await manager.query<(Omit<PitchOn, 'startedAt'> & { sessionId: string; startedAt: Date })[]>(
    `SELECT st.session_id AS "sessionId", t.position, t.minutes, t.started_at AS "startedAt", j.title_zh AS "titleZh", j.title_en AS "titleEn"
       FROM stage st JOIN session s ON s.id = st.session_id JOIN pitch t ON t.id = st.current_pitch_id JOIN project j ON j.id = t.project_id
      WHERE s.edition_id = $1 AND st.state = 'live'`,
    [editionId],
  );
  return new Map(
    rows.map(({ sessionId, startedAt, ...pitch }) => [sessionId, { ...pitch, startedAt: startedAt.toISOString() }]),
  );
}
