import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Ack, ClientEvents } from '@everexpo/contracts';
import type { Socket } from 'socket.io-client';
import { expect } from 'vitest';
import { Doc } from 'yjs';
import {
  aLiveSession,
  aMeeting,
  anEdition,
  aPerson,
  guestCookie,
  type Host,
  type MeetingScene,
  type Person,
} from '../../apps/api/src/testing/builders/index.ts';
import { quantile } from '../bench/measure.ts';
import { openSocket } from '../support/ask-socket.ts';
import { HANG_MS } from '../support/hang.ts';
import { outsideTests } from '../support/stack.ts';
import type { CampaignOptions } from './campaign.ts';
import { FRESH_ID, type FloodOrder, type FloodReport } from './flood-order.ts';
import { startNodes } from './nodes.ts';

/** The investor is a party to the meeting whose sheet is flooded; for the others there is no such meeting. */
const FLOODERS = ['guest', 'attendee', 'organizer', 'investor'] as const;
type Flooder = (typeof FLOODERS)[number];

const UNKNOWN = 'no:such';
const OTHERS = 3;
/** Somebody who clicks fast stays far below what a socket may send. */
const THINK_MS = 150;
/** The issue's own bound. */
const MOST_MS = 300;
/** More messages than a page may miss, and a sheet that two people have typed on for an hour. */
const [LOG, LETTERS] = [2_500, 20_000];

export interface FloodFigures {
  flooder: Flooder;
  /** Of other people's requests, in milliseconds. */
  p95: number;
  report: FloodReport;
}

/**
 * A guest, an attendee, an organizer and an investor, one after the other, flood every socket event for `size` seconds
 * each: the flooder is told so and is ended, and everything that others ask for meanwhile is answered.
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
    expect(report.unknown, 'every other event is one of the API').toEqual([UNKNOWN]);
    expect(report.slowed, `the ${flooder}'s page is told`).toBeGreaterThan(0);
    expect(report.ended, `the ${flooder} is ended`).toBeGreaterThan(0);
    expect(report.turnedAway, `the ${flooder} is not let in again at once`).toBeGreaterThan(0);
  }
  return figures;
}

/** The same, and nobody else waits longer than the bound. */
export async function floodWithinBound(options: CampaignOptions): Promise<void> {
  for (const { flooder, p95 } of await flood(options))
    expect(p95, `milliseconds that others wait while the ${flooder} floods (p95)`).toBeLessThan(MOST_MS);
}

/** What is sent of each event: with ids that are there and ids that are not, as a page would and as none would. */
type Requests = { [E in keyof ClientEvents]: Parameters<ClientEvents[E]>[0][] };

async function orderFor(host: Host, flooder: Flooder, seconds: number): Promise<FloodOrder> {
  const { session, edition } = await aLiveSession(host);
  const { id: draft } = await anEdition(host).build();
  const scene = await aMeeting(host);
  const sheet = await writeSheet(host, scene);
  const head = await writeLog(host, session.id);
  const cookie = await cookieOf(host, flooder, scene);
  const [sessionId, editionId, meetingId] = [session.id, edition.id, scene.meeting.id];
  const nowhere = randomUUID();
  const key = { meetingId, from: randomUUID(), to: null, publicKey: 'k', keyId: null, wrapped: null };
  const requests: Requests = {
    'session:watch': [
      { sessionId },
      { sessionId: nowhere },
      ...[0, 1, 500, 1_990, 2_200].map((missed) => ({ sessionId, after: head - missed })),
    ],
    'session:unwatch': [{ sessionId }],
    'session:react': [{ sessionId, sign: 'clap' }],
    'chat:say': [{ sessionId, id: FRESH_ID, body: '刷屏' }],
    'edition:watch': [{ editionId }, { editionId: nowhere }],
    'draft:watch': [{ editionId: draft }],
    'draft:hold': [{ editionId: draft, sessionId: null }],
    'draft:unwatch': [{ editionId: draft }],
    'meeting:watch': [{ meetingId }, { meetingId: nowhere }],
    'meeting:unwatch': [{ meetingId }],
    'meeting:key': [key],
    'sheet:change': [{ meetingId, update: sheet }],
    'clock:sync': [{ sentAt: 0 }],
  };
  const known = Object.entries(requests).flatMap(([event, list]) => list.map((request) => ({ event, request })));
  const unknown = { event: UNKNOWN, request: { padding: 'x'.repeat(1_000) } };
  return { url: host.url, cookie, seconds, requests: [...known, unknown] };
}

async function cookieOf(host: Host, flooder: Flooder, { investor }: MeetingScene): Promise<string> {
  if (flooder === 'guest') return guestCookie(host.url);
  if (flooder === 'investor') return investor.cookie;
  return (await aPerson(host, { roles: [flooder] })).cookie;
}

/** A log that pages can come back to; its last number. */
async function writeLog(host: Host, sessionId: string): Promise<number> {
  const [stage] = await host.asOwner<{ head: number }>(
    `WITH stage AS (UPDATE stage SET last_seq = last_seq + $2 WHERE session_id = $1 RETURNING last_seq),
      told AS (INSERT INTO live_message (session_id, seq, kind, payload)
        SELECT $1, last_seq - n, 'votes', '{}' FROM stage, generate_series(0, $2::int - 1) AS n)
      SELECT last_seq AS head FROM stage`,
    [sessionId, LOG],
  );
  return stage?.head ?? 0;
}

/** A term sheet typed letter by letter; one letter more, as its page sends it. */
async function writeSheet(host: Host, { meeting, investor }: MeetingScene): Promise<string> {
  const [document, typed]: [Doc, Buffer[]] = [new Doc(), []];
  document.on('update', (update: Uint8Array) => typed.push(Buffer.from(update)));
  for (let at = 0; at <= LETTERS; at += 1) document.getText('sheet').insert(at, 'a');
  const next = typed.pop() as Buffer;
  await host.asOwner(
    `WITH size AS (INSERT INTO sheet_size (meeting_id, changes, bytes) VALUES ($1, cardinality($3::bytea[]), $4))
      INSERT INTO sheet_update (meeting_id, person_id, bytes)
      SELECT $1, $2, change FROM unnest($3::bytea[]) WITH ORDINALITY AS changes (change, nth) ORDER BY nth`,
    [meeting.id, investor.id, typed, typed.reduce((sum, { length }) => sum + length, 0)],
  );
  return next.toString('base64');
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
    const began = performance.now();
    await act();
    times.push(performance.now() - began);
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
