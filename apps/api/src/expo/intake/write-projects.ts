import type { EntityManager } from 'typeorm';
import type { ProjectRow } from './project-table.ts';

const ROWS = `json_to_recordset($2) AS x(id uuid, code text, track text, field text, city text, stage text,
  "titleZh" text, "titleEn" text,
  "summaryZh" text, "summaryEn" text, "seeksZh" text, "seeksEn" text, "amountSought" bigint, "ownerEmail" text)`;

/** Adds the projects without an id and changes the others where they differ. A code that is left out stays as it is. */
export async function writeProjects(
  manager: EntityManager,
  editionId: string,
  projects: ProjectRow[],
): Promise<{ added: number; updated: number }> {
  const [updated] = await manager.query<{ count: number }[]>(
    `WITH changed AS (
       UPDATE project j SET code = coalesce(x.code, j.code), owner_id = p.id,
              organisation_id = CASE WHEN j.owner_id = p.id THEN j.organisation_id ELSE p.organisation_id END,
              track = x.track, field = x.field, city = x.city, stage = x.stage,
              title_zh = x."titleZh", title_en = x."titleEn",
              summary_zh = x."summaryZh", summary_en = x."summaryEn", seeks_zh = x."seeksZh", seeks_en = x."seeksEn",
              amount_sought_fen = x."amountSought"
         FROM ${ROWS} JOIN accounts_person p ON lower(p.email) = x."ownerEmail"
        WHERE j.id = x.id AND j.edition_id = $1
          AND (j.code, j.owner_id, j.track, j.field, j.city, j.stage, j.title_zh, j.title_en,
               j.summary_zh, j.summary_en, j.seeks_zh, j.seeks_en, j.amount_sought_fen)
              IS DISTINCT FROM (coalesce(x.code, j.code), p.id, x.track, x.field, x.city, x.stage,
               x."titleZh", x."titleEn", x."summaryZh", x."summaryEn", x."seeksZh", x."seeksEn", x."amountSought")
       RETURNING 1)
     SELECT count(*)::int AS count FROM changed`,
    [editionId, JSON.stringify(projects.filter(({ id }) => id !== null))],
  );
  const added = await manager.query<unknown[]>(
    `INSERT INTO project (edition_id, code, owner_id, organisation_id, track, field, city, stage, title_zh, title_en,
                          summary_zh, summary_en, seeks_zh, seeks_en, amount_sought_fen)
       SELECT $1, x.code, p.id, p.organisation_id, x.track, x.field, x.city, x.stage, x."titleZh", x."titleEn",
              x."summaryZh", x."summaryEn", x."seeksZh", x."seeksEn", x."amountSought"
         FROM ${ROWS} JOIN accounts_person p ON lower(p.email) = x."ownerEmail"
     RETURNING id`,
    [editionId, JSON.stringify(projects.filter(({ id }) => id === null))],
  );
  return { added: added.length, updated: updated?.count ?? 0 };
}
