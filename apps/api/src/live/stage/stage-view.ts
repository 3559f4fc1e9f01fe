import type { OrderPlace, Stage as StageView } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { maybeOne } from '../../platform/index.ts';

interface Row extends Pick<
  StageView,
  | 'seq'
  | 'state'
  | 'revision'
  | 'currentPitchId'
  | 'heldMs'
  | 'extraMinutes'
  | 'manager'
  | 'chat'
  | 'moderated'
  | 'deck'
  | 'recorded'
  | 'recording'
  | 'replay'
  | 'hasRecording'
  | 'seatLimit'
> {
  openedAt: Date | null;
  endedAt: Date | null;
  heldAt: Date | null;
  undoUntil: Date | null;
  order: OrderPlace[];
}

/** What every screen of a session shows; null when there is no such session. */
export async function stageView(manager: EntityManager, sessionId: string): Promise<StageView | null> {
  const row = await maybeOne<Row>(manager)`
    SELECT coalesce(st.last_seq, 0) AS seq, coalesce(st.state, 'scheduled') AS state,
      coalesce(st.revision, 0) AS revision, st.opened_at AS "openedAt",
      st.ended_at AS "endedAt", st.current_pitch_id AS "currentPitchId", st.held_at AS "heldAt",
      coalesce(st.held_ms, 0) AS "heldMs",
      coalesce(st.extra_minutes, 0) AS "extraMinutes", st.undo_until AS "undoUntil",
      coalesce(st.moderated, false) AS moderated,
      coalesce(st.recorded, true) AS recorded, st.seat_limit AS "seatLimit", EXISTS (SELECT 1 FROM recording_part r
        WHERE r.session_id = s.id AND r.ended_at IS NULL) AS recording,
      coalesce(st.state = 'ended' AND st.replay_open, false) AND EXISTS (SELECT 1 FROM recording_segment g
        WHERE g.session_id = s.id) AS replay,
      EXISTS (SELECT 1 FROM recording_segment g WHERE g.session_id = s.id) AS "hasRecording",
      jsonb_build_object('open', coalesce(st.chat_open, true), 'slowSeconds', coalesce(st.slow_seconds, 3)) AS chat,
      (SELECT jsonb_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en)
        FROM accounts_person p
        WHERE p.id = st.manager_id) AS manager,
      (SELECT jsonb_build_object(
        'projectId', j.id,
        'version', left(j.deck_sha256, 16),
        'pages', k.pages,
        'page', least(st.deck_page, k.pages))
        FROM expo_pitch t
        JOIN expo_project j ON j.id = t.project_id
        CROSS JOIN LATERAL (SELECT count(*) AS pages FROM expo_deck_page k WHERE k.sha256 = j.deck_sha256) k
        WHERE t.id = st.current_pitch_id AND k.pages > 0) AS deck,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object(
          'pitchId', t.id,
          'startedAt', g.started_at,
          'endedAt', g.ended_at,
          'skippedAt', g.skipped_at) ORDER BY t.position)
        FROM expo_pitch t
        LEFT JOIN pitch_progress g ON g.pitch_id = t.id
        WHERE t.session_id = s.id), '[]') AS "order"
    FROM expo_session s
    LEFT JOIN stage st ON st.session_id = s.id
    WHERE s.id = ${sessionId}
  `;
  if (!row) return null;
  const iso = (instant: Date | string | null) => (instant === null ? null : new Date(instant).toISOString());
  const order = row.order.map((place) => ({
    ...place,
    startedAt: iso(place.startedAt),
    endedAt: iso(place.endedAt),
    skippedAt: iso(place.skippedAt),
  }));
  return {
    sessionId,
    ...row,
    order,
    openedAt: iso(row.openedAt),
    endedAt: iso(row.endedAt),
    heldAt: iso(row.heldAt),
    undoUntil: iso(row.undoUntil),
    pitchStartedAt: order.find(({ pitchId }) => pitchId === row.currentPitchId)?.startedAt ?? null,
    serverTime: new Date().toISOString(),
  };
}
