import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import pg from 'pg';
import { inject } from 'vitest';
import { createApp } from '../create-app.ts';
import { DEMO_PASSWORD } from '../demo/accounts.ts';
import { readConfig } from '../platform/index.ts';

const TEMPLATE = 'everexpo_template';

/** Keys of a media server that is not there: tickets and reports are signed with them all the same. */
export const mediaKeys = { LIVEKIT_URL: 'ws://127.0.0.1:9', LIVEKIT_API_KEY: 'testkey', LIVEKIT_API_SECRET: 's'.repeat(40) };

export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T;
}

export interface Client {
  cookie: string;
  get<T>(path: string): Promise<Answer<T>>;
  send<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  /** A request that creates, under a new idempotency key or the given one. */
  create<T>(path: string, body?: unknown, key?: string): Promise<Answer<T>>;
}

export interface TestApi {
  url: string;
  database: string;
  app: NestFastifyApplication;
  db: DataSource;
  /** A query as the database's owner, who may do what the API's role may not. */
  asOwner(sql: string, params?: unknown[]): Promise<unknown[]>;
  anonymous: Client;
  as(account: string): Promise<Client>;
  close(): Promise<void>;
}

/** The whole API on a copy of the demo database, or on that of another node, over real HTTP on the loopback. */
export async function startTestApi(env: Record<string, string> = {}, beside?: TestApi): Promise<TestApi> {
  const server = inject('databaseUrl');
  const name = beside?.database ?? `test_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  if (!beside) await admin.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  const storage = mkdtempSync(join(tmpdir(), 'everexpo-files-'));
  const config = readConfig({
    PORT: '0',
    DATABASE_URL: appRoleUrl(server, name),
    AUTH_SECRET: 'test-secret-of-more-than-32-characters',
    STORAGE_DIR: storage,
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
    ...env,
  });
  const app = await createApp(config);
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  return {
    url,
    database: name,
    app,
    db: app.get(DataSource),
    async asOwner(sql, params = []) {
      const owner = new pg.Client({ connectionString: server.replace(/\/postgres$/, `/${name}`) });
      await owner.connect();
      try {
        return (await owner.query<Record<string, unknown>>(sql, params)).rows;
      } finally {
        await owner.end();
      }
    },
    anonymous: client(url, ''),
    as: async (account) => client(url, await signIn(url, account)),
    async close() {
      await app.close();
      if (!beside) await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
      rmSync(storage, { recursive: true, force: true });
    },
  };
}

/** The test server's address for the role that API nodes work under. */
function appRoleUrl(server: string, database: string): string {
  const url = new URL(server);
  Object.assign(url, { username: 'everexpo_app', password: 'test', pathname: `/${database}` });
  return url.href;
}

async function signIn(url: string, account: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${account}@everexpo.example`, password: DEMO_PASSWORD }),
  });
  if (!answer.ok) throw new Error(`${account} cannot sign in: ${answer.status} ${await answer.text()}`);
  return answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
}

function client(url: string, cookie: string): Client {
  async function send<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    const raw = typeof body === 'string' || body instanceof FormData;
    const answer = await fetch(url + path, {
      method,
      headers: { ...(cookie ? { cookie } : {}), ...(body !== undefined && !(body instanceof FormData) ? { 'content-type': 'application/json' } : {}), ...headers },
      body: body === undefined ? undefined : raw ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    const json = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, headers: answer.headers, body: (json ? JSON.parse(text) : text) as T };
  }
  return {
    cookie,
    send,
    get: (path) => send('GET', path),
    create: (path, body, key = randomUUID()) => send('POST', path, body, { 'idempotency-key': key }),
  };
}
