import type { FreeTimes, Interest, Meeting, MeetingPage, NoticePage, Placement, Problem } from '@everexpo/contracts';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anEdition, anInterest, aPerson, type InterestFixture, type Person } from '../../testing/builders/index.ts';
import { bookManyTimes, bookOneTime } from '../../testing/soaks/races.ts';
import { mediaKeys, startTestApi, type TestApi } from '../../testing/test-api.ts';

const MINUTE = 60_000;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ ...mediaKeys, DATABASE_POOL: '20' });
});
afterAll(() => api.close());

const ask = ({ client }: Person, { id }: Interest, body: object = {}) =>
  client.create<Meeting>(`/api/interests/${id}/meeting-requests`, body);
const accept = ({ client }: Person, { id, revision }: Meeting, startsAt?: string) =>
  client.create<Meeting>(`/api/meetings/${id}/accept`, { revision, ...(startsAt ? { startsAt } : {}) });
const act = ({ client }: Person, { id }: Meeting, action: string, body: object = {}) =>
  client.send<Meeting>('POST', `/api/meetings/${id}/${action}`, body);
const freeTimes = async ({ client }: Person, { id }: Meeting) =>
  (await client.ask<FreeTimes>('GET', `/api/meetings/${id}/free-times`)).times;

/** An interest of two people who never met, and times that suit both. */
async function aWish(): Promise<InterestFixture & { times: string[] }> {
  const fixture = await anInterest(api);
  const { body: probe } = await ask(fixture.investor, fixture.interest);
  const times = await freeTimes(fixture.investor, probe);
  await act(fixture.investor, probe, 'cancel', { reason: '只是看看时间' });
  return { ...fixture, times };
}

/** A request of the investor's that waits for the owner. */
async function aRequest(body: object = {}) {
  const wish = await aWish();
  return { ...wish, request: (await ask(wish.investor, wish.interest, body)).body };
}

