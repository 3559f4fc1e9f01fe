import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { aPerson } from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { Passwords } from './passwords.ts';
import { Sessions } from '../sessions/sessions.ts';

const PASSWORD = 'a password of the test';
const SERVED = ['POST /sign-in/email', 'POST /sign-out'];

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const signIn = (email: string, password: string) =>
  api.anonymous.send<{ code: string; detail: string }>('POST', '/api/auth/sign-in/email', { email, password });

test('signing in opens a session, signing out ends it', async () => {
  const person = await aPerson(api, { password: PASSWORD });
  const { status, headers } = await signIn(person.email.toUpperCase(), PASSWORD);
  expect(status).toBe(204);
  const cookie = headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  expect(headers.getSetCookie().join()).toMatch(/HttpOnly.*SameSite=Lax/);
  const me = () => api.anonymous.send<{ person: { id: string } | null }>('GET', '/api/me', undefined, { cookie });
  expect((await me()).body.person?.id).toBe(person.id);
  const [kept] = await api.asOwner<{ ip: string }>(
    `SELECT ip_address AS ip FROM auth_session WHERE person_id = $1 AND ip_address IS NOT NULL`,
    [person.id],
  );
  expect(kept?.ip).toMatch(/127\.0\.0\.1/);
  expect((await api.anonymous.send('POST', '/api/auth/sign-out', {}, { cookie })).status).toBe(204);
  expect((await me()).body.person).toBeNull();
});

test('an unknown address costs the same work and gets the same answer as a wrong password', async () => {
  const person = await aPerson(api, { password: PASSWORD });
  // Watched, not replaced: the real work is done.
  const verify = vi.spyOn(api.app.get(Passwords, { strict: false }), 'verify');
  onTestFinished(() => verify.mockRestore());
  const attempt = async (email: string) => {
    verify.mockClear();
    const {
      status,
      body: { code, detail },
    } = await signIn(email, 'not the password');
    const hash = verify.mock.calls[0]?.[0].hash ?? '';
    return { status, code, detail, checks: verify.mock.calls.length, hashLength: hash.length };
  };
  const known = await attempt(person.email);
  expect(known).toMatchObject({ status: 401, code: 'invalid_email_or_password', checks: 1 });
  expect(await attempt('nobody-at-all@test.example')).toEqual(known);
  const without = await aPerson(api);
  expect(await attempt(without.email), 'an account without a password').toEqual(known);
});

test('of the routes of the sign-in library only those on our list are served', async () => {
  const person = await aPerson(api, { password: PASSWORD });
  const known = Object.values(await api.app.get(Sessions, { strict: false }).api()) as {
    path?: string;
    options?: { method?: string | string[] };
  }[];
  const endpoints = known.flatMap(({ path, options }) =>
    path === undefined ? [] : [options?.method ?? 'GET'].flat().map((method) => `${method} ${path}`),
  );
  expect(endpoints).toEqual(
    expect.arrayContaining([
      ...SERVED,
      'POST /update-user',
      'POST /verify-password',
      'POST /change-email',
      'POST /sign-up/email',
    ]),
  );
  const body = {
    name: 'official organizer',
    email: 'x@test.example',
    password: PASSWORD,
    newPassword: 'a new password',
    currentPassword: PASSWORD,
  };
  for (const endpoint of endpoints.filter((one) => !SERVED.includes(one))) {
    const [method = '', path = ''] = endpoint.split(' ');
    const answer = await person.client.send(method, `/api/auth${path}`, method === 'GET' ? undefined : body);
    expect(answer, endpoint).toMatchObject({ status: 404, body: { code: 'not_found' } });
  }
  const [row] = await api.asOwner<{ name: string; email: string }>(`SELECT name, email FROM person WHERE id = $1`, [
    person.id,
  ]);
  expect(row).toEqual({ name: person.name, email: person.email });
});

test('the database keeps no name with unseen characters, nor one without end', async () => {
  const { id } = await aPerson(api);
  const rename = (name: string) => api.db.query(`UPDATE person SET name = $2 WHERE id = $1`, [id, name]);
  for (const name of ['a\u202Eb', 'a\u200Bb', 'a\u0007b', 'e\u0301', 'x'.repeat(100_000), ' ']) {
    await expect(rename(name), JSON.stringify(name.slice(0, 10))).rejects.toThrow('person_name');
  }
  await rename('阿依古丽·买买提');
});
