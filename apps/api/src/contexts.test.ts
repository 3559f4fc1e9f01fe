import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { newTempFolder } from '../../../tests/support/temp-folder.ts';
import { findOffences } from './testing/statements/find-offences.ts';

test('a context writes its own tables, and reads of those below what they publish', async () => {
  const { statements, offences } = await findOffences(import.meta.dirname);
  // Where the statements are no longer found, nothing would be.
  expect(statements).toBeGreaterThan(400);
  for (const line of offences) console.error(line);
  expect(offences).toEqual([]);
});

/** What is found in these sources, by file. */
async function offencesOf(sources: Record<string, string>): Promise<string[]> {
  const root = newTempFolder('sources');
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(sources)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return (await findOffences(root)).offences;
}

const one = (context: string, sql: string) => offencesOf({ [`${context}/a.ts`]: `exec(tx)\`${sql}\`;` });

test.each([
  ['live', 'UPDATE pitch SET position = 1', 'live/a.ts:1  live writes pitch of expo'],
  ['live', 'DELETE FROM expo_pitch', 'live/a.ts:1  live writes the view expo_pitch'],
  ['live', 'WITH gone AS (\nDELETE FROM person RETURNING id) SELECT id FROM gone', 'live/a.ts:2  live writes person'],
  ['expo', 'SELECT state\nFROM stage', 'expo/a.ts:2  expo reads stage of live, which lies above'],
  ['expo', 'SELECT 1 FROM agreements_agreement', 'expo/a.ts:1  expo reads agreements_agreement of agreements, which'],
  ['live', 'SELECT 1 FROM stage s, session t', 'live/a.ts:1  live reads session of expo: read a view'],
  ['live', 'INSERT INTO poll (id) SELECT id FROM room', 'live/a.ts:1  live reads room of expo: read a view'],
  ['live', 'SELECT 1 FROM nowhere', 'live/a.ts:1  live names nowhere, which no context owns'],
  ['live', 'SELEC 1', 'live/a.ts:1  cannot be parsed: syntax error'],
])('%s: %s', async (context, sql, said) => {
  expect(await one(context, sql)).toEqual([expect.stringContaining(said)]);
});

test.each([
  ['live', 'SELECT 1 FROM stage JOIN expo_session s ON s.id = session_id JOIN accounts_person p ON p.id = manager_id'],
  ['live', 'WITH session AS (SELECT 1 AS id) UPDATE stage SET revision = 1 FROM session'],
  ['platform', 'SELECT 1 FROM pg_stat_activity'],
])('%s may: %s', async (context, sql) => {
  expect(await one(context, sql)).toEqual([]);
});

test('a text is put together of pieces: constants, conditions, tables, functions and what callers give', async () => {
  const found = await offencesOf({
    'live/parts.ts': 'export const FROM = sql`FROM person`;\nexport const TABLES = { a: sql`room`, b: sql`poll` };',
    'live/a.ts': `import { FROM, TABLES } from './parts.ts';
      const read = (table: Sql) => exec(tx)\`SELECT 1 FROM \${table}\`;
      const slots = (day: string) => sql\`timeslot WHERE day = \${day}\`;
      export function all(which: 'a' | 'b', some: boolean, id: string) {
        exec(tx)\`SELECT 1 \${some ? FROM : sql\`\`}\`;
        exec(tx)\`SELECT 1 FROM \${TABLES[which]} WHERE id = \${id}\`;
        exec(tx)\`SELECT 1 FROM \${slots(id)}\`;
        read(sql\`project\`);
      }`,
  });
  expect(found.map((line) => line.split(':', 2).join(':'))).toEqual([
    'live/a.ts:3  live reads timeslot of expo',
    'live/a.ts:8  live reads project of expo',
    'live/parts.ts:1  live reads person of accounts',
    'live/parts.ts:2  live reads room of expo',
  ]);
});

test('a piece is the work of who writes it, and is lent from queries/ only', async () => {
  const sources = (folder: string) => ({
    [`expo/${folder}/begun.ts`]: `export const BEGUN = sql\`EXISTS (SELECT 1 FROM pitch WHERE begun)\`;`,
    'live/a.ts': `import { BEGUN } from '../expo/${folder}/begun.ts';\nexec(tx)\`SELECT \${BEGUN}\`;`,
  });
  expect(await offencesOf(sources('queries'))).toEqual([]);
  expect(await offencesOf(sources('sessions'))).toEqual([
    'expo/sessions/begun.ts:1  live uses this SQL: move it to expo/queries',
  ]);
});

test('what cannot be told, goes past the tags or reaches no database is said, not passed over', async () => {
  expect(await offencesOf({ 'live/a.ts': 'export const run = (part: Sql) => exec(tx)`CALL ${part}`;' })).toEqual([
    expect.stringContaining('live/a.ts:1  cannot tell what "part" stands for'),
  ]);
  expect(await offencesOf({ 'live/a.ts': 'db.query(anything);' })).toEqual([
    expect.stringContaining('live/a.ts:1  goes past the tags'),
  ]);
  expect(await offencesOf({ 'live/a.ts': 'send(`SELECT 1 FROM stage`);' })).toEqual([
    expect.stringContaining('live/a.ts:1  SQL that reaches no tag'),
  ]);
});

/** What an entity manager is, as the sources have it. */
const MANAGERS = `import { EntityManager, Raw } from 'typeorm';
  interface Transaction { manager: EntityManager }
  declare const tx: Transaction, dataSource: { manager: EntityManager }, someone: EntityManager, Stage: object;
`;

test.each([
  ["tx.manager.update('Pitch', { id }, { position: 1 });", 'update names its table by a text: give it the entity'],
  ["const table = 'pitch';tx.manager.find(table);", 'find names its table by a text'],
  ["tx.manager.createQueryBuilder().update('pitch').execute();", 'createQueryBuilder goes past the tags'],
  [
    "tx.manager.createQueryBuilder(Stage, 's').where('EXISTS (SELECT 1 FROM stage)').getMany();",
    'createQueryBuilder goes past the tags',
  ],
  ["tx.manager.find(Stage, { where: { id: Raw(() => 'id IN (SELECT 1)') } });", 'Raw goes past the tags'],
  ['tx.manager.getRepository(Stage).clear();', 'getRepository goes past the tags'],
  ['dataSource.manager.save(stage);', 'save writes outside a unit of work: call it of its transaction, tx.manager'],
  ['someone.delete(Stage, { id });', 'delete writes outside a unit of work'],
])('of TypeORM is refused: %s', async (call, said) => {
  expect(await offencesOf({ 'live/a.ts': MANAGERS + call })).toEqual([expect.stringContaining(`live/a.ts:4  ${said}`)]);
});

test('of TypeORM is allowed: entities found by any manager, and saved by that of a transaction', async () => {
  const calls = 'someone.find(Stage);tx.manager.save(stage);new Map().delete(1);files.save(bytes);';
  expect(await offencesOf({ 'live/a.ts': MANAGERS + calls })).toEqual([]);
});
