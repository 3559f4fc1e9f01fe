import pg from 'pg';
import { afterAll, beforeAll, expect, inject, onTestFinished, test, vi } from 'vitest';
import { aLiveSession, aPerson, guestCookie } from '../../../testing/builders/index.ts';
import { clientOf, type Client } from '../../../testing/clients/client.ts';
import { addressesOf } from '../../../testing/copy-database.ts';
import { startTestApi, type TestApi } from '../../../testing/test-api.ts';
import { MAX_AT_ONCE } from './flood-gate.ts';

/** More than are worked on and wait, and many more than the database has connections. */
const FLOOD = 100;
/** Of the ten connections that a node has by default. */
const PLACES = 3;
const WAITING = 64;
/** Refusals beyond those that are answered at once. */
const HELD = 20;
/** Of the flood of one sender. */
const REFUSED = FLOOD - PLACES - WAITING;

let api: TestApi;
beforeAll(async () => {
  // Whoever waits for a lock does so for as long as the test.
  api = await startTestApi({ OUTBOX: 'false', DATABASE_TIMEOUT_MS: '60000' });
});
afterAll(() => api.close());

/** Takes a table for itself until it is let go: what reads it waits, with its connection. */
async function holdTable(table: string): Promise<() => Promise<void>> {
  const { ownerUrl } = addressesOf(inject('databaseUrl'), api.database);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query('BEGIN');
  await client.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  let held = true;
  const letGo = async () => {
    if (!held) return;
    held = false;
    await client.end();
  };
  onTestFinished(letGo);
  return letGo;
}

async function waitingFor(table: string): Promise<number> {
  const [row] = await api.asOwner<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_locks WHERE relation = $1::regclass AND NOT granted`,
    [table],
  );
  return row?.n ?? 0;
}

/**
 * Asks so often at once while a table is held; others are answered meanwhile, and the flooder's places are bounded. It
 * is let go once so many were refused: what came only then would find a place.
 */
async function floodWhileHeld(flooder: Client, path: string, table: string, refusals: number): Promise<number[]> {
  const other = await aPerson(api);
  // Everybody's sessions are known before the flood.
  expect((await flooder.get(path)).status).toBe(200);
  const letGo = await holdTable(table);
  let refused = 0;
  const ask = async () => {
    const { status } = await flooder.get(path);
    if (status === 429) refused += 1;
    return status;
  };
  const flood = Promise.all(Array.from({ length: FLOOD }, ask));
  await expect.poll(() => waitingFor(table)).toBeGreaterThanOrEqual(PLACES);
  await expect.poll(() => refused).toBe(refusals);
  expect((await other.client.get('/api/me')).status, 'somebody else').toBe(200);
  expect((await api.anonymous.get('/healthz')).status, 'a probe').toBe(200);
  await letGo();
  return flood;
}

const countOf = (statuses: number[], status: number) => statuses.filter((one) => one === status).length;

test('who asks for a hundred things at once waits for themselves; what is too much is refused', async () => {
  const { client } = await aPerson(api);
  const statuses = await floodWhileHeld(client, '/api/notices', 'notice', REFUSED);
  expect(countOf(statuses, 200)).toBe(PLACES + WAITING);
  expect(countOf(statuses, 429)).toBe(REFUSED);
  expect((await client.get('/api/notices')).status, 'and all is as before').toBe(200);
});

test('a guest is one of their network: the other guests take turns with them', async () => {
  const { session } = await aLiveSession(api);
  const path = `/api/sessions/${session.id}/questions`;
  const guest = clientOf(api.url, await guestCookie(api.url));
  const statuses = await floodWhileHeld(guest, path, 'question', REFUSED);
  expect(countOf(statuses, 200)).toBe(PLACES + WAITING);
  expect(countOf(statuses, 429)).toBe(REFUSED);
});

test('of those who show no cookie none is refused, and they wait for each other alone', async () => {
  const { session } = await aLiveSession(api);
  const statuses = await floodWhileHeld(api.anonymous, `/api/sessions/${session.id}/questions`, 'question', 0);
  expect(countOf(statuses, 200)).toBe(FLOOD);
});

test('a cookie that we have not signed is none', async () => {
  const forged = clientOf(api.url, `everexpo.session_token=${encodeURIComponent('a-token.bm90LW91cnM=')}`);
  expect(await forged.get('/api/me')).toMatchObject({ status: 200, body: { person: null } });
});

test('a refusal says when to come again', async () => {
  const { client } = await aPerson(api);
  const letGo = await holdTable('notice');
  const flood = Promise.all(Array.from({ length: FLOOD }, () => client.get('/api/notices')));
  await expect.poll(() => waitingFor('notice')).toBeGreaterThan(0);
  await letGo();
  const refused = (await flood).find(({ status }) => status === 429);
  expect(refused?.body).toMatchObject({ code: 'too_many_requests' });
  expect(refused?.headers.get('retry-after')).toBe('1');
});

test('of more refusals than a browser causes, the rest is held back, whole, and none of it written down', async () => {
  const { log } = api.app.getHttpAdapter().getInstance();
  const written: unknown[] = [];
  const ofRequests = vi.spyOn(log, 'child').mockImplementation((bindings) => {
    const info = (fields: object) => written.push({ ...bindings, ...fields });
    return Object.assign(Object.create(log) as typeof log, { info });
  });
  onTestFinished(() => ofRequests.mockRestore());
  const { client } = await aPerson(api);
  expect((await client.get('/api/notices')).status).toBe(200);
  const letGo = await holdTable('notice');
  const answered = async () => {
    const startedAt = performance.now();
    const { status, headers } = await client.get('/api/notices');
    return { status, headers, ms: performance.now() - startedAt };
  };
  const flood = Array.from({ length: PLACES + WAITING + MAX_AT_ONCE + HELD }, answered);
  await expect.poll(() => waitingFor('notice')).toBeGreaterThanOrEqual(PLACES);
  // What is refused is answered while the others wait.
  const refused: Awaited<ReturnType<typeof answered>>[] = [];
  for (const one of flood) void one.then((answer) => answer.status === 429 && refused.push(answer));
  await expect.poll(() => refused.length).toBe(MAX_AT_ONCE + HELD);
  const held = refused.filter(({ ms }) => ms >= 1_000);
  expect(held.length, 'refusals that were held for a second').toBeGreaterThanOrEqual(HELD);
  for (const { headers } of held) expect(headers.get('x-content-type-options')).toBe('nosniff');
  await expect.poll(() => written.filter((line) => isRefusal(line)).length).toBe(MAX_AT_ONCE);
  await letGo();
  await Promise.all(flood);
});

const isRefusal = (line: unknown) => (line as { status?: number }).status === 429;
