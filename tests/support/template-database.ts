import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../apps/launcher/src/postgres/postgres.ts';
import { startRedis } from './redis-server.ts';
import { startS3 } from './s3-server.ts';
import { newDataDir, removeDataDir, ROOT } from './stack.ts';
import { chmodSync } from 'node:fs';

export const TEMPLATE = 'everexpo_template';
/** As `startTestApi` has it: what the template keeps encrypted must open there. */
const TEST_SECRET = 'test-secret-of-more-than-32-characters';

/** Starts real PostgreSQL for the API tests and prepares one template: every test file copies it in a moment. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = newDataDir();
  chmodSync(dir, 0o711);
  const database = await startPostgres({
    dir: join(dir, 'postgres'),
    log: join(dir, 'postgres.log'),
    password: 'test',
    settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'],
  });
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  await admin.end();
  const env = { ...process.env, DATABASE_URL: database.url.replace(/\/postgres$/, `/${TEMPLATE}`), APP_ROLE_PASSWORD: 'test', AUTH_SECRET: TEST_SECRET, STORAGE_DIR: join(dir, 'files') };
  execFileSync(process.execPath, ['apps/api/dist/prepare.js', '--demo'], { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [redis, s3] = await Promise.all([startRedis(), startS3()]);
  if (!redis) console.warn('No redis-server found: the test of several nodes is skipped.');
  if (!s3) console.warn('No Go toolchain found to build an S3 server: the S3 storage is not tested.');
  project.provide('databaseUrl', database.url);
  project.provide('redisUrl', redis?.url ?? null);
  project.provide('s3', s3?.env ?? null);
  return async () => {
    redis?.stop();
    s3?.stop();
    await database.part.stop();
    removeDataDir(dir);
  };
}
