import type { EntityManager } from 'typeorm';
import type { Participant, Transaction } from '../../platform/index.ts';
import { isAudience } from '../media/names.ts';

/**
 * Notes a stay of one of the audience, from its beginning or, with `leftAt` (seconds of the Unix epoch), its end. In
 * whatever order and however often the two are told, the stay is the same.
 */
export async function noteVisit(
  tx: Transaction,
  sessionId: string,
  { identity, sid, joinedAt }: Participant,
  leftAt: number | null,
): Promise<void> {
  if (!isAudience(identity) || sid === '') return;
  await tx.manager.query(
    `INSERT INTO visit (session_id, sid, identity, person_id, joined_at, left_at)
       SELECT $1, $2, $3, (SELECT person_id FROM media_identity m WHERE m.session_id = $1 AND m.identity = $3), to_timestamp($4), CASE WHEN $5::float IS NOT NULL THEN greatest(to_timestamp($4), to_timestamp($5)) END FROM expo_session WHERE id = $1
     ON CONFLICT (session_id, sid) DO UPDATE SET left_at = coalesce(visit.left_at, excluded.left_at)`,
    [sessionId, sid, identity, joinedAt, leftAt],
  );
}

/** Those who are in the hall are not in the room. Ends the stays that the media server's list of `at` (seconds of the Unix epoch) no longer holds, and adds those whose report was lost. */
export async function reconcileVisits(
  tx: Transaction,
  sessionId: string,
  inside: Participant[],
  at: number,
): Promise<void> {
  for (const participant of inside) await noteVisit(tx, sessionId, participant, null);
  await tx.manager.query(
    `UPDATE visit SET left_at = greatest(joined_at, to_timestamp($3)) WHERE session_id = $1 AND left_at IS NULL AND joined_at < to_timestamp($3) AND sid <> ALL($2) AND sid NOT LIKE $4`,
    [sessionId, inside.map(({ sid }) => sid), at, `${HALL_STAYS}%`],
  );
}

/** How the names of stays in the hall begin. */
export const HALL_STAYS = 'in-hall-';

/** Notes that somebody is in the hall: once, and until the session closes. */
export async function noteHallVisit(manager: EntityManager, sessionId: string, personId: string): Promise<void> {
  await manager.query(
    `INSERT INTO visit (session_id, sid, identity, person_id, joined_at) VALUES ($1, $2, $2, $3, now()) ON CONFLICT DO NOTHING`,
    [sessionId, HALL_STAYS + personId, personId],
  );
}

/** The hall empties when the session closes. */
export async function endHallVisits(manager: EntityManager, sessionId: string): Promise<void> {
  await manager.query(
    `UPDATE visit v SET left_at = greatest(v.joined_at, st.ended_at) FROM stage st WHERE st.session_id = $1 AND v.session_id = $1 AND v.left_at IS NULL AND v.sid LIKE $2`,
    [sessionId, `${HALL_STAYS}%`],
  );
}
