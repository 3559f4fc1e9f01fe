import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RuleValues, RowError } from '@everexpo/contracts';
import type { NumberedTable } from '@everexpo/interchange/cells';
import type { EntityManager } from 'typeorm';
import { all, cellsByKey, checkRow, rowError, mergedCellsError } from '../../../platform/index.ts';
import { PROJECT_COLUMNS, ProjectRow } from './project-table.ts';

/** Rows that are looked at before other requests have their turn. */
const ROWS_A_TURN = 50;

export interface Checked {
  /** Row in the file, as the spreadsheet shows it. */
  row: number;
  project: ProjectRow | null;
  rowErrors: RowError[];
}

/** A project that the edition has. */
interface Known {
  id: string;
  code: string | null;
  ownerEmail: string;
}

/** Each row by itself. */
export async function checkRows(table: NumberedTable, places: number[]): Promise<Checked[]> {
  const checked: Checked[] = [];
  for (const [index, cells] of table.rows.entries()) {
    const row = table.numbers[index] as number;
    const merged = mergedCellsError(table, index);
    if (merged) {
      checked.push({ row, project: null, rowErrors: [merged] });
      continue;
    }
    const { data, rowErrors } = checkRow(row, cellsByKey(cells, PROJECT_COLUMNS, places), PROJECT_COLUMNS, ProjectRow);
    checked.push({ row, project: data, rowErrors });
    if (index % ROWS_A_TURN === ROWS_A_TURN - 1) await nextTurn();
  }
  return checked;
}

/**
 * The rows against the edition's projects and each other: which project each means (its id is set), and who owns it.
 * Call it under the edition's lock.
 */
export async function checkAgainstEdition(manager: EntityManager, editionId: string, rows: Checked[]): Promise<void> {
  const known = await all<Known>(manager)`
    SELECT j.id, j.code, p.email AS "ownerEmail"
    FROM project j JOIN accounts_person p ON p.id = j.owner_id WHERE j.edition_id = ${editionId}
  `;
  const byId = new Map(known.map((project) => [project.id, project]));
  const byCode = new Map<string | null, Known>(
    known.flatMap((project) => (project.code === null ? [] : [[project.code, project]])),
  );
  const members = await membersAmong(manager, rows);
  const seen = new Map<string, number>();
  for (const checked of rows) {
    const { project } = checked;
    if (!project) continue;
    const meant = findExisting(project, byId, byCode);
    checkIdentity(checked, project, meant, byCode.get(project.code ?? ''));
    checkOnce(checked, project, meant, seen);
    if (!members.has(project.ownerEmail) && meant?.ownerEmail.toLowerCase() !== project.ownerEmail)
      addRowError(checked, 'ownerEmail', 'known_owner');
    if (meant) project.id = meant.id;
  }
}

/** The project that a row means, by its id or else by its code. */
function findExisting(
  project: ProjectRow,
  byId: Map<string, Known>,
  byCode: Map<string | null, Known>,
): Known | undefined {
  // Exports of before had the id of a project without a code in its place.
  if (project.id === null && byId.has(project.code ?? '')) Object.assign(project, { id: project.code, code: null });
  return project.id === null ? byCode.get(project.code) : byId.get(project.id);
}

/** `holder` is the project that has the row's code now. */
function checkIdentity(
  checked: Checked,
  { id, code }: ProjectRow,
  meant: Known | undefined,
  holder: Known | undefined,
): void {
  if (id === null && code === null) addRowError(checked, 'code', 'required');
  else if (id !== null && !meant) addRowError(checked, 'id', 'known_project');
  else if (meant && holder && holder !== meant) addRowError(checked, 'code', 'code_taken');
}

/** No two rows mean the same project or want the same code. */
function checkOnce(checked: Checked, { code }: ProjectRow, meant: Known | undefined, seen: Map<string, number>): void {
  const names = [...(meant ? [`id ${meant.id}`] : []), ...(code === null ? [] : [`code ${code}`])];
  const other = names.map((name) => seen.get(name)).find((row) => row !== undefined);
  if (other !== undefined) addRowError(checked, code === null ? 'id' : 'code', 'same_row', { other });
  for (const name of names) if (!seen.has(name)) seen.set(name, checked.row);
}

function addRowError({ row, rowErrors }: Checked, key: keyof ProjectRow, rule: string, values: RuleValues = {}): void {
  rowErrors.push(
    rowError(
      row,
      PROJECT_COLUMNS.find((column) => column.key === key),
      rule,
      values,
    ),
  );
}

/** Who of the owners that the rows name is a member of an organisation. */
async function membersAmong(manager: EntityManager, rows: Checked[]): Promise<Set<string>> {
  const emails = [...new Set(rows.flatMap(({ project }) => project?.ownerEmail ?? []))];
  const members = await all<{ email: string }>(manager)`
    SELECT lower(email) AS email
    FROM accounts_person
    WHERE lower(email) = ANY(${emails}) AND organisation_id IS NOT NULL
  `;
  return new Set(members.map(({ email }) => email));
}
