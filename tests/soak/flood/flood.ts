import { fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Ack } from '@everexpo/contracts';
import type { Socket } from 'socket.io-client';
import { expect } from 'vitest';
import {
  aLiveSession,
  aPerson,
  guestCookie,
  type Host,
  type Person,
} from '../../../apps/api/src/testing/builders/index.ts';
import { UNPLACED } from '../../../apps/api/src/platform/access/places/unplaced.ts';
import { quantile } from '../../bench/support/measure.ts';
import { openSocket } from '../../support/live/ask-socket.ts';
import { HANG_MS } from '../../support/hang.ts';
import { outsideTests } from '../../support/installation/stack.ts';
import type { SoakOptions } from '../soak-run.ts';
import type { FloodReport, HttpFloodOrder, HttpFloodReport } from './flood-order.ts';
import { FLOODERS, orderFor, UNKNOWN } from './flood-fixture.ts';
import { startNodes } from '../nodes/nodes.ts';

/** Of a media server that is not there: tickets to it are signed all the same. */
const MEDIA = { LIVEKIT_URL: 'ws://127.0.0.1:9', LIVEKIT_API_KEY: 'flood', LIVEKIT_API_SECRET: 'f'.repeat(40) };
const OTHERS = 3;
/** Somebody who clicks fast stays far below what a socket may send. */
const THINK_MS = 150;
/** The issue's own bound. */
const MAX_MS = 300;

export interface FloodFigures {
  flooder: string;
  /** Of other people's requests, in milliseconds. */
  p95: number;
}

/** The p95 of what others ask for while something goes on. */
type WhileOn = <T>(act: () => Promise<T>) => Promise<{ result: T; p95: number }>;

/**
 * A guest, an attendee, an organizer and an investor, one after the other, flood every socket event for `size` seconds
 * each, and are told so and ended; a guest and an attendee do the same over HTTP, and a stranger with what takes no
 * place. Everything that others ask for meanwhile is answered.
 */
export async function flood(options: SoakOptions): Promise<FloodFigures[]> {
  const { host } = await startNodes(options, { env: () => Promise.resolve(MEDIA) });
  const others = await Promise.all(
    Array.from({ length: OTHERS }, async () => ({ person: await aPerson(host), ...(await aLiveSession(host)) })),
  );
  const whileOn: WhileOn = async (act) => {
    const over = new AbortController();
    const asking = Promise.all(others.map(({ person, session }) => useIt(host, person, session.id, over.signal)));
    const [result, asked] = await Promise.all([act().finally(() => over.abort()), asking]);
    const times = asked.flat();
    const p95 = quantile(times, 0.95);
    options.log(`others meanwhile: ${times.length} requests, all answered, p95 ${p95.toFixed(0)} ms`);
    expect(times.length, 'others went on').toBeGreaterThan(OTHERS);
    return { result, p95 };
  };
  options.log('nobody floods');
  await whileOn(() => delay((options.size * 1000) / 2));
  const figures: FloodFigures[] = [];
  for (const flooder of FLOODERS) {
    const order = await orderFor(host, flooder, options.size);
    options.log(`the ${flooder} floods for ${options.size} s`);
    const { result: report, p95 } = await whileOn(() => runFlooder<FloodReport>('flooder.ts', order, options));
    options.log(JSON.stringify(report));
    figures.push({ flooder, p95 });
    expect(report.refused, `the ${flooder}'s events are refused by name`).toBeGreaterThan(0);
    expect(report.unknown, 'every other event is one of the API').toEqual([UNKNOWN]);
    expect(report.slowed, `the ${flooder}'s page is told`).toBeGreaterThan(0);
    expect(report.ended, `the ${flooder} is ended`).toBeGreaterThan(0);
    expect(report.turnedAway, `the ${flooder} is not let in again at once`).toBeGreaterThan(0);
  }
  return [...figures, ...(await floodHttp(host, options, whileOn)), await floodUnplaced(host, options, whileOn)];
}

