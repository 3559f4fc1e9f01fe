import type { MergedCells } from './cell.ts';

export type TableFormat = 'xlsx' | 'csv';

/** A sheet as text: its header row and the rows below it that hold something. */
export interface Table {
  headers: string[];
  rows: string[][];
}

/** The same with the place of each row, counted from 1 as the spreadsheet shows it. */
export interface NumberedTable extends Table {
  numbers: number[];
  /** The merged cells that each row lies in: its other values may be hidden, or be meant for more rows than one. */
  merged: (MergedCells | null)[];
}

const ZIP_MAGIC = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

/** XLSX files are zip archives; anything else is taken as CSV. */
export function formatOf(bytes: Buffer): TableFormat {
  return bytes.subarray(0, 4).equals(ZIP_MAGIC) ? 'xlsx' : 'csv';
}
