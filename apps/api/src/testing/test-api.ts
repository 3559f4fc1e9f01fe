import { rmSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import pg from 'pg';
import { inject } from 'vitest';
import { createApp } from '../create-app.ts';
import { readConfig } from '../platform/index.ts';
import { demoPerson, type Host } from './builders/index.ts';
import { clientOf, type Client } from './clients/client.ts';
import { addressesOf, copyDatabase } from './copy-database.ts';
import { TEST_SECRET } from './template.ts';
import { stopAll } from '../../../../tests/support/installation/stop-all.ts';
import { newTempFolder } from '../../../../tests/support/temp-folder.ts';

export type { Answer, Client } from './clients/client.ts';

/** Keys of a media server that is not there: tickets and reports are signed with them all the same. */
export const mediaKeys = {
  LIVEKIT_URL: 'ws://127.0.0.1:9',
  LIVEKIT_API_KEY: 'testkey',
  LIVEKIT_API_SECRET: 's'.repeat(40),
};

export interface TestApi extends Host {
  database: string;
  app: NestFastifyApplication;
  db: DataSource;
  anonymous: Client;
  /** A demo account, signed in. Who changes or counts what a person has takes a person of their own: `aPerson`. */
  as(account: string): Promise<Client>;
  close(): Promise<void>;
}

/** The whole API on a copy of the demo database, or on that of another node, over real HTTP on the loopback. */
export async function startTestApi(env: Record<string, string> = {}, beside?: TestApi): Promise<TestApi> {
  const server = inject('databaseUrl');
  const copy = beside ? null : await copyDatabase(server);
  const { name, ownerUrl, appUrl } = copy ?? addressesOf(server, beside?.database ?? '');
  const storage = newTempFolder('files');
  const config = readConfig({
    PORT: '0',
    DATABASE_URL: appUrl,
    AUTH_SECRET: TEST_SECRET,
    STORAGE_DIR: storage,
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
    ...env,
  });
  const app = await createApp(config);
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 4 });
  owner.on('error', () => undefined);
  const host: Host = {
    url,
    secret: config.AUTH_SECRET,
    asOwner: async <T>(sql: string, params: unknown[] = []) => (await owner.query(sql, params)).rows as T[],
  };
  return {
    ...host,
    database: name,
    app,
    db: app.get(DataSource),
    anonymous: clientOf(url, ''),
    as: async (account) => (await demoPerson(host, account)).client,
    close: () =>
      stopAll([
        () => app.close(),
        () => owner.end(),
        () => copy?.drop(),
        () => rmSync(storage, { recursive: true, force: true }),
      ]),
  };
}
