import { textOf, type Cell } from './cell.ts';
import type { Row } from './collect-rows.ts';
import { readCsv, writeCsv } from './csv/csv.ts';
import { readXlsx } from './xlsx/read-xlsx.ts';
import { formatOf, type NumberedTable, type Table, type TableFormat } from './format.ts';
import { beyond, TABLE_LIMITS, TableError, type TableLimits } from './table-error.ts';
import { writeXlsx } from './xlsx/write-xlsx.ts';
import { isTitle } from './xlsx/merged-cells.ts';

/** Compound files: Excel's format until 2003, and workbooks under a password (MS-CFB 2.2). */
const COMPOUND_MAGIC = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
/** How pictures, PDF and RTF begin: whatever their name says, they are no tables. */
const OTHER_KINDS = ['\x89PNG', '\xff\xd8\xff', 'GIF8', 'RIFF', '%PDF-', '{\\rtf'];
const ENCRYPTED_STREAM = Buffer.from('EncryptedPackage', 'utf16le');

/**
 * Every row that holds something, cells by their kind: of the first visible sheet of an XLSX file, or of a CSV file,
 * where each cell is a text.
 * @throws TableError when the bytes are neither, or go beyond the limits
 */
export async function readCells(bytes: Buffer, limits: TableLimits = TABLE_LIMITS): Promise<Row[]> {
  if (bytes.length > limits.bytes) throw beyond('too_many_bytes', 'bytes', limits.bytes);
  if (bytes.subarray(0, 8).equals(COMPOUND_MAGIC)) {
    if (bytes.includes(ENCRYPTED_STREAM))
      throw new TableError('encrypted', 'The file is encrypted; save it without a password.');
    throw new TableError('old_excel', 'The file is of Excel 97-2003 (.xls); save it as .xlsx.');
  }
  const beginning = bytes.toString('latin1', 0, 8);
  if (OTHER_KINDS.some((kind) => beginning.startsWith(kind)))
    throw new TableError('not_table', 'The file is a picture or a document, and no table.');
  const rows = await (formatOf(bytes) === 'xlsx' ? readXlsx(bytes, limits) : readCsv(bytes, limits));
  return rows.filter(({ cells }) => cells.some((cell) => typeof cell !== 'string' || cell.trim() !== ''));
}

/**
 * The rows as text below the first, which is the header; titles merged over it are skipped.
 * @throws TableError as `readCells` does; `no_header`
 */
export async function readNumberedTable(bytes: Buffer, limits: TableLimits = TABLE_LIMITS): Promise<NumberedTable> {
  const all = await readCells(bytes, limits);
  const titles = all.findIndex((row) => !isTitle(row));
  const [first, ...rows] = all.slice(Math.max(0, titles));
  if (!first) throw new TableError('no_header', 'The file has no header row.');
  const headers = first.cells.map(textOf);
  const below = rows.map(({ number, cells }) => ({ number, cells: headers.map((_, at) => textOf(cells[at] ?? '')) }));
  return {
    headers,
    rows: below.map(({ cells }) => cells),
    numbers: below.map(({ number }) => number),
    merged: rows.map(({ merged }) => merged ?? null),
  };
}

/** The same without the places. @throws TableError */
export async function readTable(bytes: Buffer, limits: TableLimits = TABLE_LIMITS): Promise<Table> {
  const { headers, rows } = await readNumberedTable(bytes, limits);
  return { headers, rows };
}

/** Writes a table that `readTable` reads back as it was; what looks like a formula is kept as text. */
export async function writeTable(
  { headers, rows }: { headers: readonly string[]; rows: readonly (readonly Cell[])[] },
  format: TableFormat,
): Promise<Buffer> {
  return format === 'csv' ? writeCsv([headers, ...rows]) : writeXlsx(headers, rows);
}
