import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Ack } from '@everexpo/contracts';
import type { Socket } from 'socket.io-client';
import { expect } from 'vitest';
import {
  aLiveSession,
  anEdition,
  aPerson,
  guestCookie,
  type Host,
  type Person,
} from '../../apps/api/src/testing/builders/index.ts';
import { quantile } from '../bench/measure.ts';
import { openSocket } from '../support/ask-socket.ts';
import { HANG_MS } from '../support/hang.ts';
import { outsideTests } from '../support/stack.ts';
import type { CampaignOptions } from './campaign.ts';
import type { FloodOrder, FloodReport } from './flooder.ts';
import { startNodes } from './nodes.ts';

const FLOODERS = ['guest', 'attendee', 'organizer'] as const;
type Flooder = (typeof FLOODERS)[number];

const OTHERS = 3;
/** Somebody who clicks fast stays far below what a socket may send. */
const THINK_MS = 150;
/** The issue's own bound. */
const MAX_MS = 300;

export interface FloodFigures {
  flooder: Flooder;
  /** Of other people's requests, in milliseconds. */
  p95: number;
  report: FloodReport;
}

/**
 * A guest, an attendee and an organizer, one after the other, flood every socket event for `size` seconds each: the
 * flooder is told so and is ended, and everything that others ask for meanwhile is answered.
 */
export async function flood(options: CampaignOptions): Promise<FloodFigures[]> {
  const { host } = await startNodes(options);
  const others = await Promise.all(
    Array.from({ length: OTHERS }, async () => ({ person: await aPerson(host), ...(await aLiveSession(host)) })),
  );
  /** The p95 of what others ask for while something goes on. */
  const whileOn = async <T>(act: () => Promise<T>): Promise<{ result: T; p95: number }> => {
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
    const { result: report, p95 } = await whileOn(() => runFlooder(order, options));
    options.log(JSON.stringify(report));
    figures.push({ flooder, p95, report });
    expect(report.refused, `the ${flooder}'s events are refused by name`).toBeGreaterThan(0);
    expect(report.slowed, `the ${flooder}'s page is told`).toBeGreaterThan(0);
    expect(report.ended, `the ${flooder} is ended`).toBeGreaterThan(0);
    expect(report.turnedAway, `the ${flooder} is not let in again at once`).toBeGreaterThan(0);
  }
  return figures;
}

/** The same, and nobody else waits longer than the bound. */
export async function floodWithinBound(options: CampaignOptions): Promise<void> {
  for (const { flooder, p95 } of await flood(options))
    expect(p95, `milliseconds that others wait while the ${flooder} floods (p95)`).toBeLessThan(MAX_MS);
}

/** Every event that a page can send, with ids that are there and ids that are not. */
async function orderFor(host: Host, flooder: Flooder, seconds: number): Promise<FloodOrder> {
  const { session, edition } = await aLiveSession(host);
  const { id: draft } = await anEdition(host).build();
  const cookie = flooder === 'guest' ? await guestCookie(host.url) : (await aPerson(host, { roles: [flooder] })).cookie;
  const [sessionId, meetingId] = [session.id, randomUUID()];
  const requests: [string, object][] = [
    ['session:watch', { sessionId }],
    ['session:watch', { sessionId: randomUUID() }],
    ['session:watch', { sessionId, after: 0 }],
    ['session:unwatch', { sessionId }],
    ['reaction:send', { sessionId, emoji: 'clap' }],
    ['chat:log', { sessionId, id: randomUUID(), body: '刷屏' }],
    ['edition:watch', { editionId: edition.id }],
    ['edition:watch', { editionId: randomUUID() }],
    ['draft:watch', { editionId: draft }],
    ['draft:hold', { editionId: draft, sessionId: null }],
    ['draft:unwatch', { editionId: draft }],
    ['meeting:watch', { meetingId }],
    ['meeting:unwatch', { meetingId }],
    ['meeting:key', { meetingId, from: randomUUID(), to: null, publicKey: 'k', keyId: null, wrapped: null }],
    ['sheet:change', { meetingId, update: 'AAA=' }],
    ['clock:sync', { sentAt: 0 }],
    ['no:such', { padding: 'x'.repeat(1_000) }],
  ];
  return { url: host.url, cookie, seconds, requests: requests.map(([event, request]) => ({ event, request })) };
}

async function runFlooder(order: FloodOrder, { defer }: CampaignOptions): Promise<FloodReport> {
  const env = { ...outsideTests(process.env), NODE_ENV: 'production' };
  const child = fork(join(import.meta.dirname, 'flooder.ts'), [JSON.stringify(order)], { env });
  defer(() => child.kill('SIGKILL'));
  return new Promise((resolve, reject) => {
    child.once('message', (report) => resolve(report as FloodReport));
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`the flooder ended with ${signal ?? code}`)));
  });
}

/** Somebody reads pages and has a socket, like everybody; the milliseconds of each answer. @throws Error when one is refused */
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
