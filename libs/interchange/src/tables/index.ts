export { cellName, isErrorValue, textOf, type Cell, type MergedCells } from './cell.ts';
export type { Row } from './collect-rows.ts';
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
