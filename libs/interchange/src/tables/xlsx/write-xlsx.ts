import writeExcelFile from 'write-excel-file/node';
import { textOf, type Cell } from '../cell.ts';
import { escaped, toXstring } from './xlsx-text.ts';

const DATE = 'yyyy-mm-dd';
const DATE_AND_TIME = 'yyyy-mm-dd hh:mm:ss';
/** Rows that are looked at for the width of a column. */
const MEASURED_ROWS = 50;

/**
 * A workbook of one sheet: a bold header row that stays in sight, texts as texts, numbers, dates and truth values as
 * such.
 */
export function writeXlsx(headers: readonly string[], rows: readonly (readonly Cell[])[]): Promise<Buffer> {
  const header = headers.map((value) =>
    value === '' ? null : { value: textFor(value), type: String, fontWeight: 'bold' as const },
  );
  const widest = (at: number) =>
    Math.max(
      12,
      (headers[at] as string).length * 2,
      ...rows.slice(0, MEASURED_ROWS).map((row) => textOf(row[at] ?? '').length),
    );
  return writeExcelFile([header, ...rows.map((row) => row.map(cellOf))], {
    columns: headers.map((_, at) => ({ width: Math.min(60, widest(at)) })),
    stickyRowsCount: 1,
  }).toBuffer();
}

function cellOf(cell: Cell) {
  if (cell === '') return null;
  if (typeof cell === 'string') return { value: textFor(cell), type: String };
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'boolean') return { value: cell, type: Boolean };
  return { value: cell, type: Date, format: cell.getTime() % 86_400_000 === 0 ? DATE : DATE_AND_TIME };
}

/** The library looks texts up in a plain object, which has some of its own (`valueOf`): they get an escape. */
const textFor = (text: string): string =>
  Object.hasOwn(Object.prototype, text) ? escaped(text.charAt(0)) + text.slice(1) : toXstring(text);
