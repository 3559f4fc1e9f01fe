import type { Stage as StageView } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';

interface Row {
  state: StageView['state'];
  revision: number;
  openedAt: Date | null;
  endedAt: Date | null;
  currentPitchId: string | null;
  pitchStartedAt: Date | null;
}

/** What every screen of a session shows; null when there is no such session. */
export async function stageView(manager: EntityManager, sessionId: string): Promise<StageView | null> {
  const [row] = await manager.query<Row[]>(
    `SELECT coalesce(st.state, 'scheduled') AS state, coalesce(st.revision, 0) AS revision, st.opened_at AS "openedAt",
            st.ended_at AS "endedAt", st.current_pitch_id AS "currentPitchId", t.started_at AS "pitchStartedAt"
       FROM session s LEFT JOIN stage st ON st.session_id = s.id LEFT JOIN pitch t ON t.id = st.current_pitch_id
      WHERE s.id = $1`,
    [sessionId],
  );
  if (!row) return null;
  return {
    sessionId,
    state: row.state,
    revision: row.revision,
    currentPitchId: row.currentPitchId,
    openedAt: row.openedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    pitchStartedAt: row.pitchStartedAt?.toISOString() ?? null,
    serverTime: new Date().toISOString(),
  };
}
