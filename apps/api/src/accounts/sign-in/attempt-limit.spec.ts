import type { SecondFactorSecret } from '@everexpo/contracts';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anAgreementToSign, aPerson, codeOf, signatureOf, type Person } from '../../testing/builders/index.ts';
import type { ProblemError } from '../../platform/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { AttemptLimit, WrongSecret } from './attempt-limit.ts';

const PASSWORD = 'a password of the test';
const WRONG = 'not the password';
const FORTY = Array.from({ length: 40 }, (_, index) => index);

let api: TestApi;
let other: TestApi;
let proxied: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  other = await startTestApi({}, api);
  proxied = await startTestApi({ TRUSTED_PROXIES: '127.0.0.1' }, api);
});
afterAll(async () => {
  await proxied.close();
  await other.close();
  await api.close();
});

const signIn = (node: TestApi, email: string, password: string) =>
  node.anonymous.send('POST', '/api/auth/sign-in/email', { email, password });
const enrol = (person: Person, password: string, code?: string) =>
  person.client.send<SecondFactorSecret>('PUT', '/api/me/second-factor', { password, code });
const confirm = (person: Person, code: string) => person.client.send('POST', '/api/me/second-factor/confirm', { code });
/** As if the window had passed. */
const later = () => api.asOwner(`UPDATE secret_attempt SET since = since - interval '16 minutes'`);
const wrongCode = (person: Person) => String((Number(codeOf(person)) + 1) % 1_000_000).padStart(6, '0');

test('forty wrong passwords at once meet the limit on every node, a known browser its own', async () => {
  const person = await aPerson(api, { password: PASSWORD });
  const answers = await Promise.all(
    FORTY.map((index) => (index % 2 ? enrol(person, WRONG) : signIn(index % 4 ? api : other, person.email, WRONG))),
  );
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
  expect(answers.filter(({ status }) => status === 403)).toHaveLength(10);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(20);
  for (const { body, headers } of refused) {
    expect(body).toMatchObject({ code: 'too_many_attempts' });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(15 * 60);
  }
  expect((await signIn(other, person.email, PASSWORD)).status).toBe(429);
  const neighbour = await aPerson(api, { password: PASSWORD });
  expect((await signIn(api, neighbour.email, PASSWORD)).status, 'somebody else').toBe(204);
  await later();
  expect((await signIn(other, person.email, PASSWORD)).status).toBe(204);
});

test('right passwords count nothing', async () => {
  const person = await aPerson(api, { password: PASSWORD });
  for (let index = 0; index < 12; index += 1) expect((await signIn(api, person.email, PASSWORD)).status).toBe(204);
});

