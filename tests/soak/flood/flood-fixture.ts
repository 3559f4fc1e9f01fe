import { randomUUID } from 'node:crypto';
import type { ClientEvents } from '@everexpo/contracts';
import { Doc } from 'yjs';
import {
  aLiveSession,
  aMeeting,
  anEdition,
  aPerson,
  guestCookie,
  type Host,
  type MeetingFixture,
} from '../../../apps/api/src/testing/builders/index.ts';
import { FRESH_ID, type FloodOrder } from './flood-order.ts';

/** The investor is a party to the meeting whose sheet is flooded; for the others there is no such meeting. */
export const FLOODERS = ['guest', 'attendee', 'organizer', 'investor'] as const;
export type Flooder = (typeof FLOODERS)[number];

/** An event that there is not. */
export const UNKNOWN = 'no:such';
/** More messages than a page may miss, and a sheet that two people have typed on for an hour. */
const [LOG, LETTERS] = [2_500, 20_000];

/** What is sent of each event: with ids that are there and ids that are not, as a page would and as none would. */
type Requests = { [E in keyof ClientEvents]: Parameters<ClientEvents[E]>[0][] };

export async function orderFor(host: Host, flooder: Flooder, seconds: number): Promise<FloodOrder> {
  const { session, edition } = await aLiveSession(host);
  const { id: draft } = await anEdition(host).build();
  const fixture = await aMeeting(host);
  const sheet = await writeSheet(host, fixture);
  const head = await writeLog(host, session.id);
  const cookie = await cookieOf(host, flooder, fixture);
  const [sessionId, editionId, meetingId] = [session.id, edition.id, fixture.meeting.id];
  const nowhere = randomUUID();
  const key = { meetingId, from: randomUUID(), to: null, publicKey: 'k', keyId: null, wrapped: null };
  const requests: Requests = {
    'session:watch': [
      { sessionId },
      { sessionId: nowhere },
      ...[0, 1, 500, 1_990, 2_200].map((missed) => ({ sessionId, after: head - missed })),
    ],
    'session:unwatch': [{ sessionId }],
    'reaction:send': [{ sessionId, emoji: 'clap' }],
    'chat:send': [{ sessionId, id: FRESH_ID, body: '刷屏' }],
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

async function cookieOf(host: Host, flooder: Flooder, { investor }: MeetingFixture): Promise<string> {
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
async function writeSheet(host: Host, { meeting, investor }: MeetingFixture): Promise<string> {
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
