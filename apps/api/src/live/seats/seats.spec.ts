import type { BroadcastTicket, Problem, QueuePlace, StageTicket, StageWay } from '@everexpo/contracts';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { UnitOfWork, type Transaction } from '../../platform/index.ts';
import { aLiveSession, aPerson, type Person } from '../../testing/builders/index.ts';
import { clientOf, guestCookie } from '../../testing/clients/client.ts';
import { mediaKeys, startTestApi, type Answer, type Client, type TestApi } from '../../testing/test-api.ts';
import { forgetSeats, recordSeat, reconcileSeats } from './take-seat.ts';

const SEATS = 3;
const JOINS_PER_SECOND = 2;
/**
 * Without its recurring jobs: nobody records, and no list of a media server undoes what is told here. All come from
 * one address.
 */
const env = {
  ...mediaKeys,
  RECORDER: 'local',
  OUTBOX: 'false',
  NETWORK_SHARE: '1',
  JOINS_PER_SECOND: String(JOINS_PER_SECOND),
};

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi(env);
});
afterAll(() => api.close());

const asSystem = (act: (tx: Transaction) => Promise<void>) => new UnitOfWork(api.db).system('test', act);

const guest = async (): Promise<Client> => clientOf(api.url, await guestCookie(api.url));

/** A live session with so many seats. */
async function aHall(seatLimit = SEATS) {
  const { session, organizer } = await aLiveSession(api);
  const path = `/api/sessions/${session.id}/stage`;
  const setAudience = (change: object) => organizer.client.ask('PUT', `${path}/audience`, change);
  await setAudience({ seatLimit });
  const join = async <T extends StageWay>(client: Client, body: object = {}) =>
    client.send<T>('POST', `${path}/ticket`, body);
  /** Lets so many seconds pass for all who have been given a seat until now. */
  const later = (seconds: number) =>
    api.asOwner(
      `UPDATE stage_seat SET admit_at = admit_at - make_interval(secs => $2),
                             held_until = held_until - make_interval(secs => $2) WHERE session_id = $1`,
      [session.id, seconds],
    );
  const note = (identity: string, taken: boolean) => asSystem((tx) => recordSeat(tx, session.id, identity, taken));
  /** So many who have come in and sit. */
  async function seated(count = SEATS): Promise<{ client: Client; identity: string }[]> {
    const inside: { client: Client; identity: string }[] = [];
    for (let index = 0; index < count; index += 1) {
      const client = await guest();
      const { body } = await join<StageTicket>(client);
      expect(body.seat).toBe('viewer');
      await note(body.identity, true);
      await later(2);
      inside.push({ client, identity: body.identity });
    }
    return inside;
  }
  return { session, organizer: organizer.client, path, setAudience, join, later, note, seated };
}

test('many who come at once stand in a queue whose places are exact, one by one, with no error', async () => {
  const { join, later } = await aHall(100);
  expect((await join(await guest())).body.seat).toBe('viewer');
  // The next is due in ten minutes: on a machine of whatever speed, all others come before.
  await later(-600);
  const answers = await Promise.all(Array.from({ length: 11 }, async () => join<QueuePlace>(await guest())));
  expect(answers.map(({ status, body }) => [status, body.seat])).toEqual(answers.map(() => [200, 'queue']));
  const queue = answers.map(({ body }) => body).sort((a, b) => a.admitAt.localeCompare(b.admitAt));
  // In front of them stands the one who was moved.
  expect(queue.map(({ place }) => place)).toEqual(queue.map((_, index) => index + 2));
  const due = queue.map(({ admitAt }) => Date.parse(admitAt));
  for (const [index, at] of due.slice(1).entries()) {
    expect(Math.abs(at - (due[index] as number) - 1000 / JOINS_PER_SECOND)).toBeLessThanOrEqual(1);
  }
});

