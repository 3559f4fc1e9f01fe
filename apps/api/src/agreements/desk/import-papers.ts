import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { DeskImportReport, ImportTableQuery, RowError } from '@everexpo/contracts';
import { CurrentEdition } from '../../expo/index.ts';
import {
  cellsByKey,
  checkRow,
  rowError,
  writeErrorReport,
  matchColumns,
  mergedCellsError,
  ProblemError,
  readTableOrThrow,
  StoredFiles,
  UnitOfWork,
  type PersonCommand,
} from '../../platform/index.ts';
import { documentKey } from '../documents/document-key.ts';
import { LogPaperAgreement } from './log-paper-agreement.ts';
import { PAPER_COLUMNS, PaperRow } from './paper-table.ts';
import { sweepScanTrays, type ScanTray } from './scans/scan-tray.ts';

export const MAX_ROWS = 200;

/**
 * Logs a table of papers with their scans. Good rows land, each in a transaction of its own, bad ones come back as a
 * file with the reason; a scan that is logged already is refused, so that the same table can be sent again.
 */
@Injectable()
export class ImportPapers implements OnModuleInit {
  constructor(
    private readonly work: UnitOfWork,
    private readonly editions: CurrentEdition,
    private readonly logPaper: LogPaperAgreement,
    private readonly files: StoredFiles,
  ) {}

  onModuleInit(): Promise<void> {
    return sweepScanTrays();
  }

  /** @throws ProblemError 422 for a file that is no table, lacks a column or has too many rows */
  async run(
    command: PersonCommand,
    bytes: Buffer,
    scans: ScanTray,
    { language }: ImportTableQuery,
  ): Promise<DeskImportReport> {
    const table = await readTableOrThrow(bytes, { rows: MAX_ROWS }, command.actor.id);
    const columns = matchColumns(table, PAPER_COLUMNS);
    const rowErrors: RowError[] = [];
    for (const [index, cells] of table.rows.entries()) {
      const merged = mergedCellsError(table, index);
      const raw = cellsByKey(cells, PAPER_COLUMNS, columns);
      rowErrors.push(...(merged ? [merged] : await this.row(command, table.numbers[index] as number, raw, scans)));
    }
    const bad = new Set(rowErrors.map(({ row }) => row)).size;
    return {
      rows: table.rows.length,
      added: table.rows.length - bad,
      rowErrors,
      errorReport: await writeErrorReport(table, rowErrors, bytes, language, command.actor.id),
    };
  }

  private async row(
    command: PersonCommand,
    row: number,
    raw: Record<string, string>,
    scans: ScanTray,
  ): Promise<RowError[]> {
    const checked = checkRow(row, raw, PAPER_COLUMNS, PaperRow);
    if (checked.data === null) return checked.rowErrors;
    const { form, scan: name } = checked.data;
    try {
      const scan = await scans.read(name, command.actor.id);
      const key = documentKey(scan.sha256);
      await this.files.saveFor({ key, content: { path: scan.path }, type: scan.type }, () =>
        this.work.run({ ...command, idempotency: undefined }, async (tx) => {
          await this.files.pin(tx, key);
          await this.logPaper.log(tx, command, await this.editions.find(tx.manager), form, scan);
        }),
      );
      return [];
    } catch (error) {
      if (!(error instanceof ProblemError) || (error.status >= 500 && error.code !== 'busy')) throw error;
      return [rowError(row, columnOf(error), ruleOfProblem(error), { name })];
    }
  }
}

/** The column that a problem names, or else its whole row's. */
const columnOf = ({ code, errors }: ProblemError) =>
  PAPER_COLUMNS.find(({ key }) => `/${key}` === errors?.[0]?.pointer) ??
  PAPER_COLUMNS.find(({ key }) => key === (['same_scan', 'busy'].includes(code) ? 'scan' : 'title'));

/** The code of a conflict; of bad input the rule of its first field. */
const ruleOfProblem = ({ status, code, errors }: ProblemError): string =>
  status === 409 ? code : (errors?.[0]?.rule ?? code);
