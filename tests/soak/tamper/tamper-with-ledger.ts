import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { readLines, verifyLedger } from '@everexpo/ledger';
import type { BuiltEdition } from '../../../apps/api/src/testing/builders/index.ts';
import { seeded } from '../../../apps/api/src/demo/generate/random.ts';
import { ROOT } from '../../support/installation/stack.ts';
import type { SoakOptions } from '../soak-run.ts';
import { startNodes, type Nodes } from '../nodes/nodes.ts';
import { registerAtOnce } from '../races/register-at-once.ts';
import { tamper } from './tamper.ts';

const run = promisify(execFile);
const ENTRIES = 40;
/** One row is changed in the database for so many changes of its export. */
const CHANGES_PER_ROW = 10;
const ANOTHER = {
  content: 'a'.repeat(64),
  document: 'b'.repeat(64),
  at: '2001-01-01T00:00:00.000Z',
  prev: 'c'.repeat(64),
  hash: 'd'.repeat(64),
};

/**
 * `size` changes of a bit or a line of a real ledger's export, and a tenth as many rows changed behind the triggers:
 * each is found, and an entry named.
 */
export async function tamperWithLedger(options: SoakOptions): Promise<void> {
  const { size, seed, log } = options;
  const nodes = await startNodes(options);
  const { edition } = await registerAtOnce(nodes.host, { size: ENTRIES, seed });
  const lines = (await exportOf(nodes, edition)).split('\n').filter(Boolean);
  expect(await verifyLedger(readLines(lines))).toMatchObject({ holds: true, entries: ENTRIES });
  expect(await tamper(lines, ENTRIES, { size, seed }), 'changes that went unnoticed').toEqual([]);
  log(`${size} changes of the export: each was found`);
  const rows = Math.ceil(size / CHANGES_PER_ROW);
  await changeRows(nodes, edition, { ...options, size: rows });
  log(`${rows} rows changed behind the triggers: each was found`);
}

async function changeRows(nodes: Nodes, edition: BuiltEdition, { size, seed, log }: SoakOptions): Promise<void> {
  const random = seeded(seed);
  for (let index = 0; index < size; index += 1) {
    const column = random.pick(Object.keys(ANOTHER) as (keyof typeof ANOTHER)[]);
    const seq = random.int(1, ENTRIES);
    const [before] = await nodes.host.asOwner<{ value: string }>(
      `SELECT ${column} AS value FROM ledger_entry WHERE edition_id = $1 AND seq = $2`,
      [edition.id, seq],
    );
    await setColumn(nodes, edition, { column, seq, value: ANOTHER[column] });
    const verdict = await verifyLedger(readLines((await exportOf(nodes, edition)).split('\n')));
    expect(verdict, `${column} of entry ${seq}`).toMatchObject({ holds: false, at: seq });
    await setColumn(nodes, edition, { column, seq, value: before?.value ?? '' });
    if ((index + 1) % 25 === 0) log(`${index + 1} of ${size} rows`);
  }
  expect(await verifyLedger(readLines((await exportOf(nodes, edition)).split('\n')))).toMatchObject({ holds: true });
}

/** For this transaction alone the triggers are off. */
async function setColumn(
  { host }: Nodes,
  edition: BuiltEdition,
  { column, seq, value }: { column: string; seq: number; value: string },
) {
  await host.asOwner(`BEGIN; SET LOCAL session_replication_role = replica;
    UPDATE ledger_entry SET ${column} = '${value}' WHERE seq = ${seq} AND edition_id = '${edition.id}'; COMMIT`);
}

/** The ledger's export, as its own command writes it. */
async function exportOf({ env, dir }: Nodes, { code }: BuiltEdition): Promise<string> {
  const file = join(dir, 'ledger.ndjson');
  await run(process.execPath, ['apps/api/dist/ledger-export.js', code, file], { cwd: ROOT, env });
  return readFileSync(file, 'utf8');
}