test("a place in the queue becomes a ticket at its time, and is the holder's alone", async () => {
  const { join, later } = await aHall(100);
  const [first, second, stranger] = [await guest(), await guest(), await guest()];
  expect((await join(first)).body.seat).toBe('viewer');
  await later(-600);
  const { body: place } = await join<QueuePlace>(second);
  expect(place.seat).toBe('queue');
  const { identity, admitAt } = place;
  expect((await join(second, { identity })).body).toMatchObject({ seat: 'queue', identity, admitAt });
  await later(605);
  const { body: other } = await join<StageTicket>(stranger, { identity });
  expect(other.identity, 'somebody else gets a seat of their own').not.toBe(identity);
  const forged = await join((await aPerson(api)).client, { identity: 'presenter-0' });
  expect(forged.body).toMatchObject({ identity: expect.stringMatching(/^viewer-/) as string });
  expect((await join(second, { identity })).body).toMatchObject({ seat: 'viewer', identity });
});

test('beyond the limit there is the broadcast; a seat that is left is held for a moment and then free', async () => {
  const { session, join, later, note, seated } = await aHall();
  const [{ client, identity }] = (await seated()) as [{ client: Client; identity: string }];
  const playlist = `/api/sessions/${session.id}/recording/live.m3u8`;
  const broadcast: BroadcastTicket = { seat: 'broadcast', playlist, full: 'session' };
  expect((await join(await guest())).body).toEqual(broadcast);
  await note(identity, false);
  expect((await join(await guest())).body.seat, 'whoever reloads finds their seat').toBe('broadcast');
  expect((await join(client, { identity })).body).toMatchObject({ seat: 'viewer', identity });
  await note(identity, false);
  await later(90);
  expect((await join(await guest())).body.seat).toBe('viewer');
});

test('without a recorder a full session says so', async () => {
  const { setAudience, join, seated } = await aHall();
  await seated();
  await setAudience({ recorded: false });
  expect(await join(await guest())).toMatchObject({ status: 409, body: { code: 'stage_full' } });
});

test('nobody holds more than one seat that they do not sit on', async () => {
  const { join, later } = await aHall();
  const greedy = await guest();
  for (let turn = 0; turn <= SEATS; turn += 1) {
    await join(greedy);
    await later(2);
  }
  expect((await join(await guest())).body.seat).toBe('viewer');
});

test('a raised hand brings one in beyond the limit, on a reserved seat, signed in only', async () => {
  const { organizer, path, join, seated } = await aHall();
  const attendee = await aPerson(api);
  await seated();
  expect((await join(attendee.client)).body.seat).toBe('broadcast');
  expect((await join(await guest(), { hand: true })).body.seat).toBe('broadcast');
  expect((await join(attendee.client, { hand: true })).body.seat).toBe('viewer');
  expect(await organizer.ask('GET', `${path}/hands`)).toMatchObject([{ personId: attendee.id }]);
});

test('one account has one reserved seat, however often it raises a hand, and whatever tickets it uses', async () => {
  const { session, join, later, note } = await aHall();
  const attendee = await aPerson(api);
  const given = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const { body } = await join<StageTicket>(attendee.client, { hand: true });
    expect(body.seat).toBe('viewer');
    given.push(body.identity);
    await later(2);
  }
  const { body: other } = await join<StageTicket>(attendee.client);
  await later(2);
  expect((await join<StageTicket>(attendee.client, { hand: true })).body.identity).toBe(given[0]);
  for (const identity of [...given, other.identity]) await note(identity, true);
  await join(attendee.client, { hand: true, identity: other.identity });
  const seats = await api.asOwner(`SELECT identity FROM stage_seat WHERE session_id = $1 AND reserved`, [session.id]);
  expect(seats).toEqual([{ identity: given[0] }]);
});

