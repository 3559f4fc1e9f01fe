export { readWorkbook, WorkbookError } from './read.ts';
export { writeWorkbook } from './write.ts';
