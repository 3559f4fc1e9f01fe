import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { newTempFolder } from '../../../tests/support/temp-folder.ts';
import { checkTypes } from './testing/statements/check-types.ts';
import { filesOf, programOf } from './testing/statements/find-statements.ts';
import { typedProgramOf } from './testing/statements/typed-program.ts';
import { copyDatabase, type DatabaseCopy } from './testing/copy-database.ts';

let copy: DatabaseCopy;
let client: pg.Client;
beforeAll(async () => {
  copy = await copyDatabase(inject('databaseUrl'));
  client = new pg.Client({ connectionString: copy.appUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await copy.drop();
});

test('every statement is one that the migrated schema takes, its parameters and rows as its types say', async () => {
  const root = import.meta.dirname;
  const before = process.cpuUsage();
  const files = filesOf(root, ['ledger-export.ts', '*/**/!(*.spec|*.test).ts']).filter(
    (file) => !/src\/(testing|migrations)\//.test(file),
  );
  const offences = await checkTypes(typedProgramOf(files, join(root, '..')), files, client, root);
  const { user, system } = process.cpuUsage(before);
  console.log(`statements checked in ${((user + system) / 1e6).toFixed(1)} s of CPU`);
  for (const line of offences) console.error(line);
  expect(offences).toEqual([]);
});

/** What a program needs to know of the language, and of the tags. */
const KNOWN = {
  'language.d.ts': 'interface Array<T> { length: number }\ninterface Date { getTime(): number }',
  'tags.ts': `export interface Transaction { emit(): void }
    export declare const tx: Transaction;
    export declare const dataSource: { manager: string };`,
};

/** What is said of one statement. */
async function saidOf(statement: string): Promise<string[]> {
  const root = newTempFolder('sources');
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const sources = { ...KNOWN, 'live/a.ts': `import { tx, dataSource } from '../tags.ts';\n${statement};` };
  const files = Object.entries(sources).map(([name, text]) => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
    return join(root, name);
  });
  return checkTypes(programOf(files), files, client, root);
}

test.each([
  ['all<{ at: string }>(tx)`SELECT starts_at AS at FROM session`', 'column at is Date, not string'],
  ['all<{ id: number }>(tx)`INSERT INTO session DEFAULT VALUES RETURNING id`', 'column id is string, not number'],
  ['one<{ n: number }>(tx)`SELECT sum(seats) / 2.0 AS n FROM room`', 'column n is string, not number'],
  ['all<{ city: string }>(tx)`SELECT city FROM session`', 'column city may be null'],
  ['all<{ deck: string }>(tx)`SELECT deck_sha256 AS deck FROM expo_project`', 'column deck may be null'],
  [
    'all<{ name: string }>(tx)`SELECT r.name_zh AS name FROM session s LEFT JOIN room r ON r.id = s.room_id`',
    'column name may be null',
  ],
  // What is compared is another table's, or does not decide which rows there are, or is set.
  [
    'all<{ id: string; sessionId: string }>(tx)`' +
      'SELECT d.id, s.id AS "sessionId" FROM draft_session d LEFT JOIN session s ON s.id = d.id`',
    'column sessionId may be null',
  ],
  [
    'all<{ room: string }>(tx)`' +
      "SELECT r.id AS room FROM session s LEFT JOIN room r ON r.id = s.room_id WHERE s.id = ${'a'}`",
    'column room may be null',
  ],
  [
    "one<{ room_id: string }>(tx)`UPDATE draft_session SET room_id = ${'a'} RETURNING room_id`",
    'column room_id may be null',
  ],
  [
    'all<{ city: string }>(tx)`SELECT s.city FROM session s JOIN room r ON r.id = s.room_id OR s.city IS NOT NULL`',
    'column city may be null',
  ],
  [
    'all<{ name: string }>(tx)`SELECT name_zh AS name FROM session s LEFT JOIN room ON room.id = s.room_id`',
    'column name may be null',
  ],
  ['all<{ id: string; code: string }>(tx)`SELECT id FROM session`', 'no column is named code'],
  ['all<{ id: string }>(tx)`SELECT id, code FROM session`', "the row's type has no code"],
  ['all(tx)`SELECT id FROM session`', 'all is not told the type of its rows'],
  ['exists(tx)`SELECT 1 FROM session WHERE id = ${7}`', 'parameter 7 is number, and is to be string'],
  [
    'exists(tx)`SELECT 1 FROM room WHERE seats = ${sql`seats + ${true}`}`',
    'parameter true is boolean, and is to be number',
  ],
  ['exists(tx)`SELECT 1 FROM session WHERE nothing`', 'PostgreSQL refuses it: column "nothing" does not exist'],
  ["exec(dataSource)`UPDATE session SET state = 'live'`", 'writes outside a unit of work'],
])('%s', async (statement, said) => {
  expect(await saidOf(statement)).toEqual([expect.stringContaining(`live/a.ts:2  ${said}`)]);
});

test.each([
  'all<{ at: Date; city: string | null }>(tx)`SELECT starts_at AS at, city FROM session`',
  'all<{ city: string }>(tx)`SELECT city FROM session WHERE city IS NOT NULL`',
  'all<{ id: string }>(tx)`SELECT s.room_id AS id FROM draft_session s JOIN room r ON r.id = s.room_id`',
  'all<{ name: string }>(tx)`SELECT r.name_zh AS name FROM session s LEFT JOIN room r ON r.id = s.room_id ' +
    'WHERE r.seats > 3`',
  'all<{ city: string }>(tx)`WITH c AS (SELECT city FROM session WHERE city IS NOT NULL) SELECT city FROM c`',
  "one<{ n: number }>(dataSource)`SELECT count(*) AS n FROM session WHERE starts_at > ${'2030-01-01T00:00:00Z'}`",
  "exec(tx)`UPDATE session SET state = 'live' WHERE id = ANY(${['a']})`",
])('allowed: %s', async (statement) => {
  expect(await saidOf(statement)).toEqual([]);
});
