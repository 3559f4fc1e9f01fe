import { cellName, columnNumber, type Cell } from '../cell.ts';
import type { RowCollector } from '../collect-rows.ts';
import { areaOf, markMerged } from './merged-cells.ts';
import { dateOf } from './number-formats.ts';
import { readXml, type Attributes } from './read-xml.ts';
import { beyond, TableError } from '../table-error.ts';
import { fromXstring } from './xlsx-text.ts';

/** What cells of a sheet refer to. */
export interface SheetContext {
  strings: string[];
  /** For each style whether it shows a date. */
  dates: boolean[];
  from1904: boolean;
}

const REFERENCE = /^([A-Z]{1,3})(\d{1,7})$/;
const MAX_ROWS = 1_048_576;
const MAX_MERGED = 100_000;

/**
 * Reads a sheet's cells into the collector and says which are merged; empty cells and rows, however many are formatted,
 * take no room.
 */
export async function readSheet(
  chunks: AsyncIterable<Buffer>,
  part: string,
  context: SheetContext,
  collector: RowCollector,
): Promise<void> {
  let row = 0;
  let column = 0;
  let cell: Attributes = {};
  let value = '';
  let inValue = false;
  let guide = false;
  const merged: NonNullable<ReturnType<typeof areaOf>>[] = [];
  const damaged = (what: string) =>
    new TableError('table', `The file is damaged: ${what}.`, { at: cellName(row, Math.max(1, column)) });

  const merge = (ref: string) => {
    const area = areaOf(ref);
    if (area === undefined) throw damaged('its merged cells are none');
    if (merged.length === MAX_MERGED) throw beyond('too_many_cells', 'merged cells', MAX_MERGED, ref);
    if (area) merged.push(area);
  };
  const enterRow = ({ r }: Attributes) => {
    const next = r === undefined ? row + 1 : Number(r);
    if (!(Number.isInteger(next) && next > row && next <= MAX_ROWS)) throw damaged('its rows are out of order');
    row = next;
    column = 0;
  };
  const enterCell = (attributes: Attributes) => {
    const at = REFERENCE.exec(attributes.r ?? cellName(row, column + 1));
    const next = columnNumber(at?.[1] ?? '');
    if (!at || Number(at[2]) !== row || next <= column) throw damaged('its cells are out of order');
    column = next;
    cell = attributes;
    value = '';
  };

  await readXml(chunks, part, {
    open(name, attributes) {
      if (name === 'c') enterCell(attributes);
      else if (name === 'v' || name === 't') inValue = !guide;
      else if (name === 'row') enterRow(attributes);
      else if (name === 'rPh') guide = true;
      else if (name === 'mergeCell') merge(attributes.ref ?? '');
    },
    text(more) {
      if (inValue) value += more;
    },
    close(name) {
      if (name === 'v' || name === 't') inValue = false;
      else if (name === 'rPh') guide = false;
      else if (name === 'c' && value !== '') {
        const found = valueOf(value, cell, context);
        if (found === null) throw damaged('a cell holds what its kind does not allow');
        if (found !== '') collector.put(row, column, found);
      }
    },
  });
  markMerged(collector.rows, merged);
}

/** A cell's value by its kind (ECMA-376 part 1, ST_CellType); null for what that kind cannot be. */
function valueOf(
  value: string,
  { t = 'n', s = '0' }: Attributes,
  { strings, dates, from1904 }: SheetContext,
): Cell | null {
  switch (t) {
    case 's':
      return strings[Number(value)] ?? null;
    case 'str':
    case 'inlineStr':
    case 'e':
      return fromXstring(value);
    case 'b':
      return ['1', 'true'].includes(value.trim());
    case 'd':
      return writtenDate(value);
    case 'n':
      return numberOrDate(Number(value), dates[Number(s)] === true, from1904);
    default:
      return null;
  }
}

function numberOrDate(number: number, isDate: boolean, from1904: boolean): Cell | null {
  if (!Number.isFinite(number)) return null;
  return isDate ? (dateOf(number, from1904) ?? number) : number;
}

/** ISO 8601; without a zone it is the wall clock's. */
function writtenDate(value: string): Date | null {
  const date = new Date(/Z$|[+-]\d\d:\d\d$/.test(value) || !value.includes('T') ? value : `${value}Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}
