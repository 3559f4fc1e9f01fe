import { open } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest';
import type { DeskEntry } from '@everexpo/contracts';
import {
  aPerson,
  paperForm,
  paperUpload,
  type Answer,
  type Client,
  type Person,
} from '../../testing/builders/index.ts';
import { until } from '../../../../../tests/support/until.ts';
import { createWhenFree } from '../../testing/clients/client.ts';
import { addressesOf } from '../../testing/copy-database.ts';
import { PostgresProxy } from '../../testing/services/postgres-proxy.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { DatabaseUnavailable } from '../database/database-unavailable.ts';
import { STORAGE, type Storage } from '../storage/storage.ts';
import { outageOf } from './outage.ts';

/** Short, so that the test is; its requests are tried until they succeed where they should. */
const DATABASE_TIMEOUT_MS = '1500';

let direct: TestApi;
let proxy: PostgresProxy;
let api: TestApi;
let staff: Person;

beforeAll(async () => {
  direct = await startTestApi({ OUTBOX: 'false' });
  proxy = await PostgresProxy.start(inject('databaseUrl'));
  const { appUrl } = addressesOf(inject('databaseUrl'), direct.database);
  api = await startTestApi({ OUTBOX: 'false', DATABASE_URL: proxy.through(appUrl), DATABASE_TIMEOUT_MS }, direct);
  staff = await aPerson(api, { roles: ['staff'] });
});
afterAll(async () => {
  await api.close();
  proxy.stop();
  await direct.close();
});

/** No two are alike, or the desk would take one for the other. */
let amountFen = 10_000_000;
const titled = (title: string) => paperUpload(paperForm({ title, amountFen: (amountFen += 1_000_000) }));
const logPaper = (client: Client, title: string) => client.create<DeskEntry>('/api/agreements/paper', titled(title));
/**
 * For papers that are taken: a slow machine may need more than the database's short time here, and asks to come again.
 */
const logPaperWhenFree = (title: string, key?: string) =>
  createWhenFree<DeskEntry>(staff.client, '/api/agreements/paper', titled(title), key);
const countOf = async (title: string) =>
  (await direct.asOwner<{ n: number }>(`SELECT count(*)::int AS n FROM agreement WHERE title = $1`, [title]))[0]?.n;
const outcomeOf = ({ status, headers, body }: Answer<unknown>) => ({
  status,
  code: (body as { code?: string }).code,
  later: Number(headers.get('retry-after')) > 0,
});
const away = { status: 503, code: 'database_unavailable', later: true };

/** What a page asks again until it has it. */
const untilAnswered = (client: Client, path: string) =>
  expect.poll(async () => (await client.get(path)).status).toBe(200);

describe('a database that stands still', () => {
  test('each request is answered by itself that it is unavailable, and all is as before when it goes on', async () => {
    await untilAnswered(staff.client, '/api/agreements/paper');
    proxy.standStill();
    const signIn = { email: 'attendee@everexpo.example', password: 'everexpo-demo' };
    const answers = await Promise.all([
      api.anonymous.get('/api/projects?limit=5'),
      staff.client.get('/api/me'),
      logPaper(staff.client, '停住时登记的协议'),
      api.anonymous.send('POST', '/api/auth/sign-in/email', signIn),
      // More than the pool has connections.
      ...Array.from({ length: 30 }, () => api.anonymous.get('/api/projects?limit=5')),
    ]);
    expect(answers.map(outcomeOf)).toEqual(answers.map(() => away));

    expect((await staff.client.get('/healthz')).status).toBe(200);
    expect(await staff.client.get('/readyz')).toMatchObject({
      status: 503,
      body: {
        code: 'not_ready',
        services: ['database'],
        errors: [{ pointer: '/database', detail: 'No answer from the database.' }],
      },
    });
    expect((await api.anonymous.get<string>('/metrics')).body).toContain('everexpo_outbox_waiting Nan');

    proxy.goOn();
    await untilAnswered(api.anonymous, '/readyz');
    await untilAnswered(staff.client, '/api/me');
    // No connection came back with something half done on it: what is acknowledged from now on is there for others.
    const titles = Array.from({ length: 15 }, (_, index) => `停住之后的协议 ${index}`);
    const logged = await Promise.all(titles.map((title) => logPaperWhenFree(title)));
    expect(logged.map(({ status }) => status)).toEqual(titles.map(() => 201));
    for (const title of titles) expect(await countOf(title)).toBe(1);
  });
});

