import type { SessionFact } from '@everexpo/contracts';
import { exec, one, type Transaction } from '../../platform/index.ts';

/** Tells every API node that a session's log has grown. */
export const LIVE_CHANNEL = 'everexpo_live';

/**
 * Adds a message to a session's log in the transaction that caused it and returns its number. The number rises under
 * the lock of the session's stage, held until the commit: numbers become visible in order and without a gap. So it
 * is the last thing that a use case does.
 */
export async function appendMessage(
  tx: Transaction,
  sessionId: string,
  { kind, payload }: SessionFact,
): Promise<number> {
  const seq = await nextNumber(tx, sessionId);
  await writeMessage(tx, sessionId, seq, { kind, payload } as SessionFact);
  return seq;
}

/** Takes the next number under the stage's lock, for a fact that carries it; {@link writeMessage} must follow. */
export async function nextNumber(tx: Transaction, sessionId: string): Promise<number> {
  const { seq } = await one<{ seq: number }>(tx)`
    INSERT INTO stage (session_id, last_seq)
    VALUES (${sessionId}, 1)
    ON CONFLICT (session_id) DO UPDATE SET last_seq = stage.last_seq + 1
    RETURNING last_seq AS seq
  `;
  return seq;
}

export async function writeMessage(
  tx: Transaction,
  sessionId: string,
  seq: number,
  { kind, payload }: SessionFact,
): Promise<void> {
  await exec(tx)`
    WITH added AS (INSERT INTO live_message (session_id, seq, kind, payload)
      VALUES (${sessionId}, ${seq}, ${kind}, ${JSON.stringify(payload)}) RETURNING session_id)
    SELECT pg_notify(${LIVE_CHANNEL}, session_id::text) FROM added
  `;
}
