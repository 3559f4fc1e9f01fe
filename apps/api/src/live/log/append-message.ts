import type { SessionFact } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';

/** Tells every API node that a session's log has grown. */
export const LIVE_CHANNEL = 'everexpo_live';

/**
 * Adds a message to a session's log in the transaction that caused it and returns its number. The number rises under
 * the lock of the session's stage, held until the commit: numbers become visible in order and without a gap. So it
 * is the last thing that a use case does.
 */
export async function appendMessage(
  manager: EntityManager,
  sessionId: string,
  { kind, payload }: SessionFact,
): Promise<number> {
  const seq = await nextNumber(manager, sessionId);
  await writeMessage(manager, sessionId, seq, { kind, payload } as SessionFact);
  return seq;
}

/** Takes the next number under the stage's lock, for a fact that carries it; {@link writeMessage} must follow. */
export async function nextNumber(manager: EntityManager, sessionId: string): Promise<number> {
  const [row] = await manager.query<{ seq: number }[]>(
    `INSERT INTO stage (session_id, last_seq) VALUES ($1, 1) ON CONFLICT (session_id) DO UPDATE SET last_seq = stage.last_seq + 1 RETURNING last_seq AS seq`,
    [sessionId],
  );
  return (row as { seq: number }).seq;
}

export async function writeMessage(
  manager: EntityManager,
  sessionId: string,
  seq: number,
  { kind, payload }: SessionFact,
): Promise<void> {
  await manager.query(
    `WITH added AS (INSERT INTO live_message (session_id, seq, kind, payload) VALUES ($1, $2, $3, $4) RETURNING session_id)
     SELECT pg_notify('${LIVE_CHANNEL}', session_id::text) FROM added`,
    [sessionId, seq, kind, JSON.stringify(payload)],
  );
}
