import { Injectable } from '@nestjs/common';
import type { ImportReport } from '@everexpo/contracts';
import type { Table } from '@everexpo/interchange';
import { faultsFile, matchColumns, readTableOrRefuse, UnitOfWork, type PersonCommand, type Transaction } from '../../platform/index.ts';
import { touchDraft } from '../draft/touch-draft.ts';
import { lockEdition } from '../editions/lock-edition.ts';
import { PROJECT_COLUMNS, ProjectRow } from './project-table.ts';

const MOST_ROWS = 5_000;

interface Checked {
  /** Row in the file, counted as a spreadsheet does: the header is row 1. */
  row: number;
  project: ProjectRow | null;
  faults: ImportReport['faults'];
}

/**
 * Takes a table of projects into an edition. Good rows land, bad rows come back as a file with the reason; a code that
 * is there already is updated, so the mended file can be sent again.
 */
@Injectable()
export class ImportProjects {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 422 for a file that is no table, lacks a column or has too many rows */
  async run(command: PersonCommand, editionId: string, bytes: Buffer): Promise<ImportReport> {
    const table = await readTableOrRefuse(bytes, MOST_ROWS);
    const columns = matchColumns(table, PROJECT_COLUMNS);
    const checked = checkRows(table, columns);
    return this.work.run(command, async (tx) => {
      await lockEdition(tx, editionId);
      await checkOwners(tx, checked);
      const good = checked.filter((row) => row.faults.length === 0);
      const { added, updated } = await upsert(tx, editionId, good.map((row) => row.project as ProjectRow));
      const faults = checked.flatMap((row) => row.faults);
      await tx.audit('expo.import-projects', editionId, { rows: checked.length, added, updated, faults: checked.length - good.length });
      if (added + updated > 0) await touchDraft(tx, command, editionId, []);
      return {
        rows: checked.length,
        added,
        updated,
        unchanged: good.length - added - updated,
        faults,
        faultsFile: await faultsFile(table, faults, bytes),
      };
    });
  }
}

function checkRows({ rows }: Table, columns: number[]): Checked[] {
  const seen = new Map<string, number>();
  return rows.map((cells, index): Checked => {
    const row = index + 2;
    const raw = Object.fromEntries(PROJECT_COLUMNS.map(({ key }, at) => [key, cells[columns[at] as number] ?? '']));
    const parsed = ProjectRow.safeParse(raw);
    const faults = parsed.success ? [] : parsed.error.issues.map((issue) => ({ row, column: columnName(String(issue.path[0])), rule: issue.message }));
    const code = raw.code ?? '';
    const earlier = seen.get(code);
    if (code !== '' && earlier !== undefined) faults.push({ row, column: columnName('code'), rule: `is the same as in row ${earlier}` });
    else seen.set(code, row);
    return { row, project: parsed.success ? parsed.data : null, faults };
  });
}

async function checkOwners(tx: Transaction, rows: Checked[]): Promise<void> {
  const emails = [...new Set(rows.flatMap((row) => row.project?.ownerEmail ?? []))];
  const known = await tx.manager.query<{ email: string }[]>(`SELECT email FROM person WHERE email = ANY($1) AND organisation_id IS NOT NULL`, [emails]);
  const set = new Set(known.map((row) => row.email));
  for (const row of rows) {
    if (row.project && !set.has(row.project.ownerEmail)) row.faults.push({ row: row.row, column: columnName('ownerEmail'), rule: 'is not the address of a registered member of an organisation' });
  }
}

async function upsert(tx: Transaction, editionId: string, projects: ProjectRow[]): Promise<{ added: number; updated: number }> {
  const changed = await tx.manager.query<{ fresh: boolean }[]>(
    `INSERT INTO project (edition_id, code, owner_id, organisation_id, track, field, city, stage, title_zh, title_en, summary_zh, summary_en, seeks_zh, seeks_en, amount_sought_fen)
       SELECT $1, x.code, p.id, p.organisation_id, x.track, x.field, x.city, x.stage, x."titleZh", x."titleEn", x."summaryZh", x."summaryEn", x."seeksZh", x."seeksEn", x."amountSought"
         FROM json_to_recordset($2) AS x(code text, track text, field text, city text, stage text, "titleZh" text, "titleEn" text, "summaryZh" text, "summaryEn" text,
              "seeksZh" text, "seeksEn" text, "amountSought" bigint, "ownerEmail" text)
         JOIN person p ON p.email = x."ownerEmail"
     ON CONFLICT (edition_id, code) DO UPDATE SET owner_id = excluded.owner_id, organisation_id = excluded.organisation_id, track = excluded.track, field = excluded.field,
       city = excluded.city, stage = excluded.stage, title_zh = excluded.title_zh, title_en = excluded.title_en, summary_zh = excluded.summary_zh, summary_en = excluded.summary_en,
       seeks_zh = excluded.seeks_zh, seeks_en = excluded.seeks_en, amount_sought_fen = excluded.amount_sought_fen
     WHERE (project.owner_id, project.track, project.field, project.city, project.stage, project.title_zh, project.title_en, project.summary_zh, project.summary_en, project.seeks_zh, project.seeks_en, project.amount_sought_fen)
       IS DISTINCT FROM (excluded.owner_id, excluded.track, excluded.field, excluded.city, excluded.stage, excluded.title_zh, excluded.title_en, excluded.summary_zh, excluded.summary_en, excluded.seeks_zh, excluded.seeks_en, excluded.amount_sought_fen)
     RETURNING xmax = 0 AS fresh`,
    [editionId, JSON.stringify(projects)],
  );
  const added = changed.filter((row) => row.fresh).length;
  return { added, updated: changed.length - added };
}

function columnName(key: string): string {
  return PROJECT_COLUMNS.find((column) => column.key === key)?.zh ?? key;
}
