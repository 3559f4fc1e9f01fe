import type { BroadcastTicket, QueuePlace, StageTicket, StageWay } from '@everexpo/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aLiveSession } from '../../testing/scenes.ts';
import { mediaKeys, startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';
import { noteSeat, reconcileSeats } from './take-seat.ts';

const SEATS = 3;
const JOINS_PER_SECOND = 2;

let api: TestApi;
let organizer: Client;
let attendee: Client;
let sessionId: string;
beforeAll(async () => {
  // Without its recurring jobs: nobody records, and no list of a media server undoes what is told here.
  api = await startTestApi({ ...mediaKeys, RECORDER: 'local', OUTBOX: 'false', JOINS_PER_SECOND: String(JOINS_PER_SECOND) });
  [organizer, attendee] = (await Promise.all(['organizer', 'attendee'].map((name) => api.as(name)))) as [Client, Client];
  sessionId = (await aLiveSession(api, organizer)).session.id;
});
beforeEach(async () => {
  await api.db.query(`DELETE FROM stage_seat`);
  await setSeats(SEATS);
});
afterAll(() => api.close());

const setSeats = (seatLimit: number | null) => organizer.send('PUT', `/api/sessions/${sessionId}/stage/audience`, { seatLimit });
const join = async (client: Client, body: object = {}) => client.send<StageWay>('POST', `/api/sessions/${sessionId}/stage/ticket`, body);
/** All who have been given a seat until now may come in. */
const later = (seconds: number) => api.db.query(`UPDATE stage_seat SET admit_at = admit_at - make_interval(secs => $1), held_until = held_until - make_interval(secs => $1)`, [seconds]);
async function guest(): Promise<Client> {
  const { headers } = await api.anonymous.send('POST', '/api/guest');
  const cookie = headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
  const withCookie: Client['send'] = (method, path, body, more = {}) => api.anonymous.send(method, path, body, { ...more, cookie });
  return { ...api.anonymous, cookie, send: withCookie, get: (path) => withCookie('GET', path) };
}

test('many who come at once stand in a queue whose places are exact, one by one, with no error', async () => {
  await setSeats(100);
  const answers = await Promise.all(Array.from({ length: 12 }, async () => join(await guest())));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  const queue = answers.map(({ body }) => body).filter((body): body is QueuePlace => body.seat === 'queue').sort((a, b) => a.admitAt.localeCompare(b.admitAt));
  expect(queue.length).toBe(11);
  expect(queue.map(({ place }) => place)).toEqual(queue.map((_, nth) => nth + 1));
  const gaps = queue.slice(1).map(({ admitAt }, nth) => Date.parse(admitAt) - Date.parse(queue[nth]?.admitAt ?? ''));
  for (const gap of gaps) expect(Math.abs(gap - 1000 / JOINS_PER_SECOND)).toBeLessThanOrEqual(1);
});

test('a place in the queue becomes a ticket at its time, and is the holder\'s alone', async () => {
  await setSeats(100);
  const [first, second, stranger] = [await guest(), await guest(), await guest()];
  expect((await join(first)).body.seat).toBe('viewer');
  const { body: place } = (await join(second)) as { body: QueuePlace };
  expect(place.seat).toBe('queue');
  expect((await join(second, { identity: place.identity })).body).toMatchObject({ seat: 'queue', identity: place.identity, admitAt: place.admitAt });
  await later(5);
  const { body: other } = (await join(stranger, { identity: place.identity })) as { body: StageTicket };
  expect(other.identity, 'somebody else gets a seat of their own').not.toBe(place.identity);
  expect((await join(attendee, { identity: 'presenter-0' })).body).toMatchObject({ identity: expect.stringMatching(/^viewer-/) });
  expect((await join(second, { identity: place.identity })).body).toMatchObject({ seat: 'viewer', identity: place.identity });
});

test('beyond the limit there is the broadcast; a seat that is left is held for a moment and then free', async () => {
  const inside = await seated(SEATS);
  expect((await join(await guest())).body).toEqual({ seat: 'broadcast', playlist: `/api/sessions/${sessionId}/recording/live.m3u8` } satisfies BroadcastTicket);
  await noteSeat(api.db.manager, sessionId, inside[0]?.identity ?? '', false);
  expect((await join(await guest())).body.seat, 'whoever reloads finds their seat').toBe('broadcast');
  expect((await join(inside[0]?.client as Client, { identity: inside[0]?.identity })).body).toMatchObject({ seat: 'viewer', identity: inside[0]?.identity });
  await noteSeat(api.db.manager, sessionId, inside[0]?.identity ?? '', false);
  await later(90);
  expect((await join(await guest())).body.seat).toBe('viewer');
});

test('without a recorder a full session says so', async () => {
  await seated(SEATS);
  await organizer.send('PUT', `/api/sessions/${sessionId}/stage/audience`, { recorded: false });
  expect(await join(await guest())).toMatchObject({ status: 409, body: { code: 'stage_full' } });
  await organizer.send('PUT', `/api/sessions/${sessionId}/stage/audience`, { recorded: true });
});

test('nobody holds more than one seat that they do not sit on', async () => {
  const greedy = await guest();
  for (let nth = 0; nth < 10; nth += 1) {
    await join(greedy);
    await later(2);
  }
  expect((await join(await guest())).body.seat).toBe('viewer');
});

test('a raised hand brings one in beside the limit, signed in only', async () => {
  await seated(SEATS);
  expect((await join(attendee)).body.seat).toBe('broadcast');
  expect((await join(await guest(), { hand: true })).body.seat).toBe('broadcast');
  const { body } = (await join(attendee, { hand: true })) as { body: StageTicket };
  expect(body.seat).toBe('viewer');
  const { body: hands } = await organizer.get<{ name: string }[]>(`/api/sessions/${sessionId}/stage/hands`);
  expect(hands).toHaveLength(1);
});

test('the media server\'s own list decides who sits: seats whose report was lost are found, and left ones freed', async () => {
  const inside = await seated(SEATS);
  await reconcileSeats(api.db.manager, sessionId, inside.slice(1).map(({ identity }) => identity));
  await later(90);
  expect((await join(await guest())).body.seat).toBe('viewer');
  // One who came on an older ticket counts as well.
  await noteSeat(api.db.manager, sessionId, 'viewer-guest.0123456789abcdef01234567', true);
  await later(90);
  expect((await join(await guest())).body.seat).toBe('broadcast');
});

/** So many who have come in and sit. */
async function seated(count: number): Promise<{ client: Client; identity: string }[]> {
  const inside: { client: Client; identity: string }[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const client = await guest();
    const { body } = (await join(client)) as { body: StageTicket };
    expect(body.seat).toBe('viewer');
    await noteSeat(api.db.manager, sessionId, body.identity, true);
    await later(2);
    inside.push({ client, identity: body.identity });
  }
  return inside;
}

test('a whole audience that comes within seconds is let in at the pace set, and nobody is refused', async () => {
  const fast = await startTestApi({ ...mediaKeys, RECORDER: 'local', OUTBOX: 'false', JOINS_PER_SECOND: '60', DATABASE_POOL: '20' }, api);
  await setSeats(1_000);
  const answers = await Promise.all(Array.from({ length: 600 }, () => fast.anonymous.send<StageWay>('POST', `/api/sessions/${sessionId}/stage/ticket`, {})));
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  const due = await api.db.query<{ second: number; count: number }[]>(`SELECT floor(extract(epoch FROM admit_at - min(admit_at) OVER ()))::int AS second, 1 AS count FROM stage_seat`);
  const perSecond = Map.groupBy(due, ({ second }) => second);
  expect(due).toHaveLength(600);
  for (const joins of perSecond.values()) expect(joins.length).toBeLessThanOrEqual(61);
  await fast.close();
});
