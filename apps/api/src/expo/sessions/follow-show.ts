import type { StageState } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';

/**
 * Keeps what the programme needs to know of a session's show: its state, and which of its pitches have begun. Whoever
 * leads the show says so in the transaction of each step.
 */
export async function followShow(
  manager: EntityManager,
  sessionId: string,
  { state, begun }: { state: StageState; begun: string[] },
): Promise<void> {
  await manager.query(`UPDATE session SET state = $2 WHERE id = $1 AND state <> $2`, [sessionId, state]);
  await manager.query(
    `UPDATE pitch SET begun = id = ANY($2::uuid[]) WHERE session_id = $1 AND begun <> (id = ANY($2::uuid[]))`,
    [sessionId, begun],
  );
}

/** Gives pitches of a session these positions, from 1 on. */
export async function placePitches(
  manager: EntityManager,
  sessionId: string,
  places: { id: string; position: number }[],
): Promise<void> {
  await manager.query(
    `UPDATE pitch t SET position = p.position
       FROM jsonb_to_recordset($2) AS p(id uuid, position int) WHERE t.id = p.id AND t.session_id = $1`,
    [sessionId, JSON.stringify(places)],
  );
}
