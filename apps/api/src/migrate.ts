import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { migrations } from './migrations/index.ts';
import { databaseOptions, newStorage, readConfig } from './platform/index.ts';

/**
 * Brings the database to the current schema. `--demo` loads the demo edition into an empty one,
 * `--reset` empties it first.
 */
const config = readConfig(process.env);
const dataSource = await new DataSource(databaseOptions(config, [], migrations)).initialize();
try {
  if (process.argv.includes('--reset')) await dataSource.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  const applied = await dataSource.runMigrations({ transaction: 'all' });
  if (applied.length > 0) console.log(`applied ${applied.length} migrations`);
  if (config.APP_ROLE_PASSWORD)
    await dataSource.query(`ALTER ROLE everexpo_app LOGIN PASSWORD '${config.APP_ROLE_PASSWORD}'`);
  if (process.argv.includes('--demo')) await loadDemoOnce();
} finally {
  await dataSource.destroy();
}

async function loadDemoOnce(): Promise<void> {
  const [row] = await dataSource.query<{ loaded: boolean }[]>('SELECT EXISTS (SELECT 1 FROM edition) AS loaded');
  if (row?.loaded) return;
  const { loadDemo } = await import('./demo/load-demo.ts');
  await loadDemo(dataSource, await newStorage(config), config.AUTH_SECRET);
  console.log('loaded the demo edition');
}
