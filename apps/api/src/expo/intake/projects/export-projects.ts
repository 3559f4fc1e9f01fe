import {
  cityLabels,
  fieldLabels,
  projectStageLabels,
  trackLabels,
  type City,
  type Field,
  type ProjectStage,
  type Track,
} from '@everexpo/contracts';
import type { Cell, TableFormat } from '@everexpo/interchange/cells';
import type { EntityManager } from 'typeorm';
import { all, exportTable } from '../../../platform/index.ts';
import { PROJECT_COLUMNS } from './project-table.ts';

interface Row {
  id: string;
  code: string | null;
  titleZh: string;
  titleEn: string;
  summaryZh: string;
  summaryEn: string;
  track: Track;
  field: Field;
  city: City;
  stage: ProjectStage;
  seeksZh: string;
  seeksEn: string;
  amountSoughtFen: number | null;
  ownerEmail: string;
}

/** An edition's projects as a table that the import reads back without a change. @throws ProblemError 503 `busy` */
export function exportProjects(
  manager: EntityManager,
  editionId: string,
  format: TableFormat,
  by: string,
): Promise<Buffer> {
  return exportTable(`projects ${editionId}`, format, by, async () => ({
    headers: PROJECT_COLUMNS.map((column) => column.zh),
    rows: (await projectRows(manager, editionId)).map(cellsOf),
  }));
}

function projectRows(manager: EntityManager, editionId: string): Promise<Row[]> {
  return all<Row>(manager)`
    SELECT j.id, j.code, j.title_zh AS "titleZh", j.title_en AS "titleEn",
      j.summary_zh AS "summaryZh", j.summary_en AS "summaryEn", j.track, j.field, j.city, j.stage,
      j.seeks_zh AS "seeksZh", j.seeks_en AS "seeksEn",
      j.amount_sought_fen AS "amountSoughtFen", p.email AS "ownerEmail"
    FROM project j JOIN accounts_person p ON p.id = j.owner_id WHERE j.edition_id = ${editionId} ORDER BY j.code, j.id
  `;
}

function cellsOf(row: Row): Cell[] {
  const cells: Record<(typeof PROJECT_COLUMNS)[number]['key'], Cell> = {
    ...row,
    code: row.code ?? '',
    track: trackLabels[row.track].zh,
    field: fieldLabels[row.field].zh,
    city: cityLabels[row.city].zh,
    stage: projectStageLabels[row.stage].zh,
    amountSought: row.amountSoughtFen === null ? '' : row.amountSoughtFen / 1_000_000,
  };
  return PROJECT_COLUMNS.map(({ key }) => cells[key]);
}
