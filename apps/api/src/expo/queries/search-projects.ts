import type { ProjectCard, ProjectPage, SearchQuery } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, badCursor, one, pageOf, sql } from '../../platform/index.ts';
import { PROJECT_CARD } from './project-card.ts';

/**
 * One page of an edition's projects, in a stable order. `q` matches title and summary in Chinese and the English title.
 * @throws ProblemError 422 for a cursor that is not one of ours
 */
export async function searchProjects(
  manager: EntityManager,
  editionId: string,
  query: SearchQuery,
): Promise<ProjectPage> {
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
  const words = query.q ? escapeLike(query.q) : null;
  const where = sql`
    j.edition_id = ${editionId} AND j.status IN ('accepted', 'confirmed')
      AND (${query.track}::text IS NULL OR j.track = ${query.track})
      AND (${query.field}::text IS NULL OR j.field = ${query.field})
      AND (${query.city}::text IS NULL OR j.city = ${query.city})
      AND (${words}::text IS NULL
        OR (j.title_zh || ' ' || j.title_en || ' ' || j.summary_zh) ILIKE '%' || ${words} || '%')
  `;
  const [{ total }, found] = await Promise.all([
    one<{ total: number }>(manager)`SELECT count(*)::int AS total FROM project j WHERE ${where}`,
    all<{ card: ProjectCard }>(manager)`
      SELECT ${PROJECT_CARD} AS card
      FROM project j
      JOIN accounts_organisation o ON o.id = j.organisation_id
      WHERE ${where} AND (${after}::uuid IS NULL OR j.id > ${after})
      ORDER BY j.id
      LIMIT ${query.limit + 1}
    `,
  ]);
  const { rows, nextCursor } = pageOf(found, query.limit, ({ card }) => card.id);
  return { items: rows.map(({ card }) => card), total, nextCursor };
}

function decodeCursor(cursor: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor)) return cursor;
  throw badCursor();
}

const escapeLike = (words: string) => words.replace(/[\\%_]/g, (sign) => `\\${sign}`);
