import { formatOf, readTable, TableError, writeTable, type Table } from '@everexpo/interchange';
import { invalid, ProblemError } from '../http/problem.ts';

/** A column as its header is written in either language. */
export interface Column {
  key: string;
  zh: string;
  en: string;
}

/** What is wrong with one cell; rows count as a spreadsheet does: the header is row 1. */
export interface RowFault {
  row: number;
  column: string;
  rule: string;
}

const FAULT_COLUMN = { zh: '错误原因', en: 'What is wrong' };

/** @throws ProblemError 422 for a file that is no table or has more than `most` rows */
export async function readTableOrRefuse(bytes: Buffer, most: number): Promise<Table> {
  try {
    const table = await readTable(bytes);
    if (table.rows.length > most) throw invalid([{ pointer: '/file', rule: 'max_rows', detail: `${table.rows.length} rows; ${most} at most.` }]);
    return table;
  } catch (error) {
    if (error instanceof TableError) throw invalid([{ pointer: '/file', rule: 'table', detail: error.message }]);
    throw error;
  }
}

/** Where each column stands in the file. @throws ProblemError 422 `missing_columns` that names those it lacks */
export function matchColumns({ headers }: Table, columns: readonly Column[]): number[] {
  const found = columns.map(({ zh, en, key }) => headers.findIndex((header) => [zh, en, key].some((name) => name.toLowerCase() === header.trim().toLowerCase())));
  const missing = columns.filter((_, at) => found[at] === -1);
  if (missing.length === 0) return found;
  throw new ProblemError(422, 'missing_columns', `The table lacks columns: ${missing.map(({ zh, en }) => `${zh} (${en})`).join(', ')}.`, missing.map(({ key, zh }) => ({ pointer: `/file/${key}`, rule: 'column', detail: `Add the column ${zh}.` })));
}

/** The bad rows as they were, in the format they came in, with a column that says why; null when there are none. */
export async function faultsFile({ headers, rows }: Table, faults: RowFault[], bytes: Buffer): Promise<string | null> {
  const byRow = Map.groupBy(faults, ({ row }) => row);
  if (byRow.size === 0) return null;
  const keep = headers.map((_, at) => at).filter((at) => ![FAULT_COLUMN.zh, FAULT_COLUMN.en].includes(headers[at] ?? ''));
  const bad = rows.flatMap((cells, index) => {
    const wrong = byRow.get(index + 2);
    return wrong ? [[...keep.map((at) => cells[at] ?? ''), wrong.map(({ column, rule }) => `${column}: ${rule}`).join('; ')]] : [];
  });
  const file = await writeTable({ headers: [...keep.map((at) => headers[at] as string), FAULT_COLUMN.zh], rows: bad }, formatOf(bytes));
  return file.toString('base64');
}
