import { Inject, Injectable } from '@nestjs/common';
import type { DeskImportReport, TableFault } from '@everexpo/contracts';
import { CurrentEdition } from '../../expo/index.ts';
import {
  cellsByKey,
  checkRow,
  fault,
  faultsFile,
  matchColumns,
  ProblemError,
  readTableOrRefuse,
  STORAGE,
  UnitOfWork,
  type PersonCommand,
  type Storage,
} from '../../platform/index.ts';
import { documentKey } from '../documents/document-key.ts';
import { LogPaperAgreement } from './log-paper-agreement.ts';
import { PAPER_COLUMNS, PaperRow } from './paper-table.ts';
import type { ScanTray } from './scan-tray.ts';

export const MOST_ROWS = 200;

/**
 * Logs a table of papers with their scans. Good rows land, each in a transaction of its own, bad ones come back as a
 * file with the reason; a scan that is logged already is refused, so that the same table can be sent again.
 */
@Injectable()
export class ImportPapers {
  constructor(
    private readonly work: UnitOfWork,
    private readonly editions: CurrentEdition,
    private readonly logPaper: LogPaperAgreement,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** @throws ProblemError 422 for a file that is no table, lacks a column or has too many rows */
  async run(command: PersonCommand, bytes: Buffer, scans: ScanTray): Promise<DeskImportReport> {
    const table = await readTableOrRefuse(bytes, { rows: MOST_ROWS });
    const columns = matchColumns(table, PAPER_COLUMNS);
    const faults: TableFault[] = [];
    for (const [index, cells] of table.rows.entries())
      faults.push(
        ...(await this.row(command, table.numbers[index] as number, cellsByKey(cells, PAPER_COLUMNS, columns), scans)),
      );
    const bad = new Set(faults.map(({ row }) => row)).size;
    return {
      rows: table.rows.length,
      added: table.rows.length - bad,
      faults,
      faultsFile: await faultsFile(table, faults, bytes),
    };
  }

  private async row(
    command: PersonCommand,
    row: number,
    raw: Record<string, string>,
    scans: ScanTray,
  ): Promise<TableFault[]> {
    const checked = checkRow(row, raw, PAPER_COLUMNS, PaperRow);
    if (checked.data === null) return checked.faults;
    const { form, scan: name } = checked.data;
    const scan = scans.find(name);
    if (!scan) return [fault(row, columnOf('scan'), 'scan_missing')];
    if (scan instanceof ProblemError) return [fault(row, columnOf('scan'), ruleOfProblem(scan))];
    try {
      await this.work.run({ ...command, idempotency: undefined }, async (tx) => {
        await this.logPaper.log(tx, command, await this.editions.find(tx.manager), form, scan);
        await this.storage.putFile(documentKey(scan.sha256), scan.path, scan.type);
      });
      return [];
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const rule = ruleOfProblem(error);
      return [fault(row, columnOf({ same_scan: 'scan', not_in_future: 'signedOn' }[rule] ?? 'title'), rule)];
    }
  }
}

const columnOf = (key: string) => PAPER_COLUMNS.find((column) => column.key === key);

/** The code of a conflict; of bad input the rule of its first field. */
const ruleOfProblem = ({ status, code, errors }: ProblemError): string =>
  status === 409 ? code : (errors?.[0]?.rule ?? code);
