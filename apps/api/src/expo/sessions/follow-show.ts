import type { StageState } from '@everexpo/contracts';
import { exec, type Transaction } from '../../platform/index.ts';

/**
 * Keeps what the programme needs to know of a session's show: its state, and which of its pitches have begun. Whoever
 * leads the show says so in the transaction of each step.
 */
export async function followShow(
  tx: Transaction,
  sessionId: string,
  { state, begun }: { state: StageState; begun: string[] },
): Promise<void> {
  await exec(tx)`UPDATE session SET state = ${state} WHERE id = ${sessionId} AND state <> ${state}`;
  await exec(tx)`
    UPDATE pitch
    SET begun = id = ANY(${begun}::uuid[])
    WHERE session_id = ${sessionId} AND begun <> (id = ANY(${begun}::uuid[]))
  `;
}

/** Gives pitches of a session these positions, from 1 on. */
export async function placePitches(
  tx: Transaction,
  sessionId: string,
  places: { id: string; position: number }[],
): Promise<void> {
  await exec(tx)`
    UPDATE pitch t SET position = p.position
    FROM jsonb_to_recordset(${JSON.stringify(places)}) AS p(id uuid, position int)
    WHERE t.id = p.id AND t.session_id = ${sessionId}
  `;
}
