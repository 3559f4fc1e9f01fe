import { DataSource } from 'typeorm';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { entities } from '../entities.ts';
import { databaseOptions } from '../platform/index.ts';
import { migrations } from './index.ts';

test('the schema can be made, taken back and made again, and every entity fits it', async () => {
  const server = inject('databaseUrl');
  const name = `migrations_${process.pid}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const options = databaseOptions({ DATABASE_URL: server.replace(/\/postgres$/, `/${name}`), DATABASE_POOL: 2 }, entities, migrations);
  const dataSource = await new DataSource(options).initialize();
  const tables = async () => (await dataSource.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration'`))[0]?.n;
  try {
    await dataSource.runMigrations({ transaction: 'all' });
    const made = await tables();
    for (const _ of migrations) await dataSource.undoLastMigration();
    expect(await tables()).toBe(0);
    await dataSource.runMigrations({ transaction: 'all' });
    expect(await tables()).toBe(made);
    for (const entity of entities) expect(await dataSource.manager.find(entity, { take: 1 }), entity.name).toEqual([]);
  } finally {
    await dataSource.destroy();
    await admin.query(`DROP DATABASE ${name}`);
    await admin.end();
  }
});
