import { cpSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Host } from '../../apps/api/src/testing/builders/index.ts';
import { copyDatabase } from '../../apps/api/src/testing/copy-database.ts';
import { TEST_SECRET } from '../../apps/api/src/testing/template.ts';
import { COMPILE_CACHE } from '../../apps/launcher/src/settings.ts';
import { ApiFleet } from '../support/api-fleet.ts';
import { newDataDir, outsideTests, removeDataDir } from '../support/stack.ts';
import type { CampaignOptions } from './campaign.ts';

export interface Nodes {
  /** The first node, with the database that all of them share. */
  host: Host;
  /** Addresses of all of them. */
  urls: string[];
  /** Settings of a node; a program of the API's works on the same database under them. */
  env: NodeJS.ProcessEnv;
  /** Files lie here; gone at the end. */
  dir: string;
}

/** API processes over a copy of the demo database. */
export async function startNodes({ services, defer }: CampaignOptions, count = 1): Promise<Nodes> {
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
  };
  const fleet = await ApiFleet.start(env, count);
  defer(() => fleet.stop());
  const urls = fleet.urls;
  const host: Host = {
    url: urls[0] as string,
    secret: TEST_SECRET,
    asOwner: async <T>(sql: string, params: unknown[] = []) => (await owner.query(sql, params)).rows as T[],
  };
  return { host, urls, env, dir };
}
