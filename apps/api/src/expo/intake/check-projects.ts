import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TableFault } from '@everexpo/contracts';
import type { NumberedTable } from '@everexpo/interchange/tables';
import type { EntityManager } from 'typeorm';
import { cellsByKey, checkRow, fault } from '../../platform/index.ts';
import { PROJECT_COLUMNS, ProjectRow } from './project-table.ts';

/** Rows that are looked at before other requests have their turn. */
const ROWS_A_TURN = 50;

export interface Checked {
  /** Row in the file, as the spreadsheet shows it. */
  row: number;
  project: ProjectRow | null;
  faults: TableFault[];
}

/** A project that the edition has. */
interface Known {
  id: string;
  code: string | null;
  ownerEmail: string;
}

/** Each row by itself. */
export async function checkRows({ rows, numbers }: NumberedTable, places: number[]): Promise<Checked[]> {
  const checked: Checked[] = [];
  for (const [index, cells] of rows.entries()) {
    const row = numbers[index] as number;
    const { data, faults } = checkRow(row, cellsByKey(cells, PROJECT_COLUMNS, places), PROJECT_COLUMNS, ProjectRow);
    checked.push({ row, project: data, faults });
    if (index % ROWS_A_TURN === ROWS_A_TURN - 1) await nextTurn();
  }
  return checked;
}

/**
 * The rows against the edition's projects and each other: which project each means (its id is set), and who owns it.
 * Call it under the edition's lock.
 */
export async function checkAgainstEdition(manager: EntityManager, editionId: string, rows: Checked[]): Promise<void> {
  const known = await manager.query<Known[]>(`SELECT j.id, j.code, p.email AS "ownerEmail" FROM project j JOIN person p ON p.id = j.owner_id WHERE j.edition_id = $1`, [editionId]);
  const byId = new Map(known.map((project) => [project.id, project]));
  const byCode = new Map(known.flatMap((project) => (project.code === null ? [] : [[project.code, project]])));
  const members = await membersAmong(manager, rows);
  const seen = new Map<string, number>();
  for (const { row, project, faults } of rows) {
    if (!project) continue;
    const blame = (key: keyof ProjectRow, rule: string, values = {}) => faults.push(fault(row, PROJECT_COLUMNS.find((column) => column.key === key), rule, values));
    // Exports of before had the id of a project without a code in its place.
    if (project.id === null && byId.has(project.code ?? '')) Object.assign(project, { id: project.code, code: null });
    const meant = project.id === null ? byCode.get(project.code ?? '') : byId.get(project.id);
    const holder = byCode.get(project.code ?? '');
    if (project.id === null && project.code === null) blame('code', 'required');
    else if (project.id !== null && !meant) blame('id', 'known_project');
    else if (meant && holder && holder !== meant) blame('code', 'code_taken');
    const names = [meant && `id ${meant.id}`, project.code !== null && `code ${project.code}`].filter((name) => typeof name === 'string');
    const earlier = names.map((name) => seen.get(name)).find((other) => other !== undefined);
    if (earlier !== undefined) blame(project.code === null ? 'id' : 'code', 'same_row', { other: earlier });
    for (const name of names) if (!seen.has(name)) seen.set(name, row);
    if (!members.has(project.ownerEmail) && meant?.ownerEmail.toLowerCase() !== project.ownerEmail) blame('ownerEmail', 'known_owner');
    project.id = meant?.id ?? null;
  }
}

/** Who of the owners that the rows name is a member of an organisation. */
async function membersAmong(manager: EntityManager, rows: Checked[]): Promise<Set<string>> {
  const emails = [...new Set(rows.flatMap(({ project }) => project?.ownerEmail ?? []))];
  const members = await manager.query<{ email: string }[]>(`SELECT lower(email) AS email FROM person WHERE lower(email) = ANY($1) AND organisation_id IS NOT NULL`, [emails]);
  return new Set(members.map(({ email }) => email));
}
