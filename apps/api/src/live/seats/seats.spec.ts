import type { BroadcastTicket, QueuePlace, StageTicket, StageWay } from '@everexpo/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLiveSession, aPerson } from '../../testing/builders/index.ts';
import { joinAtOnce } from '../../testing/campaigns/races.ts';
import { clientOf, guestCookie } from '../../testing/client.ts';
import { mediaKeys, startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';
import { noteSeat, reconcileSeats } from './take-seat.ts';

const SEATS = 3;
const JOINS_PER_SECOND = 2;
/** Without its recurring jobs: nobody records, and no list of a media server undoes what is told here. */
const env = { ...mediaKeys, RECORDER: 'local', OUTBOX: 'false', JOINS_PER_SECOND: String(JOINS_PER_SECOND) };

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi(env);
});
afterAll(() => api.close());

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
  const note = (identity: string, taken: boolean) => noteSeat(api.db.manager, session.id, identity, taken);
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
  const broadcast: BroadcastTicket = { seat: 'broadcast', playlist };
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
  for (let turn = 0; turn < 10; turn += 1) {
    await join(greedy);
    await later(2);
  }
  expect((await join(await guest())).body.seat).toBe('viewer');
});

test('a raised hand brings one in beside the limit, signed in only', async () => {
  const { organizer, path, join, seated } = await aHall();
  const attendee = await aPerson(api);
  await seated();
  expect((await join(attendee.client)).body.seat).toBe('broadcast');
  expect((await join(await guest(), { hand: true })).body.seat).toBe('broadcast');
  expect((await join(attendee.client, { hand: true })).body.seat).toBe('viewer');
  expect(await organizer.ask('GET', `${path}/hands`)).toMatchObject([{ personId: attendee.id }]);
});

test("the media server's own list decides who sits: seats whose report was lost are found, left ones freed", async () => {
  const { session, join, later, note, seated } = await aHall();
  const inside = await seated();
  await reconcileSeats(
    api.db.manager,
    session.id,
    inside.slice(1).map(({ identity }) => identity),
  );
  await later(90);
  expect((await join(await guest())).body.seat).toBe('viewer');
  // One who came on an older ticket counts as well.
  await note('viewer-0123456789abcdef01234567', true);
  await later(90);
  expect((await join(await guest())).body.seat).toBe('broadcast');
});

test('a whole audience that comes at once is let in at the pace set, and nobody is refused', async () => {
  const joinsPerSecond = 60;
  const fast = await startTestApi({ ...env, JOINS_PER_SECOND: String(joinsPerSecond), DATABASE_POOL: '20' }, api);
  await joinAtOnce(fast, { size: 60, joinsPerSecond });
  await fast.close();
});
