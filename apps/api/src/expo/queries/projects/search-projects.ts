import type { ProjectCard, ProjectListItem, ProjectPage, SearchQuery } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import {
  all,
  badCursor,
  cursorAfter,
  excerpt,
  matchedTerms,
  searchWords,
  sql,
  type Sql,
} from '../../../platform/index.ts';
import { NEXT_PITCH, PITCH_IS_NEXT } from './next-pitch.ts';
import { PROJECT_CARD } from './project-card.ts';

interface Row {
  card: ProjectCard;
  ownerName: string;
  ownerNameEn: string;
  amountSoughtFen: number | null;
  nextPitch: (ProjectListItem['nextPitch'] & { startsAt: string }) | null;
  summaryZh: string;
  summaryEn: string;
  total: number;
}

/**
 * One page of an edition's projects. All words of `q` must be found, in title, summary, what is sought, code, field,
 * city, track, owner or organisation; titles come first, whole words before beginnings and pinyin, then
 * who pitches next. Without `q` the order is stable.
 * @throws ProblemError 422 for a cursor that is not one of ours
 */
export async function searchProjects(
  manager: EntityManager,
  edition: { id: string; timeZone: string },
  query: SearchQuery,
): Promise<ProjectPage> {
  const offset = query.cursor === undefined ? 0 : decodeCursor(query.cursor);
  const typed = query.q ? query.q : null;
  const ids = query.ids?.split(',') ?? null;
  const [words, rows] = await Promise.all([
    typed ? searchWords(manager, typed) : [],
    all<Row>(manager)`
      WITH hit AS (
        SELECT j.id, count(*) OVER ()::int AS total, row_number() OVER (ORDER BY ${orderOf(query, typed)}) AS place
        FROM project j
        LEFT JOIN pitch t ON t.project_id = j.id
        LEFT JOIN session s ON s.id = t.session_id
        WHERE j.edition_id = ${edition.id} AND j.status IN ('accepted', 'confirmed')
          AND (${query.track}::text IS NULL OR j.track = ${query.track})
          AND (${query.field}::text IS NULL OR j.field = ${query.field})
          AND (${query.city}::text IS NULL OR j.city = ${query.city})
          AND (${ids}::uuid[] IS NULL OR j.id = ANY(${ids}))
          AND (${typed}::text IS NULL OR j.search_terms @@ search_query(${typed}, 'partial'))
        ORDER BY place
        LIMIT ${query.limit} OFFSET ${offset})
      SELECT ${PROJECT_CARD} AS card, p.name AS "ownerName", p.name_en AS "ownerNameEn",
        j.amount_sought_fen AS "amountSoughtFen", ${NEXT_PITCH} AS "nextPitch", j.summary_zh AS "summaryZh",
        j.summary_en AS "summaryEn", hit.total
      FROM hit
      JOIN project j ON j.id = hit.id
      JOIN accounts_organisation o ON o.id = j.organisation_id
      JOIN accounts_person p ON p.id = j.owner_id
      ORDER BY hit.place
    `,
  ]);
  const total = rows[0]?.total ?? 0;
  return {
    items: await Promise.all(rows.map((row) => itemOf(row, words))),
    total,
    nextCursor: cursorAfter(offset + rows.length, total),
    timeZone: edition.timeZone,
  };
}

const BY_NEXT_PITCH = sql`(${PITCH_IS_NEXT}) DESC NULLS LAST, s.starts_at, t.position, j.id`;

function orderOf({ sort }: SearchQuery, typed: string | null): Sql {
  if (sort === 'pitch') return BY_NEXT_PITCH;
  return typed
    ? sql`
        CASE
          WHEN j.title_terms @@ search_query(${typed}, 'exact') THEN 0
          WHEN j.title_terms @@ search_query(${typed}, 'partial') THEN 1
          WHEN j.title_terms @@ search_query(${typed}, 'any') THEN 2
          ELSE 3
        END, ${BY_NEXT_PITCH}`
    : sql`j.id`;
}

async function itemOf(row: Row, words: string[]): Promise<ProjectListItem> {
  const { card, summaryZh, summaryEn, nextPitch, ownerName, ownerNameEn, amountSoughtFen } = row;
  const { nameZh, nameEn } = card.organisation;
  const shown = [card.titleZh, card.titleEn, nameZh, nameEn, ownerName, ownerNameEn];
  const [names, texts] = await Promise.all([
    matchedTerms(shown, words),
    matchedTerms(
      [summaryZh, summaryEn],
      words.filter((word) => !shown.some((text) => text.includes(word))),
    ),
  ]);
  return {
    ...card,
    ownerName,
    ownerNameEn,
    amountSoughtFen,
    nextPitch: nextPitch && { ...nextPitch, startsAt: new Date(nextPitch.startsAt).toISOString() },
    matched: [...new Set([...names, ...texts])],
    excerptZh: excerpt(summaryZh, texts),
    excerptEn: excerpt(summaryEn, texts),
  };
}

function decodeCursor(cursor: string): number {
  if (/^\d{1,7}$/.test(cursor)) return Number(cursor);
  throw badCursor();
}