describe('a request', () => {
  const manyTimes = Array.from({ length: 7 }, (_, index) => new Date(Date.UTC(2036, 0, 1, index)).toISOString());

  test.each([
    ['a time that is past', { times: ['2020-01-01T00:00:00Z'] }, '/times/0'],
    ['no time at all', { times: ['next thursday'] }, '/times/0'],
    ['too many times', { times: manyTimes }, '/times'],
    ['a meeting of four hours', { minutes: 240 }, '/minutes'],
    ['an unknown place', { place: 'moon' }, '/place'],
  ])('refuses %s', async (_name, body, pointer) => {
    const { investor, interest } = await anInterest(api);
    expect(await ask(investor, interest, body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  test('is answered by the other side, at one of the times proposed, and booked for both', async () => {
    const { owner, investor, interest, times } = await aWish();
    const { body: request } = await ask(investor, interest, { times: times.slice(0, 2), note: '想谈中试线' });
    expect(request).toMatchObject({ state: 'requested', proposedBy: 'investor', startsAt: null });
    expect(await ask(owner, interest)).toMatchObject({ status: 409, body: { code: 'already_asked' } });
    const own = await accept(investor, request, times[0]);
    expect(own).toMatchObject({ status: 409, body: { code: 'not_your_turn' } });
    const other = await accept(owner, request, '2035-01-01T00:00:00Z');
    expect(other).toMatchObject({ status: 422, body: { errors: [{ pointer: '/startsAt' }] } });
    const { body: booked } = await accept(owner, request, times[1]);
    expect(booked).toMatchObject({ state: 'accepted', startsAt: times[1], times: [] });
    const upcoming = await investor.client.ask<MeetingPage>('GET', '/api/meetings?show=upcoming');
    expect(upcoming).toMatchObject({ items: [{ id: request.id }] });
    await expect
      .poll(async () => {
        const { items } = await investor.client.ask<NoticePage>('GET', '/api/notices');
        return items.flatMap((notice) => (notice.kind === 'meeting' ? notice.news : []));
      })
      .toContain('accepted');
  });

  test('is known to nobody else', async () => {
    const { request } = await aRequest();
    for (const role of ['organizer', 'admin', 'staff', 'investor'] as const) {
      const other = await aPerson(api, { roles: [role] });
      for (const path of ['', '/free-times', '/files', '/sheet', '/side', '/calendar']) {
        const { status } = await other.client.get(`/api/meetings/${request.id}${path}`);
        expect.soft(status, `${role} ${path}`).toBe(404);
      }
      for (const action of ['counter', 'decline', 'cancel', 'end']) {
        const body = action === 'counter' ? { revision: 0, times: [] } : { reason: '不相干' };
        expect.soft((await act(other, request, action, body)).status, `${role} ${action}`).toBe(404);
      }
    }
  });

  test('with any time takes the first that suits both', async () => {
    const { owner, request, times } = await aRequest();
    const first = (await freeTimes(owner, request))[0];
    expect(times).toContain(first);
    expect(await accept(owner, request)).toMatchObject({ status: 200, body: { state: 'accepted', startsAt: first } });
  });

  test('of two counter-proposals at once one stands; the other is refused as stale', async () => {
    const { owner, investor, request, times } = await aRequest();
    const counter = (person: Person, index: number) =>
      act(person, request, 'counter', { revision: 0, times: [times[index + 2]] });
    const both = await Promise.all([owner, investor].map(counter));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'stale_meeting' });
    const winner = both.find(({ status }) => status === 200)?.body as Meeting;
    const answers = winner.proposedBy === 'owner' ? investor : owner;
    expect(await accept(answers, winner)).toMatchObject({ body: { startsAt: winner.times[0] } });
  });

  test('is refused between people of whom one has blocked the other', async () => {
    const { owner, investor, interest, request } = await aRequest();
    await owner.client.send('PUT', `/api/people/${investor.id}/block`);
    expect(await accept(owner, request)).toMatchObject({ status: 403 });
    await act(investor, request, 'cancel', { reason: '算了' });
    expect(await ask(investor, interest)).toMatchObject({ status: 403 });
    expect(await investor.client.create(`/api/interests/${interest.id}/meetings`)).toMatchObject({ status: 403 });
    await owner.client.send('DELETE', `/api/people/${investor.id}/block`);
    expect(await ask(investor, interest)).toMatchObject({ status: 201 });
    expect(await owner.client.send('PUT', `/api/people/${owner.id}/block`)).toMatchObject({ status: 422 });
  });

  test('comes with a calendar file that other programs read, reminders included', async () => {
    const { owner, investor, request } = await aRequest();
    const { startsAt } = (await accept(owner, request)).body;
    const calendar = () => owner.client.ask<string>('GET', `/api/meetings/${request.id}/calendar`);
    const root = new ICAL.Component(ICAL.parse(await calendar()) as unknown[]);
    const event = root.getFirstSubcomponent('vevent') as ICAL.Component;
    expect(new ICAL.Event(event).startDate.toJSDate().toISOString()).toBe(startsAt);
    const alarms = event.getAllSubcomponents('valarm').map((alarm) => String(alarm.getFirstPropertyValue('trigger')));
    expect(alarms).toEqual(['-P1D', '-PT1H', '-PT5M']);
    await act(investor, request, 'cancel', { reason: '改期' });
    expect(await calendar()).not.toContain('VALARM');
  });
});

describe('a time', () => {
  test('is never on top of a session that one presents in', async () => {
    const { owner, request, edition } = await aRequest();
    const [session] = edition.sessions;
    expect(await accept(owner, request, session?.startsAt)).toMatchObject({ body: { code: 'slot_taken' } });
  });

  test('is never on top of a session that one must see', async () => {
    const { owner, investor, request } = await aRequest();
    const edition = await anEdition(api)
      .withSession({ startsIn: 24 * 60 })
      .build();
    const session = edition.sessions[0] as { id: string; startsAt: string; endsAt: string };
    await investor.client.ask('PUT', `/api/sessions/${session.id}/must-see`);
    expect(await accept(owner, request, session.startsAt)).toMatchObject({ body: { code: 'slot_taken' } });
    const clashing = (await freeTimes(owner, request)).filter(
      (time) => time < session.endsAt && Date.parse(time) + 20 * MINUTE > Date.parse(session.startsAt),
    );
    expect(clashing).toEqual([]);
    await investor.client.ask('DELETE', `/api/sessions/${session.id}/must-see`);
    expect(await accept(owner, request, session.startsAt)).toMatchObject({ status: 200 });
  });

  test('lies within the hours that each has set, in their own zone', async () => {
    const { owner, investor, request } = await aRequest();
    const set = (hours: object) => investor.client.send('PUT', '/api/me/meeting-hours', hours);
    const tokyo = { opens: '14:00', closes: '16:00', timeZone: 'Asia/Tokyo' };
    const backwards = await set({ ...tokyo, closes: '13:00' });
    expect(backwards).toMatchObject({ status: 422, body: { errors: [{ pointer: '/closes' }] } });
    const nowhere = await set({ ...tokyo, timeZone: 'Mars/Olympus' });
    expect(nowhere).toMatchObject({ status: 422, body: { errors: [{ pointer: '/timeZone' }] } });
    for (const timeZone of ['UTC', 'Asia/Kolkata', 'US/Eastern'])
      expect(await set({ ...tokyo, timeZone })).toMatchObject({ status: 204 });
    await set(tokyo);
    const hours = (await freeTimes(owner, request)).map((time) => time.slice(11, 13));
    expect(hours.length).toBeGreaterThan(0);
    expect(hours.filter((hour) => hour !== '05' && hour !== '06')).toEqual([]);
  });

  test.each(['2035-11-05T15:50:00.000Z', '2035-03-25T00:50:00.000Z'])(
    'across midnight or a clock change keeps its length: %s',
    async (startsAt) => {
      const { owner, request } = await aRequest({ times: [startsAt], minutes: 60 });
      const { body: booked } = await accept(owner, request);
      expect(booked.startsAt).toBe(startsAt);
      expect(Date.parse(booked.endsAt ?? '') - Date.parse(startsAt)).toBe(60 * MINUTE);
    },
  );

  test('at a table takes a free one; with none left it is refused with other times', async () => {
    const [owner, owner2] = [await aPerson(api, { roles: ['owner'] }), await aPerson(api, { roles: ['owner'] })];
    const edition = await anEdition(api)
      .withSession({ owners: [owner, owner2] })
      .build();
    await api.asOwner(`INSERT INTO meeting_table (edition_id, number) VALUES ($1, 1)`, [edition.id]);
    const one = await anInterest(api, { edition, owner });
    const { body: request } = await ask(one.investor, one.interest, { place: 'table' });
    const [time] = await freeTimes(one.investor, request);
    expect(await accept(owner, request, time)).toMatchObject({ body: { table: 1 } });

    const two = await anInterest(api, { edition, owner: owner2 });
    const { body: second } = await ask(two.investor, two.interest, { place: 'table', times: [time] });
    const refused = await accept(owner2, second);
    expect(refused).toMatchObject({ status: 409, body: { code: 'slot_taken', why: 'no_table' } });
    const [alternative] = (refused.body as unknown as Problem).errors ?? [];
    expect(alternative).toMatchObject({ pointer: '/startsAt', rule: 'alternative' });
    const countered = await act(owner2, second, 'counter', { revision: 0, times: [alternative?.detail] });
    expect(countered).toMatchObject({ status: 200 });
    const noKey = await act(two.investor, second, 'accept', { revision: 1 });
    expect(noKey, 'a booking is made under an idempotency key').toMatchObject({ status: 400 });
    const booked = await accept(two.investor, { ...second, revision: 1 });
    expect(booked).toMatchObject({ status: 200, body: { table: 1 } });

    const moved = api.asOwner(
      `UPDATE table_booking SET occupied = (SELECT occupied FROM table_booking WHERE meeting_id = $2)
        WHERE meeting_id = $1`,
      [second.id, request.id],
    );
    await expect(moved).rejects.toThrow('table_booking_free');
    await act(one.investor, request, 'cancel', { reason: '改期' });
    await act(two.investor, second, 'cancel', { reason: '改期' });
    const bookings = `SELECT 1 FROM table_booking WHERE meeting_id = ANY($1)`;
    expect(await api.asOwner(bookings, [[request.id, second.id]]), 'a cancelled meeting frees its table').toEqual([]);
  });
});

describe('races, a tenth of those that npm run soak holds', () => {
  test('of 50 bookings of one time at once one succeeds, all others are refused with alternatives', async () => {
    await bookOneTime(api, { size: 50, seed: 1 });
  });

  test('of 1,000 bookings by 50 clients with overlaps none is double, and refusals name an alternative', async () => {
    const { booked, refused, over } = await bookManyTimes(api, { size: 1_000, seed: 1 });
    expect(booked + refused + over).toBe(1_000);
  });
});

describe('the scheduler', () => {
  test('places what waits for any time, around what is agreed', async () => {
    const [owner, owner2] = [await aPerson(api, { roles: ['owner'] }), await aPerson(api, { roles: ['owner'] })];
    const edition = await anEdition(api)
      .withSession({ owners: [owner, owner2] })
      .current()
      .build();
    const organizer = await aPerson(api, { roles: ['organizer'] });
    await organizer.client.ask('PUT', '/api/tables', { count: 20 });
    const agreed = await anInterest(api, { edition, owner });
    const { body: fixed } = await ask(agreed.investor, agreed.interest);
    const { startsAt } = (await accept(owner, fixed)).body;
    const wishes = [await anInterest(api, { edition, owner }), await anInterest(api, { edition, owner: owner2 })];
    const first = (await ask(wishes[0]!.investor, wishes[0]!.interest, { place: 'table' })).body;
    const second = (await ask(wishes[1]!.investor, wishes[1]!.interest, { place: 'online' })).body;
    const placement = await organizer.client.ask<Placement>('POST', '/api/meetings/place', { seconds: 1 });
    expect(placement).toEqual({ wishes: 2, placed: 2, unmet: [] });
    const meetings = await Promise.all(
      [fixed, first, second].map(({ id }) =>
        api.asOwner<{ state: string; startsAt: Date }>(
          `SELECT state, starts_at AS "startsAt" FROM meeting WHERE id = $1`,
          [id],
        ),
      ),
    );
    expect(meetings.flat().map(({ state }) => state)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(meetings[0]?.[0]?.startsAt.toISOString()).toBe(startsAt);
    expect(meetings[1]?.[0]?.startsAt.toISOString()).not.toBe(startsAt);
  });

  test('is one of a person at a time; who asks again is told when to come, others have their turn', async () => {
    const owner = await aPerson(api, { roles: ['owner'] });
    const edition = await anEdition(api)
      .withSession({ owners: [owner] })
      .current()
      .build();
    const { investor, interest } = await anInterest(api, { edition, owner });
    await ask(investor, interest, { place: 'online' });
    const place = ({ client }: typeof owner) =>
      client.send<Placement>('POST', '/api/meetings/place-mine', { seconds: 1 });
    const [others, ...answers] = await Promise.all([place(owner), ...Array.from({ length: 6 }, () => place(investor))]);
    expect(others).toMatchObject({ status: 200 });
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    expect(answers.length).toBeGreaterThan(refused.length);
    for (const answer of refused) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'busy' } });
      expect(answer.headers.get('retry-after')).toBe('5');
    }
    expect(await place(investor), 'and again afterwards').toMatchObject({ status: 200 });
  });

  test("is the organizers' for all wishes, and everybody's for their own", async () => {
    const investor = await aPerson(api, { roles: ['investor'] });
    const place = (path: string) => investor.client.send('POST', path, { seconds: 1 });
    expect(await place('/api/meetings/place')).toMatchObject({ status: 403 });
    expect(await place('/api/meetings/place-mine')).toMatchObject({ status: 200, body: { wishes: 0 } });
  });
});
