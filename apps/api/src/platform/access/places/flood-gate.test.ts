import { fastify, type FastifyInstance, type InjectOptions } from 'fastify';
import { Agent, get, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Sender } from '../actor.ts';
import { FloodGate, MAX_AT_ONCE } from './flood-gate.ts';
import { MAX_HELD } from './held-answers.ts';
import type { KnownRequest } from '../permit.ts';
import { DOCUMENTATION_COUNTS } from './unplaced.ts';

/** Of requests that take no place; one an hour comes back, which is none within a test. */
const UNPLACED = 30;

const warned = vi.fn();
let oneIsHeld: PromiseWithResolvers<void>;
let server: FastifyInstance;
/** Whose lines are full. */
let full: Set<string>;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  full = new Set(['person a']);
  oneIsHeld = Promise.withResolvers();
  warned.mockImplementation(() => oneIsHeld.resolve());
  const means = {
    actors: {
      senderOf: (cookies = '') => (cookies === '' ? null : { kind: 'person' as const, id: cookies }),
    },
    places: {
      look: (_request: unknown, sender: Sender | null) => {
        const by = sender ? `person ${sender.id}` : 'network';
        return { full: full.has(by), by };
      },
    },
    log: { warn: warned },
    headers: { 'x-content-type-options': 'nosniff' },
  };
  const gate = new FloodGate(means, { burst: UNPLACED, perSecond: 1 / 3600 });
  server = fastify();
  server.addHook('onRequest', gate.onRequest);
  server.addHook('onSend', gate.onSend);
  server.addHook('preClose', gate.preClose);
  // Where the guard takes a place.
  server.addHook('preHandler', (request: KnownRequest, _reply, done) => {
    request.leavePlace = () => undefined;
    done();
  });
  for (const path of ['/api/home', '/healthz', '/assets/app.js', '/api/openapi.json', '/api/docs'])
    server.get(path, () => 'answered');
  server.post('/api/home', () => 'answered');
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
function askOften(times: number, cookie = 'a', options: InjectOptions = {}) {
  const answers: Awaited<ReturnType<typeof ask>>[] = [];
  const all = Array.from({ length: times }, async () => answers.push(await ask(cookie, options)));
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
  expect(warned.mock.calls).toEqual([[{ sender: 'person a' }, 'answers of one sender are held back']]);
});

test.each([
  ['/api/nope', UNPLACED],
  ['/assets/app.js', UNPLACED],
  ['/nowhere', UNPLACED],
  ['/api/openapi.json', UNPLACED / DOCUMENTATION_COUNTS],
  ['/api/docs', UNPLACED / DOCUMENTATION_COUNTS],
])('what takes no place, such as %s, has a rate by network', async (url, most) => {
  const { answers, all } = askOften(most, 'b', { url });
  await all;
  expect(answers.filter(({ statusCode }) => statusCode === 429)).toEqual([]);
  expect((await ask('another', { url })).statusCode, 'of the same network').toBe(429);
  expect((await ask('b', { url, remoteAddress: '203.0.113.7' })).statusCode, 'of another').not.toBe(429);
  expect((await ask('b', { url: '/healthz' })).statusCode, 'a probe').toBe(200);
  expect((await ask('b')).statusCode, 'what takes a place').toBe(200);
});

test('a wrong method has that rate too, and a probe one of its own', async () => {
  await askOften(UNPLACED, 'b', { method: 'DELETE' }).all;
  expect((await ask('b', { method: 'DELETE' })).statusCode).toBe(429);
  await askOften(UNPLACED, 'b', { url: '/healthz' }).all;
  expect((await ask('b', { url: '/healthz' })).statusCode).toBe(429);
});

test('what is refused before it has a place is counted with that, and its answer is held', async () => {
  const broken: InjectOptions = { method: 'POST', payload: '{', headers: { 'content-type': 'application/json' } };
  await askOften(UNPLACED, 'b', broken).all;
  const { answers, all } = askOften(1, 'b', broken);
  await oneIsHeld.promise;
  expect((await ask('b')).body).toBe('answered');
  expect(answers).toEqual([]);
  vi.advanceTimersByTime(2_000);
  await all;
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([400]);
});

test('a server that stops gives the refusals that it holds, and is not kept by their connections', async () => {
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  await askOften(MAX_AT_ONCE).all;
  const agent = new Agent({ keepAlive: true });
  const held = new Promise<IncomingMessage>((resolve, reject) => {
    get(`${url}/api/home`, { agent, headers: { cookie: 'a' } }, resolve).once('error', reject);
  });
  await oneIsHeld.promise;
  await server.close();
  const { statusCode, headers } = await held;
  expect([statusCode, headers.connection]).toEqual([429, 'close']);
  agent.destroy();
});
