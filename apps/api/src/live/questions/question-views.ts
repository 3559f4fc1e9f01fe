import type { Question, QuestionPage, QuestionQuery } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { badCursor } from '../../platform/index.ts';

type Row = Omit<Question, 'askedAt'> & { askedAt: Date };

const COLUMNS = `q.id, q.session_id AS "sessionId", q.pitch_id AS "pitchId", q.body, q.votes, q.answered, q.asked_at AS "askedAt",
  CASE WHEN q.anonymous THEN NULL ELSE p.name END AS "authorName"`;

const view = (row: Row): Question => ({ ...row, askedAt: row.askedAt.toISOString() });

/** One question as every screen shows it. */
export async function questionView(manager: EntityManager, id: string): Promise<Question | null> {
  const [row] = await manager.query<Row[]>(`SELECT ${COLUMNS} FROM question q JOIN person p ON p.id = q.author_id WHERE q.id = $1`, [id]);
  return row ? view(row) : null;
}

/**
 * One page of a session's questions: open ones first, most votes first.
 * @throws ProblemError 422 for a cursor that is not one of ours
 */
export async function questionPage(manager: EntityManager, sessionId: string, query: QuestionQuery, readerId: string | null): Promise<QuestionPage> {
  const offset = offsetOf(query.cursor);
  const [rows, [count]] = await Promise.all([
    manager.query<Row[]>(
      `SELECT ${COLUMNS} FROM question q JOIN person p ON p.id = q.author_id WHERE q.session_id = $1
        ORDER BY q.answered, q.votes DESC, q.id LIMIT $2 OFFSET $3`,
      [sessionId, query.limit, offset],
    ),
    manager.query<{ total: number }[]>(`SELECT count(*)::int AS total FROM question WHERE session_id = $1`, [sessionId]),
  ]);
  const total = count?.total ?? 0;
  const end = offset + rows.length;
  return {
    items: rows.map(view),
    total,
    nextCursor: end < total && rows.length > 0 ? String(end) : null,
    voted: await votedAmong(manager, rows, readerId),
  };
}

async function votedAmong(manager: EntityManager, rows: Row[], readerId: string | null): Promise<string[]> {
  if (readerId === null || rows.length === 0) return [];
  const votes = await manager.query<{ id: string }[]>(
    `SELECT question_id AS id FROM question_vote WHERE person_id = $1 AND question_id = ANY($2)`,
    [readerId, rows.map((row) => row.id)],
  );
  return votes.map((vote) => vote.id);
}

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  if (/^\d{1,6}$/.test(cursor)) return Number(cursor);
  throw badCursor();
}