/** A guest and an attendee keep hundreds of requests under way, many of which wait for one lock. */
async function floodHttp(host: Host, options: SoakOptions, whileOn: WhileOn): Promise<FloodFigures[]> {
  const figures: FloodFigures[] = [];
  for (const flooder of ['guest', 'attendee'] as const) {
    const { session } = await aLiveSession(host);
    const paths: HttpFloodOrder['requests'] = [
      { method: 'POST', path: `/api/sessions/${session.id}/stage/ticket` },
      { method: 'GET', path: `/api/sessions/${session.id}/questions` },
      { method: 'GET', path: '/api/home' },
    ];
    const cookie = flooder === 'guest' ? await guestCookie(host.url) : (await aPerson(host)).cookie;
    const order: HttpFloodOrder = { url: host.url, headers: { cookie }, seconds: options.size, requests: paths };
    options.log(`the ${flooder} floods over HTTP for ${options.size} s`);
    const { result, p95 } = await whileOn(() => runFlooder<HttpFloodReport>('http-flooder.ts', order, options));
    options.log(JSON.stringify(result));
    expect(result.refused, `what is too much of the ${flooder}'s is refused`).toBeGreaterThan(0);
    expect(result.faults, 'answers 5xx').toBe(0);
    expect(result.errors, 'requests that are not answered').toBe(0);
    figures.push({ flooder: `${flooder} over HTTP`, p95 });
  }
  return figures;
}

/** Somebody without a cookie asks for what takes no place: for so much as their network may have, they are answered. */
async function floodUnplaced(host: Host, options: SoakOptions, whileOn: WhileOn): Promise<FloodFigures> {
  const requests = ['/api/nope', '/api/openapi.json', '/healthz'].map((path) => ({ method: 'GET' as const, path }));
  const headers = { 'accept-encoding': 'br' };
  options.log(`a stranger floods what takes no place for ${options.size} s`);
  const order: HttpFloodOrder = { url: host.url, headers, seconds: options.size, requests };
  const { result, p95 } = await whileOn(() => runFlooder<HttpFloodReport>('http-flooder.ts', order, options));
  options.log(JSON.stringify(result));
  // Probes have as much to themselves; its last second may not be whole.
  const most = 2 * (UNPLACED.burst + UNPLACED.perSecond * (options.size + 1));
  expect(result.answered - result.refused, 'of what takes no place, so much is answered').toBeLessThanOrEqual(most);
  expect(result.faults, 'answers 5xx').toBe(0);
  expect(result.errors, 'requests that are not answered').toBe(0);
  return { flooder: 'stranger over HTTP', p95 };
}

/** The same, and nobody else waits longer than the bound. */
export async function floodWithinBound(options: SoakOptions): Promise<void> {
  for (const { flooder, p95 } of await flood(options))
    expect(p95, `milliseconds that others wait while the ${flooder} floods (p95)`).toBeLessThan(MAX_MS);
}

async function runFlooder<Report>(program: string, order: object, { defer }: SoakOptions): Promise<Report> {
  const env = { ...outsideTests(process.env), NODE_ENV: 'production' };
  const child = fork(join(import.meta.dirname, program), [JSON.stringify(order)], { env });
  defer(() => child.kill('SIGKILL'));
  return new Promise((resolve, reject) => {
    child.once('message', (report) => resolve(report as Report));
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`${program} ended with ${signal ?? code}`)));
  });
}

/**
 * Somebody reads pages and has a socket, like everybody; the milliseconds of each answer.
 * @throws Error when one is refused
 */
async function useIt(host: Host, person: Person, sessionId: string, over: AbortSignal): Promise<number[]> {
  const socket = openSocket(host, person);
  const times: number[] = [];
  const timed = async (act: () => Promise<unknown>) => {
    const startedAt = performance.now();
    await act();
    times.push(performance.now() - startedAt);
  };
  try {
    while (!over.aborted) {
      await timed(() => person.client.ask('GET', '/api/home'));
      await timed(() => person.client.ask('GET', `/api/sessions/${sessionId}/stage`));
      await timed(() => askOver(socket, 'session:watch', { sessionId }));
      await timed(() => askOver(socket, 'clock:sync', { sentAt: 0 }));
      await delay(THINK_MS);
    }
  } finally {
    socket.disconnect();
  }
  return times;
}

/** @throws Error when it is refused */
async function askOver(socket: Socket, event: string, request: object): Promise<void> {
  const reply = (await socket.timeout(HANG_MS).emitWithAck(event, request)) as Ack<unknown>;
  if (!reply.ok) throw new Error(`${event} of somebody who does not flood: ${reply.code}`);
}
