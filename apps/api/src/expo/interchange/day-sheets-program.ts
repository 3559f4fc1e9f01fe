export { daySheets as default } from './day-sheets.ts';
