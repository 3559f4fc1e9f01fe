export * from './cells.ts';
export type { Row } from './collect-rows.ts';
export { readCells, readNumberedTable, readTable, writeTable } from './table.ts';
