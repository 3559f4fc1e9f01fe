import { cpSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Host } from '../../../apps/api/src/testing/builders/index.ts';
import { copyDatabase } from '../../../apps/api/src/testing/copy-database.ts';
import { TEST_SECRET } from '../../../apps/api/src/testing/template.ts';
import { COMPILE_CACHE } from '../../../apps/launcher/src/settings.ts';
import { ApiFleet } from '../../support/installation/api-fleet.ts';
import { newDataDir, outsideTests, removeDataDir } from '../../support/installation/stack.ts';
import type { SoakOptions } from '../soak-run.ts';

export interface Nodes {
  fleet: ApiFleet;
  /** The node that is up first, with the database that all of them share. */
  host: Host;
  /** Settings of a node; a program of the API's works on the same database under them. */
  env: NodeJS.ProcessEnv;
  /** Files lie here; gone at the end. */
  dir: string;
}

export interface NodesOptions {
  count?: number;
  /** Decides which node is chosen where any will do. */
  random?: () => number;
  /** More settings of each node, whose files lie in `dir`. */
  env?: (dir: string) => Promise<NodeJS.ProcessEnv>;
}

/** API processes over a copy of the demo database. */
export async function startNodes(
  { services, defer }: SoakOptions,
  { count = 1, random, env: more }: NodesOptions = {},
): Promise<Nodes> {
  const { databaseUrl, filesDir } = await services();
  const dir = newDataDir();
  defer(() => removeDataDir(dir));
  cpSync(filesDir, join(dir, 'files'), { recursive: true });
  const database = await copyDatabase(databaseUrl);
  defer(() => database.drop());
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 4 });
  owner.on('error', () => undefined);
  defer(() => owner.end());
  const env: NodeJS.ProcessEnv = {
    ...outsideTests(process.env),
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    DATABASE_URL: database.appUrl,
    AUTH_SECRET: TEST_SECRET,
    STORAGE_DIR: join(dir, 'files'),
    RECORDER: 'none',
    LOG_LEVEL: 'warn',
    ...(await more?.(dir)),
  };
  const fleet = await ApiFleet.start(env, count, random);
  defer(() => fleet.stop());
  const host: Host = {
    url: fleet.urls[0] as string,
    secret: TEST_SECRET,
    asOwner: async <T>(sql: string, params: unknown[] = []) => (await owner.query(sql, params)).rows as T[],
  };
  return { fleet, host, env, dir };
}
