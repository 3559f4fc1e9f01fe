import { columnNumber, type MergedCells } from '../cell.ts';
import type { Row } from '../collect-rows.ts';

interface Area extends MergedCells {
  from: number;
  to: number;
  columns: number;
}

/** The area that a reference names, null for one cell alone; undefined for what is no reference. */
export function areaOf(ref: string): Area | null | undefined {
  const [, left, from, right, to] = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(ref) ?? [];
  if (left === undefined || right === undefined) return /^[A-Z]{1,3}\d{1,7}$/.test(ref) ? null : undefined;
  const columns = columnNumber(right) - columnNumber(left) + 1;
  if (columns < 1 || Number(to) < Number(from)) return undefined;
  return columns === 1 && from === to
    ? null
    : { ref, column: columnNumber(left), columns, from: Number(from), to: Number(to) };
}

/** Says of each row, which are in order, which merged cells it lies in, if any; of several the lowest. */
export function markMerged(rows: Row[], areas: Area[]): void {
  const inOrder = areas.toSorted((one, other) => one.from - other.from);
  let next = 0;
  let lowest: Area | undefined;
  for (const row of rows) {
    for (let area = inOrder[next]; area && area.from <= row.number; area = inOrder[(next += 1)])
      if (!lowest || area.to >= lowest.to) lowest = area;
    if (lowest && lowest.to >= row.number) row.merged = { ref: lowest.ref, column: lowest.column };
  }
}

/** A title over the table: nothing but one text, across several columns. */
export const isTitle = ({ cells, merged }: Row): boolean =>
  merged !== undefined &&
  (areaOf(merged.ref)?.columns ?? 0) > 1 &&
  cells.every((cell, at) => cell === '' || at === merged.column - 1);
