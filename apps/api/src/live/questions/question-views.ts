import type { Question, QuestionPage, QuestionQuery } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, badCursor, cursorAfter, maybeOne, one, sql } from '../../platform/index.ts';
import { headOf } from '../log/read-messages.ts';

type Row = Omit<Question, 'askedAt'> & { askedAt: Date };

const COLUMNS = sql`
  q.id, q.session_id AS "sessionId", q.pitch_id AS "pitchId", q.body, q.votes, q.answered, q.pinned, q.state,
    q.asked_at AS "askedAt",
    CASE WHEN q.anonymous THEN NULL ELSE p.name END AS "authorName"
`;

const view = (row: Row): Question => ({ ...row, askedAt: row.askedAt.toISOString() });

/** Who reads: their own questions are theirs to see in any state, and to a moderator those of all. */
export interface Reader {
  id: string | null;
  moderates: boolean;
}

/** One question as every screen shows it. */
export async function questionView(manager: EntityManager, id: string): Promise<Question | null> {
  const row = await maybeOne<Row>(manager)`
    SELECT ${COLUMNS} FROM question q JOIN accounts_person p ON p.id = q.author_id WHERE q.id = ${id}
  `;
  return row ? view(row) : null;
}

/**
 * One page of a session's questions: the pinned one, then open ones, most votes first.
 * @throws ProblemError 422 for a cursor that is not one of ours
 */
export async function questionPage(
  manager: EntityManager,
  sessionId: string,
  query: QuestionQuery,
  reader: Reader,
): Promise<QuestionPage> {
  const offset = offsetOf(query.cursor);
  // Before the rows: what is told after this number is not in them, or is told again.
  const seq = await headOf(manager, sessionId);
  const seen = sql`
    q.session_id = ${sessionId}
      AND (q.state = 'shown' OR q.author_id = ${reader.id} OR (${reader.moderates} AND q.state = 'waiting'))
  `;
  const [rows, { total }] = await Promise.all([
    all<Row>(manager)`
      SELECT ${COLUMNS}
      FROM question q
      JOIN accounts_person p ON p.id = q.author_id
      WHERE ${seen}
      ORDER BY q.pinned DESC, q.answered, q.votes DESC, q.id
      LIMIT ${query.limit}
      OFFSET ${offset}
    `,
    one<{ total: number }>(manager)`SELECT count(*)::int AS total FROM question q WHERE ${seen}`,
  ]);
  return {
    seq,
    items: rows.map(view),
    total,
    nextCursor: rows.length > 0 ? cursorAfter(offset + rows.length, total) : null,
    voted: await votedAmong(manager, rows, reader.id),
  };
}

async function votedAmong(manager: EntityManager, rows: Row[], readerId: string | null): Promise<string[]> {
  if (readerId === null || rows.length === 0) return [];
  const votes = await all<{ id: string }>(manager)`
    SELECT question_id AS id
    FROM question_vote
    WHERE person_id = ${readerId} AND question_id = ANY(${rows.map((row) => row.id)})
  `;
  return votes.map((vote) => vote.id);
}

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^\d{1,6}$/.test(cursor)) return Number(cursor);
  throw badCursor();
}
