import type { ProjectCard, ProjectPage, SearchQuery } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { badCursor } from '../../platform/index.ts';
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
  const where = `j.edition_id = $1 AND j.status IN ('accepted', 'confirmed') AND ($2::text IS NULL OR j.track = $2) AND ($3::text IS NULL OR j.field = $3)
    AND ($4::text IS NULL OR j.city = $4)
    AND ($5::text IS NULL OR (j.title_zh || ' ' || j.title_en || ' ' || j.summary_zh) ILIKE '%' || $5 || '%')`;
  const values = [
    editionId,
    query.track ?? null,
    query.field ?? null,
    query.city ?? null,
    query.q ? escapeLike(query.q) : null,
  ];
  const [[{ total } = { total: 0 }], rows] = await Promise.all([
    manager.query<{ total: number }[]>(`SELECT count(*)::int AS total FROM project j WHERE ${where}`, values),
    manager.query<{ card: ProjectCard }[]>(
      `SELECT ${PROJECT_CARD} AS card FROM project j JOIN accounts_organisation o ON o.id = j.organisation_id
        WHERE ${where} AND ($6::uuid IS NULL OR j.id > $6) ORDER BY j.id LIMIT $7`,
      [...values, after, query.limit + 1],
    ),
  ]);
  const items = rows.slice(0, query.limit).map((row) => row.card);
  return { items, total, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

function decodeCursor(cursor: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor)) return cursor;
  throw badCursor();
}

const escapeLike = (words: string) => words.replace(/[\\%_]/g, (sign) => `\\${sign}`);
