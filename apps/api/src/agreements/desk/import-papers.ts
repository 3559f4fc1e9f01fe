import { Inject, Injectable } from '@nestjs/common';
import type { DeskImportReport } from '@everexpo/contracts';
import { CurrentEdition } from '../../expo/index.ts';
import { faultsFile, matchColumns, ProblemError, readTableOrRefuse, STORAGE, UnitOfWork, type PersonCommand, type RowFault, type Storage } from '../../platform/index.ts';
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
    const table = await readTableOrRefuse(bytes, MOST_ROWS);
    const columns = matchColumns(table, PAPER_COLUMNS);
    const faults: RowFault[] = [];
    for (const [index, cells] of table.rows.entries()) faults.push(...(await this.row(command, index + 2, cells, columns, scans)));
    const bad = new Set(faults.map(({ row }) => row)).size;
    return {
      rows: table.rows.length,
      added: table.rows.length - bad,
      faults,
      faultsFile: await faultsFile(table, faults, bytes),
    };
  }

  private async row(command: PersonCommand, row: number, cells: string[], columns: number[], scans: ScanTray): Promise<RowFault[]> {
    const raw = Object.fromEntries(PAPER_COLUMNS.map(({ key }, at) => [key, cells[columns[at] as number] ?? '']));
    const parsed = PaperRow.safeParse(raw);
    if (!parsed.success) return parsed.error.issues.map((issue) => ({ row, column: columnName(String(issue.path[0])), rule: issue.message }));
    const scan = scans.find(parsed.data.scan);
    if (!scan) return [{ row, column: columnName('scan'), rule: 'is not among the files that were sent' }];
    if (scan instanceof ProblemError) return [{ row, column: columnName('scan'), rule: scan.detail }];
    try {
      await this.work.run({ ...command, idempotency: undefined }, async (tx) => {
        await this.logPaper.log(tx, command, await this.editions.find(tx.manager), parsed.data.form, scan);
        await this.storage.putFile(documentKey(scan.sha256), scan.path, scan.type);
      });
      return [];
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return [{ row, column: columnName(error.code === 'same_scan' ? 'scan' : 'title'), rule: error.errors && error.code === 'invalid_input' ? error.errors.map(({ detail }) => detail).join(' ') : error.detail }];
    }
  }
}

const columnName = (key: string): string => PAPER_COLUMNS.find((column) => column.key === key)?.zh ?? key;
