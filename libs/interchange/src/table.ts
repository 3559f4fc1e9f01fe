import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

export type TableFormat = 'xlsx' | 'csv';

/** A sheet as text: its header row and the rows below it. */
export interface Table {
  headers: string[];
  rows: string[][];
}

/** A file that is no table at all. */
export class TableError extends Error {
  override name = 'TableError';
}

const ZIP_MAGIC = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

/** XLSX files are zip archives; anything else is taken as CSV. */
export function formatOf(bytes: Buffer): TableFormat {
  return bytes.subarray(0, 4).equals(ZIP_MAGIC) ? 'xlsx' : 'csv';
}

/**
 * Reads the first sheet of an XLSX file, or a CSV file in UTF-8 (with or without byte order mark).
 * @throws TableError when the bytes are neither, or hold no header row
 */
export async function readTable(bytes: Buffer): Promise<Table> {
  const cells = formatOf(bytes) === 'xlsx' ? await readXlsx(bytes) : readCsv(bytes);
  const [headers, ...rows] = cells;
  if (!headers || headers.every((header) => header === '')) throw new TableError('The file has no header row.');
  const width = headers.length;
  return { headers, rows: rows.filter((row) => row.some((cell) => cell !== '')).map((row) => Array.from({ length: width }, (_, at) => row[at] ?? '')) };
}

/** Writes a table; text that a spreadsheet would take for a formula is kept as text. */
export async function writeTable({ headers, rows }: Table, format: TableFormat): Promise<Buffer> {
  if (format === 'csv') return Buffer.from(stringify([headers, ...rows], { bom: true, escape_formulas: true }));
  const header = headers.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
  const data = rows.map((row) => row.map((value) => (value === '' ? null : { value, type: String })));
  const widths = headers.map((title, at) => ({ width: Math.min(60, Math.max(12, title.length * 2, ...rows.slice(0, 50).map((row) => (row[at] ?? '').length))) }));
  const { default: writeExcelFile } = await import('write-excel-file/node');
  return writeExcelFile([header, ...data], { columns: widths, stickyRowsCount: 1 }).toBuffer();
}

async function readXlsx(bytes: Buffer): Promise<string[][]> {
  const { readSheet } = await import('read-excel-file/node');
  try {
    const rows = await readSheet(bytes);
    return rows.map((row) => row.map(text));
  } catch (error) {
    throw new TableError(`The file is not a readable XLSX workbook: ${(error as Error).message}`);
  }
}

function readCsv(bytes: Buffer): string[][] {
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return (parse(decoded, { bom: true, relax_column_count: true, skip_empty_lines: true }) as string[][]).map((row) => row.map((cell) => cell.trim()));
  } catch (error) {
    throw new TableError(`The file is neither XLSX nor CSV in UTF-8: ${(error as Error).message}`);
  }
}

function text(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString();
  return String(cell as string | number | boolean).trim();
}
