import type { ProjectCard, SimilarProject } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all } from '../../../platform/index.ts';
import { PROJECT_CARD } from './project-card.ts';
import { sharedPhrases } from './shared-phrases.ts';

const SIMILAR = 4;

/**
 * Projects of the same edition and field whose titles have most in common with this one's; what few titles of the field
 * have counts more.
 */
export async function similarProjects(manager: EntityManager, id: string): Promise<SimilarProject[]> {
  const rows = await all<{ card: ProjectCard; titleZh: string; lexemes: string[] }>(manager)`
    WITH base AS (SELECT id, edition_id, field, title_zh, title_terms FROM project WHERE id = ${id}),
    lexeme AS (
      SELECT l AS word FROM base, unnest(tsvector_to_array(base.title_terms)) l
      WHERE length(l) > 1 AND NOT starts_with(l, '~')),
    pair AS (
      SELECT j.id, l.word FROM base
      JOIN project j ON j.edition_id = base.edition_id AND j.field = base.field AND j.id <> base.id
        AND j.status IN ('accepted', 'confirmed')
      JOIN lexeme l ON j.title_terms @@ quote_literal(l.word)::tsquery),
    rare AS (
      SELECT word, 1.0 / count(*) AS weight FROM pair GROUP BY word
      HAVING count(*) <= greatest(3, (SELECT count(DISTINCT id) FROM pair) / 4)),
    best AS (
      SELECT pair.id, sum(rare.weight) AS score, array_agg(pair.word) AS lexemes
      FROM pair JOIN rare USING (word) GROUP BY pair.id ORDER BY score DESC, pair.id LIMIT ${SIMILAR})
    SELECT ${PROJECT_CARD} AS card, base.title_zh AS "titleZh", best.lexemes
    FROM best
    JOIN project j ON j.id = best.id
    JOIN accounts_organisation o ON o.id = j.organisation_id
    CROSS JOIN base
    ORDER BY best.score DESC, j.id
  `;
  return rows.map(({ card, titleZh, lexemes }) => ({
    ...card,
    sharedZh: sharedPhrases(titleZh, card.titleZh, lexemes),
    sharedEn: lexemes.filter((lexeme) => /^[a-z][a-z0-9]{2,}$/.test(lexeme)).slice(0, 3),
  }));
}