test('wrong codes at once meet the limit, and the right one with them', async () => {
  const { agreement, investor } = await anAgreementToSign(api);
  const sign = (code: string) =>
    investor.client.send(
      'POST',
      `/api/agreements/${agreement.id}/sign`,
      { ...signatureOf(agreement, investor), code },
      { 'idempotency-key': crypto.randomUUID() },
    );
  const answers = await Promise.all(FORTY.map(() => sign(wrongCode(investor))));
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(35);
  for (const { body, headers } of refused) {
    expect(body).toMatchObject({ code: 'second_factor_locked' });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect((await sign(codeOf(investor))).status).toBe(429);
  await later();
  expect((await sign(codeOf(investor))).status).toBe(200);
});

test('a code counts once: to confirm, to confirm again, and to sign', async () => {
  const { agreement, investor } = await anAgreementToSign(api);
  await api.asOwner(`DELETE FROM second_factor WHERE person_id = $1`, [investor.id]);
  const { hashPassword } = await import('better-auth/crypto');
  await api.asOwner(
    `INSERT INTO auth_credential (person_id, account_id, provider_id, password) VALUES ($1, $2, 'credential', $3)`,
    [investor.id, investor.id, await hashPassword(PASSWORD)],
  );
  const {
    body: { secret },
  } = await enrol(investor, PASSWORD);
  const code = generateSync({ secret });
  const answers = await Promise.all(Array.from({ length: 4 }, () => confirm(investor, code)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422]);
  const used = { status: 422, body: { errors: [{ pointer: '/code', rule: 'used' }] } };
  expect(
    await investor.client.send(
      'POST',
      `/api/agreements/${agreement.id}/sign`,
      { ...signatureOf(agreement, investor), code },
      { 'idempotency-key': crypto.randomUUID() },
    ),
  ).toMatchObject(used);
  expect(await enrol(investor, PASSWORD, code)).toMatchObject(used);
});

const guess = (email: string, address: string, device?: string) =>
  api.app
    .get(AttemptLimit, { strict: false })
    .run({ kind: 'password', email, address, device }, () =>
      Promise.reject(new WrongSecret('invalid_email_or_password')),
    )
    .catch((error: unknown) => error as ProblemError);
const statusesOf = async (guesses: Promise<ProblemError>[]) => (await Promise.all(guesses)).map(({ status }) => status);
const countOf = <T>(all: T[], one: T) => all.filter((each) => each === one).length;
/** Of 192.0.2.0/24 and 198.51.100.0/24, which are for documentation (RFC 5737). */
const addressOf = (index: number) => `${index < 200 ? '192.0.2' : '198.51.100'}.${1 + (index % 200)}`;

test('one address has so many wrong attempts for all accounts that it tries', async () => {
  const statuses: number[] = [];
  for (let index = 0; index < 302; index += 1)
    statuses.push((await guess(`guessed-${index}@test.example`, '192.0.2.1')).status);
  expect(countOf(statuses, 401)).toBe(300);
  expect(statuses.slice(-2)).toEqual([429, 429]);
  expect((await guess('guessed-0@test.example', '192.0.2.2')).status).toBe(401);
  await later();
  for (let index = 0; index < 300; index += 1) await guess(`guessed-again-${index}@test.example`, '192.0.2.1');
  const again = await guess('guessed-again-0@test.example', '192.0.2.1');
  expect(again.status).toBe(429);
  expect(again.retryAfterSeconds, 'what many share waits no longer the second time').toBeLessThanOrEqual(15 * 60);
  const [kept] = await api.asOwner<{ count: number }>(
    `SELECT count(*)::int AS count FROM secret_attempt WHERE key LIKE '%@%'`,
  );
  expect(kept?.count, 'no address of an account is kept').toBe(0);
});

test('five hundred people behind one address who sign in at once do not refuse each other', async () => {
  const limit = api.app.get(AttemptLimit, { strict: false });
  let under = 0;
  let most = 0;
  const people = Array.from({ length: 500 }, (_, index) =>
    limit.run({ kind: 'password', email: `visitor-${index}@test.example`, address: '203.0.113.1' }, async () => {
      most = Math.max(most, (under += 1));
      await api.db.query('SELECT 1');
      under -= 1;
    }),
  );
  await expect(Promise.all(people)).resolves.toHaveLength(500);
  expect(most, 'passwords that are looked at together').toBe(3);
});

test('of six hundred wrong passwords at once from one network no more are looked at than it has', async () => {
  const statuses = await statusesOf(
    Array.from({ length: 600 }, (_, index) => guess(`burst-${index}@test.example`, '203.0.113.2')),
  );
  expect(countOf(statuses, 401)).toBeGreaterThanOrEqual(300);
  // Those that were under way as the last one was counted.
  expect(countOf(statuses, 401)).toBeLessThanOrEqual(302);
  // A machine that is too busy for all of them at once says so.
  expect(countOf(statuses, 401) + countOf(statuses, 429) + countOf(statuses, 503)).toBe(600);
  expect((await guess('after-the-burst@test.example', '203.0.113.2')).status).toBe(429);
});

test('the addresses of one IPv6 network count as one', async () => {
  const addresses = Array.from({ length: 12 }, (_, index) => `2001:db8:1:2:${index.toString(16)}::1`);
  const email = `ipv6-${crypto.randomUUID()}@test.example`;
  const statuses: number[] = [];
  for (const address of addresses) statuses.push((await guess(email, address)).status);
  expect(statuses.slice(-3)).toEqual([401, 429, 429]);
  expect((await guess(email, '2001:db8:1:3::1')).status).toBe(401);
});

describe('a stranger who guesses', () => {
  /** Signs in through a proxy that says where it comes from. */
  const from = (address: string, email: string, password: string, cookie = '') =>
    proxied.anonymous.send(
      'POST',
      '/api/auth/sign-in/email',
      { email, password },
      { 'x-forwarded-for': address, cookie },
    );

  test('locks nobody out who signs in from elsewhere, nor on a known browser beside the stranger', async () => {
    const person = await aPerson(api, { password: PASSWORD });
    const { headers } = await from('203.0.113.20', person.email, PASSWORD);
    const device = headers.getSetCookie().find((cookie) => cookie.startsWith('everexpo.device='));
    expect(device).toMatch(/; Max-Age=\d+; Path=\/api\/auth; HttpOnly; SameSite=Lax$/);
    const statuses: number[] = [];
    for (let index = 0; index < 12; index += 1) statuses.push((await from('203.0.113.21', person.email, WRONG)).status);
    expect(statuses.slice(-3)).toEqual([401, 429, 429]);
    expect((await from('203.0.113.22', person.email, PASSWORD)).status, 'elsewhere').toBe(204);
    expect((await from('203.0.113.21', person.email, PASSWORD)).status, 'beside the stranger').toBe(429);
    const known = device?.split(';')[0];
    expect((await from('203.0.113.21', person.email, PASSWORD, known)).status, 'a known browser').toBe(204);
    const other = await aPerson(api, { password: PASSWORD });
    for (let index = 0; index < 10; index += 1) await from('203.0.113.21', other.email, WRONG, known);
    expect((await from('203.0.113.21', other.email, WRONG, known)).status, "another account's browser").toBe(429);
  });

  test('from many networks has a hundred guesses, then waits ever longer; a known browser does not', async () => {
    const email = `spread-${crypto.randomUUID()}@test.example`;
    const wave = () => statusesOf(Array.from({ length: 250 }, (_, index) => guess(email, addressOf(index))));
    const waitOf = async () => (await guess(email, '203.0.113.99')).retryAfterSeconds ?? 0;
    expect(countOf(await wave(), 401)).toBe(100);
    expect(await waitOf()).toBeLessThanOrEqual(15 * 60);
    await later();
    expect(countOf(await wave(), 401)).toBe(100);
    expect(await waitOf()).toBeGreaterThan(15 * 60);
    expect(await waitOf()).toBeLessThanOrEqual(30 * 60);
    expect((await guess(email, '203.0.113.99', 'known')).status).toBe(401);
  });
});
