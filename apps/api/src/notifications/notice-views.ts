import type { Notice, NoticePage } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';

interface Row extends Omit<Notice, 'createdAt' | 'kind'> {
  createdAt: Date;
}

const SELECT = `SELECT n.id, v.number AS "versionNumber", v.note, n.changes, n.created_at AS "createdAt", n.read_at IS NOT NULL AS read
  FROM notice n JOIN programme_version v ON v.id = n.version_id`;

export async function noticeViews(manager: EntityManager, ids: string[]): Promise<Notice[]> {
  return (await manager.query<Row[]>(`${SELECT} WHERE n.id = ANY($1)`, [ids])).map(viewOf);
}

/** One page of a person's notices, newest first. */
export async function noticePage(manager: EntityManager, personId: string, query: { cursor?: string; limit: number }): Promise<NoticePage> {
  const [rows, [counts]] = await Promise.all([
    manager.query<Row[]>(`${SELECT} WHERE n.person_id = $1 AND ($2::uuid IS NULL OR n.id < $2) ORDER BY n.id DESC LIMIT $3`, [personId, query.cursor ?? null, query.limit + 1]),
    manager.query<{ total: number; unread: number }[]>(`SELECT count(*)::int AS total, count(*) FILTER (WHERE read_at IS NULL)::int AS unread FROM notice WHERE person_id = $1`, [personId]),
  ]);
  const items = rows.slice(0, query.limit).map(viewOf);
  return { items, total: counts?.total ?? 0, unread: counts?.unread ?? 0, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

const viewOf = (row: Row): Notice => ({ ...row, kind: 'programme-changed', createdAt: row.createdAt.toISOString() });
