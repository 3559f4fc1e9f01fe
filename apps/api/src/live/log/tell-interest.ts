import type { EntityManager } from 'typeorm';
import { appendMessage } from './append-message.ts';

/** Tells a pitch's session how many interests it has received; the last thing that a use case does. */
export async function tellInterest(manager: EntityManager, pitchId: string, count: number): Promise<void> {
  const [pitch] = await manager.query<{ sessionId: string }[]>(
    `SELECT session_id AS "sessionId" FROM expo_pitch WHERE id = $1`,
    [pitchId],
  );
  if (pitch) await appendMessage(manager, pitch.sessionId, { kind: 'interest', payload: { pitchId, count } });
}
