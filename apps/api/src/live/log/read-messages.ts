import type { SessionMessage } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, sql } from '../../platform/index.ts';

const STILL_SHOWN = sql`
  (kind <> 'question' OR EXISTS (
    SELECT 1 FROM question q WHERE q.id = (m.payload->>'id')::uuid AND q.state = 'shown'))
`;

/**
 * A session's messages after a number, oldest first, at most `limit`; with `again`, as they may be read once more:
 * without questions that are not, or no longer, for everybody.
 */
export async function messagesAfter(
  manager: EntityManager,
  sessionId: string,
  after: number,
  limit: number,
  { again = false } = {},
): Promise<SessionMessage[]> {
  const rows = await all<Omit<SessionMessage, 'at'> & { at: Date }>(manager)`
    SELECT seq, at, kind, payload FROM live_message m WHERE session_id = ${sessionId} AND seq > ${after}
      AND ${again ? STILL_SHOWN : sql`true`}
    ORDER BY seq
    LIMIT ${limit}
  `;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }) as SessionMessage);
}

/** The newest numbers of sessions; one without a stage has none yet. */
export async function headsOf(manager: EntityManager, sessionIds: string[]): Promise<Map<string, number>> {
  const rows = await all<{ id: string; seq: number }>(manager)`
    SELECT session_id AS id, last_seq AS seq FROM stage WHERE session_id = ANY(${sessionIds})
  `;
  return new Map(rows.map(({ id, seq }) => [id, seq]));
}

export const headOf = async (manager: EntityManager, sessionId: string): Promise<number> =>
  (await headsOf(manager, [sessionId])).get(sessionId) ?? 0;
