import { exec, one, sql, type Transaction } from '../../../platform/index.ts';
import type { ProjectRow } from './project-table.ts';

const rowsOf = (projects: ProjectRow[]) => sql`
  json_to_recordset(${JSON.stringify(projects)}) AS x(id uuid, code text, track text, field text, city text, stage text,
    "titleZh" text, "titleEn" text,
    "summaryZh" text, "summaryEn" text, "seeksZh" text, "seeksEn" text, "amountSought" bigint, "ownerEmail" text)
`;

/** Adds the projects without an id and changes the others where they differ. A code that is left out stays as it is. */
export async function writeProjects(
  tx: Transaction,
  editionId: string,
  projects: ProjectRow[],
): Promise<{ added: number; updated: number }> {
  const known = projects.filter(({ id }) => id !== null);
  const fresh = projects.filter(({ id }) => id === null);
  const updated = await one<{ count: number }>(tx)`
    WITH changed AS (
      UPDATE project j SET code = coalesce(x.code, j.code), owner_id = p.id,
        organisation_id = CASE WHEN j.owner_id = p.id THEN j.organisation_id ELSE p.organisation_id END,
        track = x.track, field = x.field, city = x.city, stage = x.stage,
        title_zh = x."titleZh", title_en = x."titleEn",
        summary_zh = x."summaryZh", summary_en = x."summaryEn", seeks_zh = x."seeksZh", seeks_en = x."seeksEn",
        amount_sought_fen = x."amountSought"
      FROM ${rowsOf(known)}
      JOIN accounts_person p ON lower(p.email) = x."ownerEmail"
      WHERE j.id = x.id AND j.edition_id = ${editionId}
        AND (j.code, j.owner_id, j.track, j.field, j.city, j.stage, j.title_zh, j.title_en,
          j.summary_zh, j.summary_en, j.seeks_zh, j.seeks_en, j.amount_sought_fen)
        IS DISTINCT FROM (coalesce(x.code, j.code), p.id, x.track, x.field, x.city, x.stage,
          x."titleZh", x."titleEn", x."summaryZh", x."summaryEn", x."seeksZh", x."seeksEn", x."amountSought")
      RETURNING 1)
    SELECT count(*)::int AS count FROM changed
  `;
  const added = await exec(tx)`
    INSERT INTO project (edition_id, code, owner_id, organisation_id, track, field, city, stage, title_zh, title_en,
      summary_zh, summary_en, seeks_zh, seeks_en, amount_sought_fen)
    SELECT ${editionId}, x.code, p.id, p.organisation_id, x.track, x.field, x.city, x.stage, x."titleZh", x."titleEn",
      x."summaryZh", x."summaryEn", x."seeksZh", x."seeksEn", x."amountSought"
    FROM ${rowsOf(fresh)}
    JOIN accounts_person p ON lower(p.email) = x."ownerEmail"
  `;
  return { added, updated: updated.count };
}
