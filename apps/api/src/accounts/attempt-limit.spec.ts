import type { SecondFactorSecret } from '@everexpo/contracts';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anAgreementToSign, aPerson, codeOf, signatureOf, type Person } from '../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';
import { AttemptLimit, WrongSecret } from './attempt-limit.ts';

const PASSWORD = 'a password of the test';
const WRONG = 'not the password';
const FORTY = Array.from({ length: 40 }, (_, index) => index);

let api: TestApi;
let other: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  other = await startTestApi({}, api);
});
afterAll(async () => {
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

test('forty wrong passwords at once meet the limit on every node and at every door, and the right one with them', async () => {
  const person = await aPerson(api, { password: PASSWORD });
  const answers = await Promise.all(
    FORTY.map((index) => (index % 2 ? enrol(person, WRONG) : signIn(index % 4 ? api : other, person.email, WRONG))),
  );
  expect(answers.filter(({ status }) => status === 401 || status === 403)).toHaveLength(10);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(30);
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

test('one address has so many wrong attempts for all accounts that it tries', async () => {
  const limit = api.app.get(AttemptLimit, { strict: false });
  const attempt = (index: number, address: string) =>
    limit
      .run({ kind: 'password', email: `guessed-${index}@test.example`, address }, () =>
        Promise.reject(new WrongSecret(401, 'wrong', 'wrong')),
      )
      .catch((error: unknown) => (error as WrongSecret).status);
  const statuses: unknown[] = [];
  for (let index = 0; index < 302; index += 1) statuses.push(await attempt(index, '192.0.2.1'));
  expect(statuses.filter((status) => status === 401)).toHaveLength(300);
  expect(statuses.slice(-2)).toEqual([429, 429]);
  expect(await attempt(0, '192.0.2.2')).toBe(401);
  const [kept] = await api.asOwner<{ count: number }>(
    `SELECT count(*)::int AS count FROM secret_attempt WHERE key LIKE '%@%'`,
  );
  expect(kept?.count, 'no address of an account is kept').toBe(0);
});
