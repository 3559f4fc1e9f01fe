import { execFile } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { startPostgres } from '../../apps/launcher/src/postgres/postgres.ts';
import { TEMPLATE, TEST_SECRET } from '../../apps/api/src/testing/template.ts';
import { logDuration } from './log-duration.ts';
import { startRedis } from './redis-server.ts';
import { startS3 } from './s3-server.ts';
import { newDataDir, removeDataDir, ROOT } from './stack.ts';
import { stopAll } from './stop-all.ts';

const run = promisify(execFile);

/** What all tests of a run share; each test file has a copy of the template database of its own. */
export interface SharedServices {
  /** Address of the PostgreSQL server, as its owner. */
  databaseUrl: string;
  redisUrl: string;
  /** Settings that lead to an S3 server; null without Go to build one. */
  s3: Record<string, string> | null;
  /** The demo edition's documents, to be copied. */
  filesDir: string;
}

/** Durability is for what must outlive a crash: the tests of that start a server of their own. */
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300'];

/** Starts PostgreSQL with the template database, Redis and the S3 server. */
export async function startSharedServices(): Promise<{ services: SharedServices; stop(): Promise<void> }> {
  const dir = newDataDir();
  chmodSync(dir, 0o711);
  const stops: (() => void | Promise<void>)[] = [() => removeDataDir(dir)];
  const stop = () => stopAll(stops.splice(0).reverse());
  try {
    const services = await logDuration('Starting PostgreSQL, Redis and S3, loading the demo edition', async () => {
      const [database, redis, s3] = await Promise.all([
        startPostgres({
          dir: join(dir, 'postgres'),
          log: join(dir, 'postgres.log'),
          password: 'test',
          settings: FAST,
        }).then((started) => {
          stops.push(() => started.part.stop());
          return started;
        }),
        startRedis().then((started) => {
          stops.push(() => started.stop());
          return started;
        }),
        startS3().then((started) => {
          if (started) stops.push(() => started.stop());
          return started;
        }),
      ]);
      await makeTemplate(database.url, join(dir, 'files'));
      return { databaseUrl: database.url, redisUrl: redis.url, s3: s3?.env ?? null, filesDir: join(dir, 'files') };
    });
    if (!services.s3) console.warn('No Go toolchain found to build an S3 server: S3 storage is not tested here.');
    return { services, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function makeTemplate(server: string, filesDir: string): Promise<void> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  await admin.end();
  const env = {
    ...process.env,
    DATABASE_URL: server.replace(/\/postgres$/, `/${TEMPLATE}`),
    APP_ROLE_PASSWORD: 'test',
    AUTH_SECRET: TEST_SECRET,
    STORAGE_DIR: filesDir,
  };
  await run(process.execPath, ['apps/api/dist/prepare.js', '--demo'], { cwd: ROOT, env });
}
