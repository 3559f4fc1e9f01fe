import type { ChatMessage, ChatPage, ChatQuery, ReportedMessage } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, maybeOne, sql } from '../../platform/index.ts';
import { headOf } from '../log/read-messages.ts';

const COLUMNS = sql`
  c.id, c.seq, c.author_id AS "authorId", p.name AS "authorName", p.name_en AS "authorNameEn", c.sent_at AS "sentAt",
    CASE WHEN c.removed_at IS NULL THEN c.body ELSE '' END AS body, c.removed_at IS NOT NULL AS removed
`;

type Row<T extends ChatMessage = ChatMessage> = Omit<T, 'sentAt'> & { sentAt: Date };

const view = <T extends ChatMessage>(row: Row<T>): T => ({ ...row, sentAt: row.sentAt.toISOString() }) as unknown as T;

export async function chatMessage(manager: EntityManager, id: string): Promise<ChatMessage | null> {
  const row = await maybeOne<Row>(manager)`
    SELECT ${COLUMNS} FROM chat_message c JOIN accounts_person p ON p.id = c.author_id WHERE c.id = ${id}
  `;
  return row ? view(row) : null;
}

/** Lines of a session before a number, newest first. */
export async function chatPage(
  manager: EntityManager,
  sessionId: string,
  { before, limit }: ChatQuery,
): Promise<ChatPage> {
  const seq = await headOf(manager, sessionId);
  const rows = await all<Row>(manager)`
    SELECT ${COLUMNS}
    FROM chat_message c
    JOIN accounts_person p ON p.id = c.author_id
    WHERE c.session_id = ${sessionId} AND (${before}::int IS NULL OR c.seq < ${before})
    ORDER BY c.seq DESC
    LIMIT ${limit}
  `;
  return {
    seq,
    items: rows.map((row) => view(row)),
    nextBefore: rows.length === limit ? (rows.at(-1)?.seq ?? null) : null,
  };
}

/** Lines that were reported and are still there, most reports first. */
export async function reportedMessages(manager: EntityManager, sessionId: string): Promise<ReportedMessage[]> {
  const rows = await all<Row<ReportedMessage>>(manager)`
    SELECT ${COLUMNS}, c.reports FROM chat_message c JOIN accounts_person p ON p.id = c.author_id
    WHERE c.session_id = ${sessionId} AND c.reports > 0 AND c.removed_at IS NULL
    ORDER BY c.reports DESC, c.seq DESC
    LIMIT 50
  `;
  return rows.map((row) => view(row));
}
