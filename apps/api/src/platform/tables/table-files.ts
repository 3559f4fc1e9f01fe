import { tableRuleText } from '@everexpo/contracts';
import {
  TABLE_LIMITS,
  type Cell,
  type NumberedTable,
  type TableFormat,
  type TableLimits,
} from '@everexpo/interchange/cells';
import { invalid } from '../http/problem.ts';
import { Refusal } from '../sandbox/refusal.ts';
import { runLimited } from '../sandbox/run-limited.ts';
import type { TableTask } from './table-worker.ts';

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
/** What we write comes of our own rows; it waits for no upload, and all of it has its turn. */
const writing = runLimited<TableTask, Buffer>(PROGRAM, {
  atOnce: 2,
  waiting: Infinity,
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

/** A table as a file, made in a process of its own. */
export async function writeTableFile(
  table: { headers: string[]; rows: Cell[][] },
  format: TableFormat,
): Promise<Buffer> {
  return Buffer.from(await writing({ write: table, format }));
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