test('with every reserved seat taken, a hand can be raised from a seat, which still counts', async () => {
  const { session, path, organizer, join, note, later } = await aHall();
  const attendee = await aPerson(api);
  const { body } = await join<StageTicket>(attendee.client);
  await note(body.identity, true);
  await later(2);
  await api.asOwner(
    `INSERT INTO stage_seat (session_id, identity, reserved, taken, admit_at, held_until)
       SELECT $1, 'viewer-reserved-' || i, true, true, now(), now() FROM generate_series(1, 50) AS i`,
    [session.id],
  );
  const raised = await join(attendee.client, { hand: true, identity: body.identity });
  expect(raised.body).toMatchObject({ seat: 'viewer', identity: body.identity });
  expect(await organizer.ask('GET', `${path}/hands`)).toMatchObject([{ personId: attendee.id }]);
  const seat = await api.asOwner(`SELECT reserved FROM stage_seat WHERE session_id = $1 AND identity = $2`, [
    session.id,
    body.identity,
  ]);
  expect(seat).toEqual([{ reserved: false }]);
});

test("the media server's own list decides who sits: seats without a report are found, left ones freed", async () => {
  const { session, join, later, note, seated } = await aHall();
  const inside = await seated();
  const stayed = inside.slice(1).map(({ identity }) => identity);
  await asSystem((tx) => reconcileSeats(tx, session.id, stayed));
  await later(90);
  expect((await join(await guest())).body.seat).toBe('viewer');
  // One who came on an older ticket counts as well.
  await note('viewer-0123456789abcdef01234567', true);
  await later(90);
  expect((await join(await guest())).body.seat).toBe('broadcast');
});

