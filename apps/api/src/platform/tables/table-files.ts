import { tableRuleText } from '@everexpo/contracts';
import {
  TABLE_LIMITS,
  type Cell,
  type NumberedTable,
  type TableFormat,
  type TableLimits,
} from '@everexpo/interchange/cells';
import { invalid } from '../problems/problem.ts';
import { FairQueue } from '../jobs/fair-queue.ts';
import { SharedReads } from '../realtime/shared-reads.ts';
import { Refusal } from '../sandbox/refusal.ts';
import { runLimited } from '../sandbox/run-limited.ts';
import type { TableTask } from './table-worker.ts';

/** What is written as a table. */
export interface WrittenTable {
  headers: string[];
  rows: Cell[][];
}

const PROGRAM = new URL('./table-worker.ts', import.meta.url);
/** Ten times what the largest table within the limits takes on two slow cores. */
const MILLISECONDS = 20_000;
const MEGABYTES = 512;

const reading = runLimited<TableTask, NumberedTable>(PROGRAM, {
  atOnce: 2,
  waiting: 8,
  timeoutMs: MILLISECONDS,
  megabytes: MEGABYTES,
});
/** What we write comes of our own rows; it waits for no upload. Each that waits holds its rows. */
const writing = runLimited<TableTask, Buffer>(PROGRAM, {
  atOnce: 2,
  waiting: 20,
  timeoutMs: MILLISECONDS,
  megabytes: MEGABYTES,
});

/**
 * A table that somebody (`by`) uploaded, read in a process of its own.
 * @throws ProblemError 422 naming the rule, and the cell where there is one; 503 when too many are being read
 */
export async function readTableOrThrow(
  bytes: Buffer,
  limits: Partial<TableLimits>,
  by: string,
): Promise<NumberedTable> {
  const most = { ...TABLE_LIMITS, ...limits };
  if (bytes.length > most.bytes)
    throw refused(new Refusal('too_many_bytes', `too_many_bytes: ${most.bytes} bytes at most.`, undefined, most.bytes));
  try {
    return await reading({ read: bytes, limits: most }, { by });
  } catch (error) {
    throw error instanceof Refusal ? refused(error) : error;
  }
}

/** A table as a file, made in a process of its own, in turn by who asks (`by`). @throws ProblemError 503 `busy` */
export async function writeTableFile(table: WrittenTable, format: TableFormat, by: string): Promise<Buffer> {
  return Buffer.from(await writing({ write: table, format }, { by }));
}

/** Rows that are read when it is their turn: those who wait hold none. */
const exporting = new FairQueue(2, 20);
const underWay = new SharedReads<Buffer>();

/**
 * A table of our own as a file, in turn by who asks (`by`); once for all who ask for the same (`name`, `format`).
 * @throws ProblemError 503 `busy`; what `read` throws
 */
export function exportTable(
  name: string,
  format: TableFormat,
  by: string,
  read: () => Promise<WrittenTable>,
): Promise<Buffer> {
  return underWay.get(`${name} ${format}`, () =>
    exporting.run(by, async () => writeTableFile(await read(), format, by)),
  );
}

function refused({ rule, at, limit }: Refusal) {
  const values = { ...(at === undefined ? {} : { at }), ...(limit === undefined ? {} : { limit }) };
  return invalid({
    pointer: '/file',
    rule,
    values,
    text: (language) => tableRuleText(rule, values)[language],
  });
}
