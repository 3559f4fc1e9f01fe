import {
  readNumberedTable,
  writeTable,
  type Cell,
  type NumberedTable,
  type TableFormat,
  type TableLimits,
} from '@everexpo/interchange/tables';
import { serveTask } from '../sandbox/serve-task.ts';

/** What the program is asked: to read a file, or to write one. */
export type TableTask =
  | { read: Uint8Array; limits: TableLimits }
  | { write: { headers: string[]; rows: Cell[][] }; format: TableFormat };

serveTask<TableTask, NumberedTable | Buffer>(async (task) =>
  'read' in task ? readNumberedTable(Buffer.from(task.read), task.limits) : writeTable(task.write, task.format),
);
