/** What is known of tables without reading or writing one: this entry loads no package. */
export { cellName, isErrorValue, textOf, type Cell, type MergedCells } from './cell.ts';
export { formatOf, type NumberedTable, type Table, type TableFormat } from './format.ts';
export { TABLE_LIMITS, TableError, type TableLimits, type TableRule } from './table-error.ts';
