import { exec } from '../../platform/index.ts';
import type { Participant, Transaction } from '../../platform/index.ts';
import { isAudience } from '../media/names.ts';

/**
 * Notes a stay of one of the audience, from its beginning or, with `leftAt` (seconds of the Unix epoch), its end. In
 * whatever order and however often the two are told, the stay is the same.
 */
export async function recordVisit(
  tx: Transaction,
  sessionId: string,
  { identity, sid, joinedAt }: Participant,
  leftAt: number | null,
): Promise<void> {
  if (!isAudience(identity) || sid === '') return;
  await exec(tx)`
    INSERT INTO visit (session_id, sid, identity, person_id, joined_at, left_at)
    SELECT ${sessionId}, ${sid}, ${identity}, (SELECT person_id FROM media_identity m
      WHERE m.session_id = ${sessionId} AND m.identity = ${identity}), to_timestamp(${joinedAt}),
      CASE WHEN ${leftAt}::float IS NOT NULL THEN greatest(to_timestamp(${joinedAt}), to_timestamp(${leftAt})) END
    FROM expo_session
    WHERE id = ${sessionId}
    ON CONFLICT (session_id, sid) DO UPDATE SET left_at = coalesce(visit.left_at, excluded.left_at)
  `;
}

/**
 * Those who are in the hall are not in the room. Ends the stays that the media server's list of `at` (seconds of the
 * Unix epoch) no longer holds, and adds those whose report was lost.
 */
export async function reconcileVisits(
  tx: Transaction,
  sessionId: string,
  inside: Participant[],
  at: number,
): Promise<void> {
  for (const participant of inside) await recordVisit(tx, sessionId, participant, null);
  await exec(tx)`
    UPDATE visit
    SET left_at = greatest(joined_at, to_timestamp(${at}))
    WHERE session_id = ${sessionId} AND left_at IS NULL AND joined_at < to_timestamp(${at})
      AND sid <> ALL(${inside.map(({ sid }) => sid)}) AND sid NOT LIKE ${`${HALL_STAYS}%`}
  `;
}

/** How the names of stays in the hall begin. */
export const HALL_STAYS = 'in-hall-';

/** Notes that somebody is in the hall: once, and until the session closes. */
export async function recordHallVisit(tx: Transaction, sessionId: string, personId: string): Promise<void> {
  await exec(tx)`
    INSERT INTO visit (session_id, sid, identity, person_id, joined_at)
    VALUES (${sessionId}, ${HALL_STAYS + personId}, ${HALL_STAYS + personId}, ${personId}, now())
    ON CONFLICT DO NOTHING
  `;
}

/** The hall empties when the session closes. */
export async function endHallVisits(tx: Transaction, sessionId: string): Promise<void> {
  await exec(tx)`
    UPDATE visit v
    SET left_at = greatest(v.joined_at, st.ended_at)
    FROM stage st
    WHERE st.session_id = ${sessionId} AND v.session_id = ${sessionId} AND v.left_at IS NULL
      AND v.sid LIKE ${`${HALL_STAYS}%`}
  `;
}
