import { maybeOne, type Transaction } from '../../platform/index.ts';
import { appendMessage } from './append-message.ts';

/** Tells a pitch's session how many interests it has received; the last thing that a use case does. */
export async function publishInterest(tx: Transaction, pitchId: string, count: number): Promise<void> {
  const pitch = await maybeOne<{ sessionId: string }>(tx)`
    SELECT session_id AS "sessionId" FROM expo_pitch WHERE id = ${pitchId}
  `;
  if (pitch) await appendMessage(tx, pitch.sessionId, { kind: 'interest', payload: { pitchId, count } });
}
