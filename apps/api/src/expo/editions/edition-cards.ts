import type { EditionCard } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all } from '../../platform/index.ts';
import { editionView } from './current-edition.ts';
import { EDITION_ROW, type EditionRow } from './edition-row.ts';

/** All editions, latest first; an association has one a year. */
export async function editionCards(manager: EntityManager, id?: string): Promise<EditionCard[]> {
  const editions = await all<EditionRow>(manager)`
    SELECT ${EDITION_ROW}
    FROM edition
    WHERE ${id ?? null}::uuid IS NULL OR id = ${id ?? null}
    ORDER BY starts_on DESC
    LIMIT 100
  `;
  const counts = await all<{ id: string; rooms: number; projects: number; sessions: number; version: number | null }>(
    manager,
  )`
    SELECT e.id, (SELECT count(*)::int FROM room WHERE edition_id = e.id) AS rooms, (SELECT count(*)::int FROM project
      WHERE edition_id = e.id) AS projects,
      (SELECT count(*)::int FROM draft_session WHERE edition_id = e.id) AS sessions,
      (SELECT max(number) FROM programme_version WHERE edition_id = e.id) AS version
    FROM edition e WHERE e.id = ANY(${editions.map((edition) => edition.id)})
  `;
  const by = new Map(counts.map(({ id: edition, ...rest }) => [edition, rest]));
  return editions.map((edition) => ({
    ...editionView(edition),
    open: edition.openedAt !== null,
    rooms: 0,
    projects: 0,
    sessions: 0,
    version: null,
    ...by.get(edition.id),
  }));
}
