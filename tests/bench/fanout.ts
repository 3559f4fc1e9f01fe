import { SOCKET_PATH, type Home, type SessionMessage, type Stage } from '@everexpo/contracts';
import { io, type Socket } from 'socket.io-client';
import { clientOf, demoPerson, guestCookie, type Host } from '../../apps/api/src/testing/builders/index.ts';
import { hostOf } from '../support/installation/launched.ts';
import { newDataDir, removeDataDir, startEverexpo } from '../support/installation/stack.ts';
import { quantile, startBaseline, type BenchLine } from './support/measure.ts';

const SOCKETS = 1_000;
const QUESTIONS = 20;
const EVERY_MS = 1_000;
const CONNECT_AT_ONCE = 50;
const ASKERS = ['attendee', 'attendee2', 'investor', 'investor2', 'steward'];

type CookieOf = () => Promise<string>;
type Post = (body: string, turn: number) => Promise<unknown>;

/**
 * 1,000 sockets in one session, one question a second: milliseconds from the asker's request to each page's event,
 * against a bare socket.io server that only passes the body on. Ours authorises, writes to PostgreSQL and goes
 * through the outbox in between.
 */
export async function* fanout(): AsyncGenerator<BenchLine> {
  const bare = await startBaseline('bare-socket.ts');
  const baseline = await measure(
    bare.url,
    () => Promise.resolve(''),
    'session',
    (body) => clientOf(bare.url, '').ask('POST', '/', { body }),
  );
  bare.stop();
  const dataDir = newDataDir();
  const stack = await startEverexpo(dataDir);
  try {
    const host = hostOf(stack);
    const sessionId = await openSession(host);
    const askers = await Promise.all(ASKERS.map((asker) => demoPerson(host, asker)));
    const post: Post = async (body, turn) =>
      askers[turn % askers.length]?.client.ask('POST', `/api/sessions/${sessionId}/questions`, { body });
    const ours = await measure(stack.url, () => guestCookie(stack.url), sessionId, post);
    const expected = SOCKETS * QUESTIONS;
    for (const [metric, q] of [
      ['delivery_p50', 0.5],
      ['delivery_p99', 0.99],
    ] as const) {
      const [a, b] = [quantile(ours, q), quantile(baseline, q)];
      yield {
        bench: 'fanout',
        metric,
        value: a,
        unit: 'ms',
        baseline: `bare socket.io, ${b.toFixed(1)} ms`,
        ratio: a / b,
      };
    }
    yield {
      bench: 'fanout',
      metric: 'delivered',
      value: ours.length,
      unit: 'events',
      baseline: `bare socket.io, ${baseline.length} of ${expected}`,
      ratio: ours.length / baseline.length,
    };
  } finally {
    await stack.stop();
    removeDataDir(dataDir);
  }
}

async function openSession(host: Host): Promise<string> {
  const { client } = await demoPerson(host, 'organizer');
  const sessionId = (await client.ask<Home>('GET', '/api/home')).next[0]?.id ?? '';
  const steps = `/api/sessions/${sessionId}/stage/steps`;
  const { revision } = await client.ask<Stage>('POST', steps, { action: 'open', revision: 0 });
  await client.ask('POST', steps, { action: 'next', revision, confirmAbsent: true });
  return sessionId;
}

/** Every delivery's milliseconds; the question's text carries the moment it was sent. */
async function measure(url: string, cookieOf: CookieOf, sessionId: string, post: Post): Promise<number[]> {
  const latencies: number[] = [];
  const sockets = await connectAll(url, cookieOf, sessionId, (body) =>
    latencies.push(performance.now() - Number(body)),
  );
  for (let turn = 0; turn < QUESTIONS; turn += 1) {
    const next = new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    await post(String(performance.now()), turn);
    await next;
  }
  await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  for (const socket of sockets) socket.disconnect();
  return latencies;
}

async function connectAll(
  url: string,
  cookieOf: CookieOf,
  sessionId: string,
  receive: (body: string) => void,
): Promise<Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < SOCKETS) {
    const batch = Array.from({ length: CONNECT_AT_ONCE }, async () =>
      connect(url, await cookieOf(), sessionId, receive),
    );
    sockets.push(...(await Promise.all(batch)));
  }
  return sockets;
}

async function connect(
  url: string,
  cookie: string,
  sessionId: string,
  receive: (body: string) => void,
): Promise<Socket> {
  const socket = io(url, { path: SOCKET_PATH, transports: ['websocket'], forceNew: true, extraHeaders: { cookie } });
  await new Promise<void>((connected, refused) => {
    socket.once('connect', connected);
    socket.once('connect_error', refused);
  });
  const reply = (await socket.emitWithAck('session:watch', { sessionId })) as { ok: boolean };
  if (!reply.ok) throw new Error('a socket could not watch the session');
  socket.on('session:messages', ({ messages }: { messages: SessionMessage[] }) => {
    for (const message of messages) if (message.kind === 'question') receive(message.payload.body);
  });
  socket.on('question:asked', (question: { body: string }) => receive(question.body));
  return socket;
}
