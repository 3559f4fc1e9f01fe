import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aLiveSession } from '../../testing/scenes.ts';
import { startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let attendee: Client;
let sessionId: string;
beforeAll(async () => {
  api = await startTestApi();
  attendee = await api.as('attendee');
  sessionId = (await aLiveSession(api, await api.as('organizer'))).session.id;
});
afterAll(() => api.close());

describe('bad input is named by field and rule', () => {
  const cases: [string, () => Promise<{ status: number; headers: Headers; body: unknown }>, number, object][] = [
    ['an unknown field', () => attendee.create(`/api/sessions/${sessionId}/questions`, { body: '有效的问题', colour: 1 }), 422, { errors: [{ pointer: '/colour', rule: 'unknown_field' }] }],
    ['a wrong type', () => attendee.create(`/api/sessions/${sessionId}/questions`, { body: 42 }), 422, { errors: [{ pointer: '/body', rule: 'invalid_type' }] }],
    ['a text too long', () => attendee.create(`/api/sessions/${sessionId}/questions`, { body: '长'.repeat(501) }), 422, { errors: [{ pointer: '/body', rule: 'too_big' }] }],
    ['control characters', () => attendee.create(`/api/sessions/${sessionId}/questions`, { body: 'a\u0000b' }), 422, { errors: [{ pointer: '/body' }] }],
    ['no body at all', () => attendee.create(`/api/sessions/${sessionId}/questions`), 422, { code: 'invalid_input' }],
    ['an id that is none', () => attendee.get('/api/sessions/1%20OR%201=1'), 422, { code: 'invalid_input' }],
    ['an unknown query field', () => attendee.get('/api/programme?page=2'), 422, { errors: [{ pointer: '/page', rule: 'unknown_field' }] }],
    ['a day outside the edition', () => attendee.get('/api/programme?day=1999-01-01'), 422, { errors: [{ pointer: '/day', rule: 'edition_day' }] }],
    ['a forged cursor', () => attendee.get('/api/projects?cursor=x'), 422, { errors: [{ pointer: '/cursor' }] }],
    ['a page too large', () => attendee.get('/api/projects?limit=1000'), 422, { errors: [{ pointer: '/limit', rule: 'too_big' }] }],
    ['broken JSON', () => attendee.send('POST', `/api/sessions/${sessionId}/questions`, '{"body":', { 'idempotency-key': 'key-00001' }), 400, { code: 'bad_request' }],
    ['a body over the limit', () => attendee.create(`/api/sessions/${sessionId}/questions`, { body: 'x'.repeat(300_000) }), 413, { code: 'too_large' }],
    ['no idempotency key', () => attendee.send('POST', `/api/sessions/${sessionId}/questions`, { body: '没有键' }), 400, { errors: [{ pointer: '/headers/idempotency-key' }] }],
    ['an unknown route', () => attendee.get('/api/nothing'), 404, { code: 'not_found' }],
    ['an unknown session', () => attendee.get('/api/sessions/00000000-0000-4000-8000-000000000000'), 404, { code: 'not_found' }],
  ];
  test.each(cases)('%s', async (_name, act, status, body) => {
    const answer = await act();
    expect(answer).toMatchObject({ status, body: { status, ...body } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  test('nothing was written by any of them', async () => {
    expect(await api.db.query('SELECT count(*)::int AS n FROM question')).toEqual([{ n: 0 }]);
    expect(await api.db.query('SELECT count(*)::int AS n FROM idempotency_key')).toEqual([{ n: 0 }]);
  });
});

describe('a replayed request', () => {
  test('answers with the first reply and creates nothing twice, even at once', async () => {
    const replies = await Promise.all(Array.from({ length: 8 }, () => attendee.create<{ id: string }>(`/api/sessions/${sessionId}/questions`, { body: '只问一次' }, 'same-key-1')));
    expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
    expect(await api.db.query('SELECT count(*)::int AS n FROM question')).toEqual([{ n: 1 }]);
  });

  test('with another content under the same key is refused', async () => {
    expect(await attendee.create(`/api/sessions/${sessionId}/questions`, { body: '换了内容' }, 'same-key-1')).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  });

  test('under the same key by another person is a request of its own', async () => {
    const other = await api.as('attendee2');
    expect(await other.create(`/api/sessions/${sessionId}/questions`, { body: '另一个人' }, 'same-key-1')).toMatchObject({ status: 201 });
  });
});

describe('sign-in', () => {
  test('refuses a wrong password, and an unknown address in the same words', async () => {
    const attempt = (email: string) => api.anonymous.send<{ code: string; detail: string }>('POST', '/api/auth/sign-in/email', { email, password: 'not-the-password' });
    const [known, unknown] = [await attempt('attendee@everexpo.example'), await attempt('nobody@everexpo.example')];
    expect(known).toMatchObject({ status: 401, body: { code: 'invalid_email_or_password' } });
    expect(known.headers.get('content-type')).toContain('application/problem+json');
    expect(unknown.body).toMatchObject({ code: known.body.code, detail: known.body.detail });
  });

  test('cannot be made an account of by oneself', async () => {
    const answer = await api.anonymous.send('POST', '/api/auth/sign-up/email', { email: 'x@everexpo.example', password: 'long-enough-1', name: 'x' });
    expect(answer.status).toBe(404);
    expect(await api.db.query(`SELECT count(*)::int AS n FROM person WHERE email = 'x@everexpo.example'`)).toEqual([{ n: 0 }]);
  });
});

test('an address that cannot be decoded is refused as a problem too', async () => {
  const answer = await api.anonymous.get('/api/%E0%A4%A');
  expect(answer).toMatchObject({ status: 400, body: { code: 'bad_request' } });
});
