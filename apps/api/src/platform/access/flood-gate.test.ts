import { fastify, type FastifyInstance, type InjectOptions } from 'fastify';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FloodGate, MAX_AT_ONCE, MAX_HELD } from './flood-gate.ts';

const warned = vi.fn();
let server: FastifyInstance;
/** Whose lines are full. */
let full: Set<string>;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  full = new Set(['person a']);
  const gate = new FloodGate({
    actors: { senderOf: (cookies = '') => (cookies === '' ? null : { kind: 'person', id: cookies }) },
    places: {
      look: (_request, sender) => {
        const by = sender ? `person ${sender.id}` : 'network';
        return { full: full.has(by), by };
      },
    },
    log: { warn: warned },
    headers: { 'x-content-type-options': 'nosniff' },
  });
  server = fastify();
  server.addHook('onRequest', gate.onRequest);
  for (const path of ['/api/home', '/healthz']) server.get(path, () => 'answered');
  await server.ready();
});
afterEach(async () => {
  vi.useRealTimers();
  warned.mockClear();
  await server.close();
});

const ask = (cookie: string, options: InjectOptions = {}) =>
  server.inject({ url: '/api/home', ...options, headers: { ...(cookie && { cookie }), ...options.headers } });

/** Asks so often, and counts what is answered. */
function askOften(times: number, cookie = 'a') {
  const answers: Awaited<ReturnType<typeof ask>>[] = [];
  const all = Array.from({ length: times }, async () => answers.push(await ask(cookie)));
  return { answers, all: Promise.all(all) };
}

test('who would find no place is refused in their language, with everything that a refusal has', async () => {
  for (const [language, detail] of [
    ['zh', /操作过于频繁，请 1 秒后再试/],
    ['en', /Try again in 1 second\./],
  ] as const) {
    const answer = await ask('a', { headers: { 'accept-language': language } });
    expect(answer.statusCode).toBe(429);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': language,
      'retry-after': '1',
      'x-content-type-options': 'nosniff',
      'content-length': String(answer.rawPayload.length),
    });
    expect(answer.json()).toMatchObject({
      type: '/api/problems/too_many_requests',
      status: 429,
      code: 'too_many_requests',
      seconds: 1,
      detail: expect.stringMatching(detail) as string,
      instance: expect.stringMatching(/^req-/) as string,
    });
  }
});

test('a route is known however its address is spelt', async () => {
  expect((await ask('a', { url: '/%61pi/home?x' })).statusCode).toBe(429);
});

test('others, and whoever asks for what needs no place, are answered', async () => {
  expect((await ask('b')).body).toBe('answered');
  expect((await ask('')).body).toBe('answered');
  expect((await ask('a', { url: '/healthz' })).body).toBe('answered');
});

test('who goes on after many refusals gets none before they were told to come again; others do not wait', async () => {
  await askOften(MAX_AT_ONCE).all;
  const { answers, all } = askOften(20);
  full.add('person b');
  expect((await ask('b')).statusCode, 'the first refusal of somebody else').toBe(429);
  vi.advanceTimersByTime(999);
  full.delete('person b');
  expect((await ask('b')).body).toBe('answered');
  expect(answers).toHaveLength(0);
  vi.advanceTimersByTime(1_001);
  await all;
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(20).fill(429));
});

test('so many wait for their refusal; one more is refused at once and its connection ended', async () => {
  await askOften(MAX_AT_ONCE).all;
  const { all } = askOften(MAX_HELD);
  const more = await ask('a');
  expect([more.statusCode, more.headers.connection]).toEqual([429, 'close']);
  vi.advanceTimersByTime(2_000);
  await all;
  const { answers, all: again } = askOften(MAX_HELD);
  expect((await ask('b')).body).toBe('answered');
  expect(answers.length, 'the places are given back').toBeLessThanOrEqual(2);
  vi.advanceTimersByTime(2_000);
  await again;
});

test('a flood is written down once, with whose it is', async () => {
  await askOften(MAX_AT_ONCE).all;
  expect(warned).not.toHaveBeenCalled();
  const { all } = askOften(20);
  await ask('b');
  vi.advanceTimersByTime(2_000);
  await all;
  expect(warned.mock.calls).toEqual([[{ sender: 'person a' }, 'refusals of one sender are held back']]);
});
