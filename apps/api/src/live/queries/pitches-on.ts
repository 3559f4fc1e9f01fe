import type { PitchOn } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, maybeOne } from '../../platform/index.ts';

/** The pitch that is on, by session, over an edition's live stages. */
export async function pitchesOn(manager: EntityManager, editionId: string): Promise<Map<string, PitchOn>> {
  const rows = await all<Omit<PitchOn, 'startedAt'> & { sessionId: string; startedAt: Date }>(manager)`
    SELECT st.session_id AS "sessionId", t.position, t.minutes, g.started_at AS "startedAt",
      j.title_zh AS "titleZh", j.title_en AS "titleEn", p.name AS "ownerName", p.name_en AS "ownerNameEn",
      CASE WHEN k.pages > 0 THEN jsonb_build_object('projectId', j.id, 'version', left(j.deck_sha256, 16),
        'page', least(st.deck_page, k.pages), 'pages', k.pages) END AS deck
    FROM stage st
    JOIN expo_session s ON s.id = st.session_id
    JOIN expo_pitch t ON t.id = st.current_pitch_id
    JOIN expo_project j ON j.id = t.project_id
    JOIN accounts_person p ON p.id = j.owner_id
    JOIN pitch_progress g ON g.pitch_id = t.id
    CROSS JOIN LATERAL (SELECT count(*) AS pages FROM expo_deck_page WHERE sha256 = j.deck_sha256) k
    WHERE s.edition_id = ${editionId} AND st.state = 'live' AND g.started_at IS NOT NULL
  `;
  return new Map(
    rows.map(({ sessionId, startedAt, ...pitch }) => [sessionId, { ...pitch, startedAt: startedAt.toISOString() }]),
  );
}

/** The pitch of a project while it is on; null otherwise. */
export async function pitchOnOf(manager: EntityManager, projectId: string): Promise<string | null> {
  const pitch = await maybeOne<{ id: string }>(manager)`
    SELECT t.id FROM expo_pitch t JOIN pitch_progress g ON g.pitch_id = t.id
    WHERE t.project_id = ${projectId} AND g.started_at IS NOT NULL AND g.ended_at IS NULL
  `;
  return pitch?.id ?? null;
}
