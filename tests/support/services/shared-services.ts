import { execFile } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { startPostgres } from '../../../apps/launcher/src/postgres/postgres.ts';
import { TEMPLATE, TEST_SECRET } from '../../../apps/api/src/testing/template.ts';
import { logDuration } from '../runner/log-duration.ts';
import { startRedis } from './redis-server.ts';
import { startS3 } from './s3-server.ts';
import { newDataDir, removeDataDir, ROOT } from '../installation/stack.ts';
import { sweepLeftovers } from '../temp-folder.ts';
import { stopAll } from '../installation/stop-all.ts';

const run = promisify(execFile);

/** What all tests of a run share; each test file has a copy of the template database of its own. */
export interface SharedServices {
  /** Address of the PostgreSQL server, as its owner. */
  databaseUrl: string;
  redisUrl: string;
  /** Settings that lead to an S3 server; null where none could be built. */
  s3: Record<string, string> | null;
  /** The demo edition's documents, to be copied. */
  filesDir: string;
}

/** Durability is for what must outlive a crash: the tests of that start a server of their own. */
const FAST = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  // No copy lives long enough to be worth it; the template is analysed once.
  'autovacuum=off',
  'max_connections=300',
];

/**
 * Starts PostgreSQL with the template database, Redis and the S3 server, after ending what runs that were killed have
 * left. @throws Error that names what did not start, once all that did is stopped
 */
export async function startSharedServices(): Promise<{ services: SharedServices; stop(): Promise<void> }> {
  sweepLeftovers();
  const dir = newDataDir();
  chmodSync(dir, 0o711);
  const stops: (() => void | Promise<void>)[] = [() => removeDataDir(dir)];
  const stop = () => stopAll(stops.splice(0).reverse());
  try {
    const services = await logDuration('Starting PostgreSQL, Redis and S3, loading the demo edition', async () => {
      const [database, redis, s3] = await allStarted([
        startPostgres({
          dir: join(dir, 'postgres'),
          log: join(dir, 'postgres.log'),
          password: 'test',
          settings: FAST,
        }).then((started) => {
          stops.push(() => started.proc.stop());
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
    if (!services.s3)
      console.warn('No S3 server, which Go builds once from the network: S3 storage is not tested here.');
    return { services, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * What all of them started.
 * @throws Error with the messages of those that did not, when the last has come to its end
 */
async function allStarted<T extends unknown[]>(starting: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  const outcomes = await Promise.allSettled(starting);
  const errors = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'), { cause: errors[0] });
  return outcomes.map((one) => (one as PromiseFulfilledResult<unknown>).value) as T;
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
  await run(process.execPath, ['apps/api/dist/migrate.js', '--demo'], { cwd: ROOT, env });
  const owner = new pg.Client({ connectionString: env.DATABASE_URL });
  await owner.connect();
  await owner.query('VACUUM ANALYZE');
  await owner.end();
}