describe('one network', () => {
  const SHARE = 4;
  let behind: TestApi;
  beforeAll(async () => {
    const more = { TRUSTED_PROXIES: '127.0.0.1', SEATS_PER_NETWORK: String(SHARE), JOINS_PER_SECOND: '1000' };
    behind = await startTestApi({ ...env, ...more }, api);
  });
  afterAll(() => behind.close());

  /** Somebody at an address asks for a way into a hall's session. */
  const from = (address: string, path: string, client: Client, body: object = {}) =>
    clientOf(behind.url, client.cookie).send<StageWay & Problem>('POST', `${path}/ticket`, body, {
      'x-forwarded-for': address,
    });
  const kindsOf = (answers: Answer<StageWay & Problem>[]) =>
    answers.map(({ body }) => (body.seat === 'broadcast' ? `${body.full} full` : body.seat));

  test('holds its share of the seats and no more, however many come at once; others find theirs', async () => {
    const { path } = await aHall(100);
    const many = await Promise.all(
      Array.from({ length: 5 * SHARE }, async () => from('203.0.113.1', path, await guest())),
    );
    expect(kindsOf(many).sort()).toEqual([
      ...many.slice(SHARE).map(() => 'network full'),
      ...many.slice(0, SHARE).map(() => 'viewer'),
    ]);
    expect(kindsOf([await from('203.0.113.2', path, await guest())])).toEqual(['viewer']);
  });

  test('is the first 64 bits of an IPv6 address', async () => {
    const { path } = await aHall(100);
    const answers = [];
    for (let index = 0; index <= SHARE; index += 1)
      answers.push(await from(`2001:db8:1:2:${index}::1`, path, await guest()));
    expect(kindsOf(answers.slice(-2))).toEqual(['viewer', 'network full']);
    expect(kindsOf([await from('2001:db8:1:3::1', path, await guest())])).toEqual(['viewer']);
  });

  test('is told so where there is no broadcast; whoever has a seat comes back to it', async () => {
    const { path, setAudience } = await aHall(100);
    await setAudience({ recorded: false });
    const first = await guest();
    const { body } = await from('203.0.113.1', path, first);
    for (let index = 1; index < SHARE; index += 1) await from('203.0.113.1', path, await guest());
    const refused = await from('203.0.113.1', path, await guest());
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'network_full', detail: expect.stringContaining('for now') as string },
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const { identity } = body as StageTicket;
    expect(await from('203.0.113.1', path, first, { identity })).toMatchObject({ status: 200, body: { identity } });
  });

  test('never keeps out who presents or manages, nor a raised hand', async () => {
    const { session, organizer, path } = await aHall(100);
    for (let index = 0; index < SHARE; index += 1) await from('203.0.113.1', path, await guest());
    const attendee = await aPerson(api);
    const presenter = session.pitches[0]?.owner as Person;
    const answers = [
      await from('203.0.113.1', path, attendee.client),
      await from('203.0.113.1', path, attendee.client, { hand: true }),
      await from('203.0.113.1', path, presenter.client),
      await from('203.0.113.1', path, organizer),
    ];
    expect(kindsOf(answers)).toEqual(['network full', 'viewer', 'presenter', 'manager']);
  });

  test('gains nothing by leaving seats whose tickets still open the room', async () => {
    const { path, note, later } = await aHall(100);
    const comeAndGo = async () => {
      const { body } = await from('203.0.113.1', path, await guest());
      if (body.seat !== 'viewer') return kindsOf([{ status: 200, headers: new Headers(), body }])[0];
      await note(body.identity, true);
      await note(body.identity, false);
      await later(30);
      return body.seat;
    };
    for (let turn = 0; turn < 2 * SHARE; turn += 1) expect(await comeAndGo()).toBe('viewer');
    expect(await comeAndGo()).toBe('network full');
    await later(15 * 60);
    expect(await comeAndGo()).toBe('viewer');
  });

  test('finds its seats again after each lost connection', async () => {
    const { path, note, later } = await aHall(100);
    const viewers = [];
    for (let index = 0; index < SHARE; index += 1) viewers.push({ client: await guest(), identity: '' });
    for (let loss = 0; loss < 4; loss += 1) {
      for (const viewer of viewers) {
        const known = viewer.identity ? { identity: viewer.identity } : {};
        const { body } = await from('203.0.113.1', path, viewer.client, known);
        expect(kindsOf([{ status: 200, headers: new Headers(), body }])).toEqual(['viewer']);
        const { identity } = body as StageTicket;
        expect(identity).toBe(viewer.identity || identity);
        viewer.identity = identity;
        await note(identity, true);
      }
      for (const { identity } of viewers) await note(identity, false);
      await later(30);
    }
    // In another window too, which knows nothing of the one before.
    await later(90);
    const [first] = viewers as [{ client: Client; identity: string }];
    const { body } = await from('203.0.113.1', path, first.client);
    expect(viewers.map(({ identity }) => identity)).toContain((body as StageTicket).identity);
  });

  test('has at most a part of the seats of a small session', async () => {
    const small = await startTestApi({ ...env, TRUSTED_PROXIES: '127.0.0.1', NETWORK_SHARE: '0.25' }, api);
    onTestFinished(() => small.close());
    const { path } = await aHall(8);
    const answers = [];
    for (const address of ['203.0.113.1', '203.0.113.1', '203.0.113.1', '203.0.113.2']) {
      const client = clientOf(small.url, (await guest()).cookie);
      const asked = { 'x-forwarded-for': address };
      answers.push(await client.send<StageWay & Problem>('POST', `${path}/ticket`, {}, asked));
    }
    // Who comes fast waits a moment in the queue; either way they have a place.
    const outcomes = kindsOf(answers).map((kind) => (kind === 'viewer' || kind === 'queue' ? 'let in' : kind));
    expect(outcomes).toEqual(['let in', 'let in', 'network full', 'let in']);
  });

  test('is forgotten after a while, whether the session goes on or not, and never kept by its address', async () => {
    const { session, path, note, later } = await aHall(100);
    const { body } = await from('203.0.113.1', path, await guest());
    await from('203.0.113.1', path, await guest());
    const seats = () =>
      api.asOwner<{ identity: string; network: string }>(
        `SELECT identity, network FROM stage_seat WHERE session_id = $1`,
        [session.id],
      );
    const kept = await seats();
    expect(kept).toHaveLength(2);
    expect(JSON.stringify(kept)).not.toContain('203.0.113.1');
    const { identity } = body as StageTicket;
    await note(identity, true);
    await later(15 * 60);
    await asSystem((tx) => forgetSeats(tx));
    expect(await seats(), 'whoever sits there').toMatchObject([{ identity }]);
    await note(identity, false);
    await later(15 * 60);
    await asSystem((tx) => forgetSeats(tx));
    expect(await seats()).toEqual([]);
  });
});
