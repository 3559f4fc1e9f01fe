import type { Version, VersionPage } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, one, pageOf, sql } from '../../platform/index.ts';

interface Row extends Omit<Version, 'publishAt' | 'publishedAt'> {
  publishAt: Date | null;
  publishedAt: Date | null;
}

const SELECT = sql`
  SELECT v.id, v.number, v.state, v.note, v.publish_at AS "publishAt", v.published_at AS "publishedAt",
    coalesce(p.name, '') AS "publishedBy",
    (SELECT count(*)::int FROM programme_entry e WHERE e.version_id = v.id) AS sessions,
    v.notified
  FROM programme_version v LEFT JOIN accounts_person p ON p.id = v.created_by
`;

export async function versionView(manager: EntityManager, id: string): Promise<Version> {
  const row = await one<Row>(manager)`${SELECT} WHERE v.id = ${id}`;
  return viewOf(row);
}

/** One page of an edition's versions, newest first. */
export async function versionPage(
  manager: EntityManager,
  editionId: string,
  query: { cursor?: string; limit: number },
): Promise<VersionPage> {
  const [found, { total }] = await Promise.all([
    all<Row>(manager)`
      ${SELECT}
      WHERE v.edition_id = ${editionId} AND (${query.cursor}::uuid IS NULL OR v.id < ${query.cursor})
      ORDER BY v.id DESC
      LIMIT ${query.limit + 1}
    `,
    one<{ total: number }>(manager)`
      SELECT count(*)::int AS total FROM programme_version WHERE edition_id = ${editionId}
    `,
  ]);
  const { rows, nextCursor } = pageOf(found, query.limit, ({ id }) => id);
  return { items: rows.map(viewOf), total, nextCursor };
}

function viewOf(row: Row): Version {
  return {
    ...row,
    publishAt: row.publishAt?.toISOString() ?? null,
    publishedAt: row.publishedAt?.toISOString() ?? null,
  };
}
