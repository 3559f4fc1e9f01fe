/**
 * What a cell holds; '' is an empty one. A date is a wall clock's, kept as if it were UTC, as spreadsheets know no
 * zones.
 */
export type Cell = string | number | boolean | Date;

/** Cells that are shown as one, with the value of the first. */
export interface MergedCells {
  /** As the spreadsheet names them, such as A5:A7. */
  ref: string;
  /** The first column; A is 1. */
  column: number;
}

/** Digits of a number that a spreadsheet shows and compares by (ECMA-376 leaves the rest to the processor). */
const SHOWN_DIGITS = 15;

/** What Excel shows in place of a value it cannot compute. */
const ERROR_VALUES = new Set([
  '#DIV/0!',
  '#N/A',
  '#NAME?',
  '#NULL!',
  '#NUM!',
  '#REF!',
  '#VALUE!',
  '#SPILL!',
  '#CALC!',
  '#GETTING_DATA',
  '#FIELD!',
  '#BLOCKED!',
  '#CONNECT!',
  '#UNKNOWN!',
  '#BUSY!',
]);

export const isErrorValue = (text: string): boolean => ERROR_VALUES.has(text.trim().toUpperCase());

/** A cell as text: numbers as a spreadsheet shows them, dates as YYYY-MM-DD with the time when there is one. */
export function textOf(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return String(Number(cell.toPrecision(SHOWN_DIGITS)));
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  const iso = cell.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.replace('T', ' ').replace(/(\.000)?Z$/, '');
}

/** `B5`, from row and column that count from 1. */
export function cellName(row: number, column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row}`;
}

/** The number of a column from its letters; A is 1. */
export const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
