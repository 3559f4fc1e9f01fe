import type { Version, VersionPage } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';

interface Row extends Omit<Version, 'publishAt' | 'publishedAt'> {
  publishAt: Date | null;
  publishedAt: Date | null;
}

const SELECT = `SELECT v.id, v.number, v.state, v.note, v.publish_at AS "publishAt", v.published_at AS "publishedAt", coalesce(p.name, '') AS "publishedBy",
    (SELECT count(*)::int FROM programme_entry e WHERE e.version_id = v.id) AS sessions,
    v.told
  FROM programme_version v LEFT JOIN accounts_person p ON p.id = v.created_by`;

export async function versionView(manager: EntityManager, id: string): Promise<Version> {
  const [row] = await manager.query<[Row]>(`${SELECT} WHERE v.id = $1`, [id]);
  return viewOf(row);
}

/** One page of an edition's versions, newest first. */
export async function versionPage(
  manager: EntityManager,
  editionId: string,
  query: { cursor?: string; limit: number },
): Promise<VersionPage> {
  const [rows, [count]] = await Promise.all([
    manager.query<Row[]>(
      `${SELECT} WHERE v.edition_id = $1 AND ($2::uuid IS NULL OR v.id < $2) ORDER BY v.id DESC LIMIT $3`,
      [editionId, query.cursor ?? null, query.limit + 1],
    ),
    manager.query<{ total: number }[]>(`SELECT count(*)::int AS total FROM programme_version WHERE edition_id = $1`, [
      editionId,
    ]),
  ]);
  const items = rows.slice(0, query.limit).map(viewOf);
  return { items, total: count?.total ?? 0, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

function viewOf(row: Row): Version {
  return {
    ...row,
    publishAt: row.publishAt?.toISOString() ?? null,
    publishedAt: row.publishedAt?.toISOString() ?? null,
  };
}
