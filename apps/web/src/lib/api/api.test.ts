import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { addressOf, api, ApiError, get } from './api.ts';

const id = '6c0d6f4e-0000-4000-8000-000000000001';
const fetched = vi.fn<typeof fetch>();
const answerWith = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  fetched.mockImplementation(() =>
    Promise.resolve(new Response(status === 204 ? null : JSON.stringify(body), { status, headers })),
  );

beforeEach(() => {
  vi.stubGlobal('fetch', fetched);
  vi.stubGlobal('document', { documentElement: { lang: 'zh-CN' } });
});
afterEach(() => {
  fetched.mockReset();
  vi.unstubAllGlobals();
});

test('parts of a path and values of a query are encoded; what is undefined or empty is not asked for', () => {
  expect(addressOf('/verify/{number}/proof', { number: 'A/1 %' })).toBe('/api/verify/A%2F1%20%25/proof');
  expect(addressOf('/projects', undefined, { q: '激光 & 光', city: undefined, cursor: '', limit: 0 })).toBe(
    '/api/projects?q=%E6%BF%80%E5%85%89+%26+%E5%85%89&limit=0',
  );
});

test('a call sends its language, its key and its body, and gives the answer', async () => {
  answerWith(201, { id });
  const { signal } = new AbortController();
  const body = { body: '何时投产？', anonymous: false };
  const sent = { path: { id }, body, idempotencyKey: 'key-of-8', signal };
  expect(await api('POST', '/sessions/{id}/questions', sent)).toEqual({ id });
  expect(fetched).toHaveBeenCalledWith(`/api/sessions/${id}/questions`, {
    method: 'POST',
    signal,
    headers: { 'accept-language': 'zh-CN', 'content-type': 'application/json', 'idempotency-key': 'key-of-8' },
    body: JSON.stringify(body),
  });
});

test('a form is sent as it is; an answer without a body is undefined', async () => {
  answerWith(204, null);
  const body = new FormData();
  expect(await api('POST', '/projects/{id}/deck', { path: { id }, body })).toBeUndefined();
  expect(fetched.mock.calls[0]?.[1]).toMatchObject({ body, headers: { 'accept-language': 'zh-CN' } });
  expect(fetched.mock.calls[0]?.[1]?.headers).not.toHaveProperty('content-type');
});

test('a refusal is an ApiError with its problem, and when to ask again', async () => {
  answerWith(429, { code: 'too_many', detail: '请稍后再试。' }, { 'retry-after': '7' });
  const refusal = await get('/home').catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ApiError);
  expect(refusal).toMatchObject({
    status: 429,
    message: '请稍后再试。',
    problem: { code: 'too_many' },
    retryAfterSeconds: 7,
  });
  fetched.mockResolvedValue(new Response('<html>', { status: 502 }));
  expect(await get('/home').catch((error: unknown) => error)).toMatchObject({ status: 502, message: 'HTTP 502' });
});

test('what the document does not describe is no call: the type check refuses it', async () => {
  answerWith(200, {});
  // @ts-expect-error there is no such address
  await get('/homes');
  // @ts-expect-error nobody deletes it
  await api('DELETE', '/home');
  // @ts-expect-error it needs the id of its path
  await get('/sessions/{id}');
  // @ts-expect-error it needs a key
  await api('POST', '/agreements/{id}/amendments', { path: { id } });
  // @ts-expect-error it needs a body
  await api('POST', '/agreements/{id}/approve', { path: { id } });
  // @ts-expect-error its query has no such value
  await get('/projects', { query: { track: 'none' } });
  // @ts-expect-error an answer has the fields of its contract
  void (await get('/home')).nothing;
  expect(fetched).toHaveBeenCalledTimes(7);
});
