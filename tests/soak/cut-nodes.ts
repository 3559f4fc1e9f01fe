import { cpSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Host } from '../../apps/api/src/testing/builders/index.ts';
import { copyDatabase } from '../../apps/api/src/testing/copy-database.ts';
import { TEST_SECRET } from '../../apps/api/src/testing/template.ts';
import { COMPILE_CACHE } from '../../apps/launcher/src/settings.ts';
import { ApiFleet } from '../support/api-fleet.ts';
import { startRedis, type RedisServer } from '../support/redis-server.ts';
import type { SharedServices } from '../support/shared-services.ts';
import { newDataDir, outsideTests, removeDataDir } from '../support/stack.ts';

export interface FaultsOptions {
  /** So many rounds. */
  size: number;
  seed: number;
  say(line: string): void;
  services(): Promise<Pick<SharedServices, 'databaseUrl' | 'filesDir'>>;
  /** Has something stopped at the end, the last first. */
  defer(stop: () => unknown): void;
}

/** Two API nodes, to be killed, over a copy of the demo database and a Redis of their own, to be cut. */
export interface CutNodes {
  fleet: ApiFleet;
  /** The node that is up first, with the database. */
  host: Host;
  redis: RedisServer;
}

export async function startCutNodes(
  { services, defer }: FaultsOptions,
  random: () => number,
  more: (dir: string) => Promise<NodeJS.ProcessEnv> = () => Promise.resolve({}),
): Promise<CutNodes> {
  const { databaseUrl, filesDir } = await services();
  const dir = newDataDir();
  defer(() => removeDataDir(dir));
  cpSync(filesDir, join(dir, 'files'), { recursive: true });
  const database = await copyDatabase(databaseUrl);
  defer(() => database.drop());
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 4 });
  owner.on('error', () => undefined);
  defer(() => owner.end());
  const redis = await startRedis();
  defer(() => redis.stop());
  const env: NodeJS.ProcessEnv = {
    ...outsideTests(process.env),
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    DATABASE_URL: database.appUrl,
    DATABASE_POOL: '8',
    AUTH_SECRET: TEST_SECRET,
    STORAGE_DIR: join(dir, 'files'),
    REDIS_URL: redis.url,
    RECORDER: 'none',
    LOG_LEVEL: 'silent',
    ...(await more(dir)),
  };
  const fleet = await ApiFleet.start(env, 2, random);
  defer(() => fleet.stop());
  const host: Host = {
    url: fleet.any() as string,
    secret: TEST_SECRET,
    asOwner: async <T>(sql: string, params: unknown[] = []) => (await owner.query(sql, params)).rows as T[],
  };
  return { fleet, host, redis };
}
