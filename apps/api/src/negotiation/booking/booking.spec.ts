import type { FreeTimes, Interest, Meeting, MeetingPage, NoticePage, Placement, Problem } from '@everexpo/contracts';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nextSession } from '../../testing/scenes.ts';
import { mediaKeys, startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let owner: Client;
let investor: Client;
let investor2: Client;
let interest: Interest;
let times: string[];
beforeAll(async () => {
  api = await startTestApi(mediaKeys);
  [owner, investor, investor2] = (await Promise.all(['owner', 'investor', 'investor2'].map((name) => api.as(name)))) as [Client, Client, Client];
  interest = await interestOf(investor);
  const { body: probe } = await ask(investor, interest);
  times = (await investor.get<FreeTimes>(`/api/meetings/${probe.id}/free-times`)).body.times;
  await investor.send('POST', `/api/meetings/${probe.id}/cancel`, { reason: '只是看看时间' });
});
afterAll(() => api.close());

async function interestOf(client: Client, at = 0): Promise<Interest> {
  const session = await nextSession(api);
  return (await client.create<Interest>(`/api/projects/${session.runningOrder[at]?.project.id}/interests`, {})).body;
}
const ask = (client: Client, { id }: Interest, body: object = {}) => client.create<Meeting>(`/api/interests/${id}/meeting-requests`, body);
const accept = (client: Client, { id, revision }: Meeting, startsAt?: string) => client.create<Meeting>(`/api/meetings/${id}/accept`, { revision, ...(startsAt ? { startsAt } : {}) });
const act = (client: Client, { id }: Meeting, action: string, body: object = {}) => client.send<Meeting>('POST', `/api/meetings/${id}/${action}`, body);
const done = (meeting: Meeting) => act(investor, meeting, 'cancel', { reason: '测试完毕' });

describe('a request', () => {
  test.each([
    ['a time that is past', { times: ['2020-01-01T00:00:00Z'] }, '/times/0'],
    ['no time at all', { times: ['next thursday'] }, '/times/0'],
    ['too many times', { times: Array.from({ length: 7 }, (_, nth) => new Date(Date.now() + (nth + 1) * 3_600_000).toISOString()) }, '/times'],
    ['a meeting of four hours', { minutes: 240 }, '/minutes'],
    ['an unknown place', { place: 'moon' }, '/place'],
  ])('refuses %s', async (_name, body, pointer) => {
    expect(await ask(investor, interest, body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  test('is answered by the other side, booked for both, and known to nobody else', async () => {
    const { body: request } = await ask(investor, interest, { times: times.slice(0, 2), note: '想谈中试线' });
    expect(request).toMatchObject({ state: 'requested', proposedBy: 'investor', startsAt: null });
    expect(await ask(owner, interest)).toMatchObject({ status: 409, body: { code: 'already_asked' } });
    expect(await accept(investor, request, times[0])).toMatchObject({ status: 409, body: { code: 'not_your_turn' } });
    expect(await accept(owner, request, '2035-01-01T00:00:00Z')).toMatchObject({ status: 422, body: { errors: [{ pointer: '/startsAt' }] } });
    for (const name of ['organizer', 'admin', 'staff', 'investor2']) {
      const other = await api.as(name);
      for (const path of ['', '/free-times', '/files', '/sheet', '/side', '/calendar']) expect.soft((await other.get(`/api/meetings/${request.id}${path}`)).status, `${name} ${path}`).toBe(404);
      for (const action of ['counter', 'decline', 'cancel', 'end']) expect.soft((await act(other, request, action, action === 'counter' ? { revision: 0, times: [] } : { reason: '不相干' })).status, `${name} ${action}`).toBe(404);
    }
    const { body: booked } = await accept(owner, request, times[1]);
    expect(booked).toMatchObject({ state: 'accepted', startsAt: times[1], times: [] });
    expect(await investor.get<MeetingPage>('/api/meetings?show=upcoming')).toMatchObject({ body: { items: [{ id: request.id }] } });
    await expect.poll(async () => (await investor.get<NoticePage>('/api/notices')).body.items.some((notice) => notice.kind === 'meeting' && notice.news === 'accepted')).toBe(true);
    await done(booked);
  });

  test('with any time takes the first that suits both', async () => {
    const { body: request } = await ask(investor, interest);
    expect(await accept(owner, request)).toMatchObject({ status: 200, body: { state: 'accepted', startsAt: times[0] } });
    await done(request);
  });

  test('of two counter-proposals at once one stands; the other is told', async () => {
    const { body: request } = await ask(investor, interest, { times: [times[0]] });
    const both = await Promise.all([owner, investor].map((client, nth) => act(client, request, 'counter', { revision: 0, times: [times[nth + 2]] })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'stale_meeting' });
    const winner = both.find(({ status }) => status === 200)?.body as Meeting;
    expect(await accept(winner.proposedBy === 'owner' ? investor : owner, winner)).toMatchObject({ body: { startsAt: winner.times[0] } });
    await done(request);
  });

  test('is refused between people of whom one has blocked the other', async () => {
    const { body: request } = await ask(investor, interest, { times: [times[0]] });
    await owner.send('PUT', `/api/people/${interest.investor.id}/block`);
    expect(await accept(owner, request)).toMatchObject({ status: 403 });
    await done(request);
    expect(await ask(investor, interest)).toMatchObject({ status: 403 });
    expect(await investor.create(`/api/interests/${interest.id}/meetings`)).toMatchObject({ status: 403 });
    await owner.send('DELETE', `/api/people/${interest.investor.id}/block`);
    expect(await owner.send('PUT', `/api/people/${interest.owner.id}/block`)).toMatchObject({ status: 422 });
  });

  test('comes with a calendar file that other programs read, reminders included', async () => {
    const { body: request } = await ask(investor, interest, { times: [times[0]] });
    await accept(owner, request);
    const { body: text } = await owner.get<string>(`/api/meetings/${request.id}/calendar`);
    const event = new ICAL.Component(ICAL.parse(text) as unknown[]).getFirstSubcomponent('vevent');
    expect(new ICAL.Event(event as ICAL.Component).startDate.toJSDate().toISOString()).toBe(times[0]);
    expect(event?.getAllSubcomponents('valarm').map((alarm) => String(alarm.getFirstPropertyValue('trigger')))).toEqual(['-P1D', '-PT1H', '-PT5M']);
    await done(request);
    expect((await owner.get<string>(`/api/meetings/${request.id}/calendar`)).body).not.toContain('VALARM');
  });
});

describe('a time', () => {
  test('is never on top of a session one presents in or must see, nor outside one’s hours', async () => {
    const [session] = await api.db.query<{ id: string; starts: Date; ends: Date }[]>(`SELECT s.id, s.starts_at AS starts, s.ends_at AS ends FROM session s WHERE s.starts_at > now() AND NOT EXISTS (SELECT 1 FROM pitch p JOIN project j ON j.id = p.project_id JOIN person o ON o.id = j.owner_id WHERE p.session_id = s.id AND o.email = 'owner@everexpo.example') ORDER BY s.starts_at LIMIT 1`);
    if (!session) throw new Error('no session lies ahead');
    await investor.send('PUT', `/api/sessions/${session.id}/must-see`);
    const { body: request } = await ask(investor, interest, { times: [session.starts.toISOString()] });
    expect(await accept(owner, request)).toMatchObject({ status: 409, body: { code: 'slot_taken' } });
    const free = (await owner.get<FreeTimes>(`/api/meetings/${request.id}/free-times`)).body.times;
    expect(free.every((time) => Date.parse(time) + 20 * 60_000 <= session.starts.getTime() || Date.parse(time) >= session.ends.getTime())).toBe(true);
    await investor.send('DELETE', `/api/sessions/${session.id}/must-see`);
    expect(await investor.send('PUT', '/api/me/meeting-hours', { opens: '14:00', closes: '13:00', timeZone: 'Asia/Shanghai' })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/closes' }] } });
    expect(await investor.send('PUT', '/api/me/meeting-hours', { opens: '14:00', closes: '16:00', timeZone: 'Mars/Olympus' })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/timeZone' }] } });
    await investor.send('PUT', '/api/me/meeting-hours', { opens: '14:00', closes: '16:00', timeZone: 'Asia/Tokyo' });
    const later = (await owner.get<FreeTimes>(`/api/meetings/${request.id}/free-times`)).body.times;
    expect(later.length).toBeGreaterThan(0);
    expect(later.every((time) => ['05', '06'].includes(time.slice(11, 13)))).toBe(true);
    await api.db.query(`DELETE FROM meeting_hours`);
    await done(request);
  });

  test('across midnight and across a clock change keeps its length', async () => {
    for (const startsAt of ['2035-11-05T15:50:00.000Z', '2035-03-25T00:50:00.000Z']) {
      const { body: request } = await ask(investor, interest, { times: [startsAt], minutes: 60 });
      const { body: booked } = await accept(owner, request);
      expect(Date.parse(booked.endsAt ?? '') - Date.parse(booked.startsAt ?? '')).toBe(3_600_000);
      await done(request);
    }
  });

  test('at a table takes a free one; with none left it is refused with other times', async () => {
    await api.asOwner(`DELETE FROM meeting_table WHERE number > 1 AND edition_id = (SELECT j.edition_id FROM project j WHERE j.id = $1)`, [interest.project.id]);
    const free = (await investor.get<FreeTimes>(`/api/meetings/${(await ask(investor, interest, { place: 'table' })).body.id}/free-times`)).body.times;
    const { body: page } = await investor.get<MeetingPage>('/api/meetings?show=waiting');
    const [request] = page.items as [Meeting];
    expect(await accept(owner, request, free[0])).toMatchObject({ body: { table: 1 } });
    const other = await interestOf(investor2, 1);
    const owner2 = await api.as('owner2');
    const { body: second } = await ask(investor2, other, { place: 'table', times: [free[0]] });
    const refused = await accept(owner2, second);
    expect(refused).toMatchObject({ status: 409, body: { code: 'slot_taken', detail: expect.stringContaining('table') as string } });
    const [alternative] = (refused.body as unknown as Problem).errors ?? [];
    expect(alternative).toMatchObject({ pointer: '/startsAt', rule: 'alternative' });
    expect(await act(owner2, second, 'counter', { revision: 0, times: [alternative?.detail] })).toMatchObject({ status: 200 });
    expect(await act(investor2, { ...second, revision: 1 }, 'accept', { revision: 1 })).toMatchObject({ status: 400 });
    expect(await accept(investor2, { ...second, revision: 1 })).toMatchObject({ status: 200, body: { table: 1 } });
    await expect(api.asOwner(`UPDATE table_booking SET occupied = (SELECT occupied FROM table_booking WHERE meeting_id = $2) WHERE meeting_id = $1`, [second.id, request.id])).rejects.toThrow('table_booking_free');
    await done(request);
    await act(investor2, second, 'cancel', { reason: '测试完毕' });
    expect(await api.db.query(`SELECT 1 FROM table_booking`)).toEqual([]);
  });
});

describe('races', () => {
  /** Wishes of many investors for meetings with one owner, as if they had all been asked. */
  async function wishesFor(ownerEmail: string, count: number, tag: string): Promise<Meeting[]> {
    const rows = await api.asOwner(
      `WITH o AS (SELECT p.id, (SELECT j.id FROM project j JOIN edition e ON e.id = j.edition_id WHERE j.owner_id = p.id AND e.opened_at IS NOT NULL ORDER BY e.starts_on DESC LIMIT 1) AS project FROM person p WHERE p.email = $1),
            n AS (INSERT INTO person (name, email) SELECT $2 || i, $2 || i || '@race.example' FROM generate_series(1, $3::int) AS i RETURNING id),
            w AS (INSERT INTO interest (project_id, investor_id, owner_id) SELECT o.project, n.id, o.id FROM o, n RETURNING id, investor_id, owner_id),
            m AS (INSERT INTO meeting (interest_id, opened_by, state, proposed_by) SELECT id, investor_id, 'requested', 'investor' FROM w RETURNING id, interest_id),
            p AS (INSERT INTO meeting_party (meeting_id, person_id, side) SELECT m.id, x.person, x.side FROM m JOIN w ON w.id = m.interest_id, LATERAL (VALUES (w.owner_id, 'owner'), (w.investor_id, 'investor')) AS x(person, side))
       SELECT id, 0 AS revision FROM m`,
      [ownerEmail, tag, count],
    );
    return rows as Meeting[];
  }

  const doubleBookings = () => api.asOwner(`SELECT 1 FROM meeting_party a JOIN meeting_party b ON a.person_id = b.person_id AND a.meeting_id < b.meeting_id AND a.occupied && b.occupied LIMIT 1`);

  test('500 bookings of one time at once: one succeeds, 499 are refused with alternatives', async () => {
    const wishes = await wishesFor('owner@everexpo.example', 500, 'one-slot-');
    const startsAt = times.at(-1) as string;
    const answers = await Promise.all(wishes.map((wish) => accept(owner, wish, startsAt)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.filter(({ status, body }) => status === 409 && (body as unknown as Problem).code === 'slot_taken' && ((body as unknown as Problem).errors?.length ?? 0) > 0);
    expect(refused).toHaveLength(499);
    expect(await doubleBookings()).toEqual([]);
  }, 120_000);

  test('10,000 bookings by 50 clients with overlaps: not one double booking, every refusal names an alternative', async () => {
    const owners = ['owner', 'owner2'];
    const clients = await Promise.all(owners.map((name) => api.as(name)));
    const wishes = (await Promise.all(owners.map((name) => wishesFor(`${name}@everexpo.example`, 500, `many-${name}-`)))).map((list) => list);
    const outcomes = { booked: 0, refused: 0, other: 0 };
    const start = Date.parse('2036-01-07T01:00:00Z');
    let next = 0;
    const client = async () => {
      for (let turn = next++; turn < 10_000; turn = next++) {
        const who = turn % owners.length;
        const wish = wishes[who]?.[Math.floor(turn / owners.length) % 500] as Meeting;
        // 120 starts ten minutes apart for meetings of twenty: half of them overlap their neighbours.
        const startsAt = new Date(start + ((turn * 7919) % 120) * 600_000).toISOString();
        const { status, body } = await accept(clients[who] as Client, wish, startsAt);
        const problem = body as unknown as Problem;
        if (status === 200) outcomes.booked += 1;
        else if (status === 409 && problem.code === 'meeting_state') outcomes.other += 1;
        else if (status === 409 && problem.code === 'slot_taken' && problem.errors?.[0]?.rule === 'alternative') outcomes.refused += 1;
        else throw new Error(`${status} ${JSON.stringify(body)}`);
      }
    };
    await Promise.all(Array.from({ length: 50 }, client));
    expect(outcomes.booked + outcomes.refused + outcomes.other).toBe(10_000);
    expect(outcomes.booked).toBeGreaterThan(100);
    expect(outcomes.refused).toBeGreaterThan(1_000);
    expect(await doubleBookings()).toEqual([]);
  }, 300_000);
});

test('the scheduler places what waits for any time, around what is agreed', async () => {
  // What the races have left over is not to be placed here.
  await api.asOwner(`DELETE FROM meeting WHERE state = 'requested'`);
  const organizer = await api.as('organizer');
  await organizer.send('PUT', '/api/tables', { count: 20 });
  const [owner2] = [await api.as('owner2')];
  const first = await ask(investor2, await interestOf(investor2, 0), { place: 'table' });
  const second = await ask(investor, await interestOf(investor, 1), { place: 'online' });
  const { body } = await organizer.send<Placement>('POST', '/api/meetings/place', { seconds: 2 });
  expect(body.placed + body.unmet.length).toBe(body.wishes);
  for (const [client, id] of [[investor2, first.body.id], [owner2, second.body.id]] as const) expect(await client.get(`/api/meetings/${id}`)).toMatchObject({ body: { state: 'accepted' } });
  expect(await investor.send('POST', '/api/meetings/place', { seconds: 1 })).toMatchObject({ status: 403 });
  expect(await investor.send('POST', '/api/meetings/place-mine', { seconds: 1 })).toMatchObject({ status: 200 });
});
