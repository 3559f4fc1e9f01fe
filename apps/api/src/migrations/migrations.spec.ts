import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { entities } from '../entities.ts';
import { databaseOptions } from '../platform/index.ts';
import { migrations } from './index.ts';

/** Without any table; dropped at the test's end. */
async function anEmptyDatabase(): Promise<DataSource> {
  const server = inject('databaseUrl');
  const name = `migrations_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const options = databaseOptions({ DATABASE_URL: url.href, DATABASE_POOL: 2 }, entities, migrations);
  const dataSource = await new DataSource(options).initialize();
  onTestFinished(async () => {
    await dataSource.destroy();
    await admin.query(`DROP DATABASE ${name}`);
    await admin.end();
  });
  return dataSource;
}

test('the schema can be made, taken back and made again, and every entity fits it', async () => {
  const dataSource = await anEmptyDatabase();
  const tables = () =>
    dataSource.query<unknown[]>(
      `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration' ORDER BY tablename`,
    );
  await dataSource.runMigrations({ transaction: 'all' });
  const made = await tables();
  expect(made.length).toBeGreaterThan(entities.length);
  for (const _ of migrations) await dataSource.undoLastMigration();
  expect(await tables()).toEqual([]);
  await dataSource.runMigrations({ transaction: 'all' });
  expect(await tables()).toEqual(made);
  for (const entity of entities) expect(await dataSource.manager.find(entity, { take: 1 }), entity.name).toEqual([]);
});

test('a name of before the rule on names is brought under it: an unseen character between a letter and its accent', async () => {
  const dataSource = await anEmptyDatabase();
  await dataSource.runMigrations({ transaction: 'all' });
  const at = migrations.findIndex(({ name }) => name.startsWith('Identity'));
  for (let undone = migrations.length; undone > at; undone -= 1) await dataSource.undoLastMigration();
  await dataSource.query(`INSERT INTO person (email, name, name_en) VALUES ('a@test.example', $1, $1)`, [
    'e\u200B\u0301',
  ]);
  await dataSource.runMigrations({ transaction: 'all' });
  expect(await dataSource.query(`SELECT name, name_en FROM person`)).toEqual([{ name: '\u00E9', name_en: '\u00E9' }]);
});