describe('a connection that is cut', () => {
  test('before the commit: 503, nothing is written, and the retry under the same key does it once', async () => {
    const key = 'cut-before-commit';
    const send = () => staff.client.create<DeskEntry>('/api/agreements/paper', titled('断开时登记的协议'), key);
    let reached = false;
    const held = proxy.whenHeld(key, 'commit').then((commit) => {
      reached = true;
      commit.cut();
    });
    // On a busy machine a statement before it may take longer than it may, and is tried again.
    const cut = await until('it comes to its commit', async () => {
      const answer = await send();
      return reached && answer;
    });
    await held;
    expect(outcomeOf(cut)).toEqual(away);
    expect(await countOf('断开时登记的协议')).toBe(0);
    expect((await logPaperWhenFree('断开时登记的协议', key)).status).toBe(201);
    expect(await countOf('断开时登记的协议')).toBe(1);
  });

  test('by the database itself, between two requests: the next ones are answered', async () => {
    await untilAnswered(staff.client, '/api/me');
    await direct.asOwner(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = 'everexpo_app'`,
    );
    await untilAnswered(staff.client, '/api/me');
    await untilAnswered(direct.anonymous, '/readyz');
  });
});

test('a lock that nobody gives back: 503 that says so, nothing is written, and it goes on after', async () => {
  const { ownerUrl } = addressesOf(inject('databaseUrl'), direct.database);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  // Its transaction ends with it.
  onTestFinished(() => owner.end());
  await owner.query('BEGIN; LOCK TABLE agreement IN ACCESS EXCLUSIVE MODE');
  expect(outcomeOf(await logPaper(staff.client, '等锁的协议'))).toEqual({
    status: 503,
    code: 'database_busy',
    later: true,
  });
  await owner.query('ROLLBACK');
  expect(await countOf('等锁的协议')).toBe(0);
  expect((await logPaperWhenFree('等锁的协议')).status).toBe(201);
});

test('a disk without space: 507, nothing is written, and /readyz says which part is full', async () => {
  const storage = api.app.get<Storage>(STORAGE);
  const full = async () => {
    const device = await open('/dev/full', 'w');
    await device.writeFile('no space for this').finally(() => device.close());
  };
  const spies = [
    vi.spyOn(storage, 'put').mockImplementation(full),
    vi.spyOn(storage, 'check').mockImplementation(full),
  ];
  const makeRoom = () => spies.forEach((spy) => spy.mockRestore());
  onTestFinished(makeRoom);
  const refused = await logPaper(staff.client, '磁盘已满的协议');
  expect(outcomeOf(refused)).toEqual({ status: 507, code: 'storage_full', later: false });
  expect(await countOf('磁盘已满的协议')).toBe(0);
  await expect
    .poll(() => api.anonymous.get('/readyz'))
    .toMatchObject({
      status: 503,
      body: { services: ['storage'], errors: [{ pointer: '/storage', rule: 'space' }] },
    });
  expect((await api.anonymous.get<{ items: unknown[] }>('/api/projects?limit=5')).body.items).toHaveLength(5);
  makeRoom();
  expect((await logPaperWhenFree('磁盘已满的协议')).status).toBe(201);
});

describe('what an error means', () => {
  const coded = (code: string) => Object.assign(new Error('of a test'), { code });
  const refused = Object.assign(coded('ECONNREFUSED'), { syscall: 'connect' });
  const meanings: [string, unknown, string | undefined][] = [
    ['the database shuts down (57P01)', coded('57P01'), 'database_unavailable'],
    ['the database starts (57P03)', coded('57P03'), 'database_unavailable'],
    ['a connection failure (08006)', coded('08006'), 'database_unavailable'],
    ['too many connections (53300)', coded('53300'), 'database_unavailable'],
    ['a transaction that did nothing for too long (25P03)', coded('25P03'), 'database_unavailable'],
    ['the database refuses the connection', new DatabaseUnavailable(refused), 'database_unavailable'],
    ['a statement took too long (57014)', coded('57014'), 'database_busy'],
    ['a lock took too long (55P03)', coded('55P03'), 'database_busy'],
    ['the victim of a deadlock (40P01)', coded('40P01'), 'database_busy'],
    ['a transaction that came too late (40001)', coded('40001'), 'database_busy'],
    ["the database's disk is full (53100)", coded('53100'), 'storage_full'],
    ['the disk is full (ENOSPC)', coded('ENOSPC'), 'storage_full'],
    ['the quota is used up (EDQUOT)', coded('EDQUOT'), 'storage_full'],
    ['the S3 server is full', Object.assign(new Error(), { $metadata: { httpStatusCode: 507 } }), 'storage_full'],
    ['as the cause of another', new Error('of a test', { cause: coded('ENOSPC') }), 'storage_full'],
    ['another server than the database refuses', refused, undefined],
    ['a rule of the database (23505)', coded('23505'), undefined],
  ];
  test.each(meanings)('%s', (_what, error, code) => {
    expect(outageOf(error)?.code).toBe(code);
  });
});
