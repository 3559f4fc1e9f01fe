export { cellName, isErrorValue, textOf, type Cell } from './cell.ts';
export type { Row } from './collect-rows.ts';
export type { MergedCells } from './merged-cells.ts';
export {
  formatOf,
  readCells,
  readNumberedTable,
  readTable,
  writeTable,
  type NumberedTable,
  type Table,
  type TableFormat,
} from './table.ts';
export { TABLE_LIMITS, TableError, type TableLimits, type TableRule } from './table-error.ts';
