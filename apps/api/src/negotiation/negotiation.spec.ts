import type { Interest, Meeting } from '@everexpo/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aLiveSession, aMeeting, anInterest, aPerson } from '../testing/builders/index.ts';
import { mediaKeys, startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi(mediaKeys);
});
afterAll(() => api.close());

test('an interest remembers the pitch it was pressed on, reaches the owner, and stays one', async () => {
  const { session, organizer } = await aLiveSession(api);
  const [pitch] = session.pitches;
  const investor = await aPerson(api, { roles: ['investor'] });
  const path = `/api/projects/${pitch?.project.id}/interests`;
  const first = await investor.client.create<Interest>(path, { note: '想了解量产计划' });
  const again = await investor.client.create<Interest>(path, {});
  expect(first).toMatchObject({ status: 201, body: { duringPitch: true, side: 'investor' } });
  expect(again.body.id).toBe(first.body.id);
  const seen = { id: first.body.id, side: 'owner', note: '想了解量产计划' };
  expect(await pitch?.owner.client.ask('GET', '/api/interests')).toMatchObject({ total: 1, items: [seen] });
  expect(await organizer.client.ask('GET', '/api/interests')).toMatchObject({ total: 0 });
});

describe('a negotiation room', () => {
  test('is for its two sides alone', async () => {
    const { meeting, owner, investor } = await aMeeting(api);
    const path = `/api/meetings/${meeting.id}`;
    for (const { client } of [owner, investor]) {
      expect(await client.get(path)).toMatchObject({ status: 200 });
      expect(await client.send('POST', `${path}/ticket`)).toMatchObject({ status: 200 });
    }
    for (const role of ['organizer', 'investor', 'staff', 'admin', 'attendee'] as const) {
      const { client } = await aPerson(api, { roles: [role] });
      expect.soft(await client.get(path), role).toMatchObject({ status: 404 });
      expect.soft(await client.send('POST', `${path}/ticket`), role).toMatchObject({ status: 404 });
      expect.soft(await client.send('POST', `${path}/end`), role).toMatchObject({ status: 404 });
      const opened = await client.create(`/api/interests/${meeting.interestId}/meetings`);
      expect.soft(opened, role).toMatchObject({ status: 404 });
    }
  });

  test('gives tickets bound to person, room and minutes', async () => {
    const { meeting, investor } = await aMeeting(api);
    const { token } = await investor.client.ask<{ token: string }>('POST', `/api/meetings/${meeting.id}/ticket`);
    const text = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
    const payload = JSON.parse(text) as { sub: string; exp: number; video: { room: string } };
    const room = `meeting-${meeting.id}-0`;
    expect(payload).toMatchObject({ sub: `party-${investor.id}`, video: { room } });
    expect(payload.exp - Date.now() / 1000).toBeLessThanOrEqual(300);
  });

  test('writes down who was let in, and only them', async () => {
    const { meeting, owner, investor } = await aMeeting(api);
    const stranger = await aPerson(api);
    for (const { client } of [investor, owner, stranger])
      await client.send('POST', `/api/meetings/${meeting.id}/ticket`);
    const entries = await api.asOwner<{ id: string }>(
      `SELECT DISTINCT person_id AS id FROM audit_entry WHERE action = 'meeting.enter' AND subject = $1`,
      [meeting.id],
    );
    expect(entries.map(({ id }) => id).sort()).toEqual([owner.id, investor.id].sort());
  });

  test('never takes a person twice at the same time, and frees them when it ends', async () => {
    const { meeting, owner, investor } = await aMeeting(api);
    const { interest } = await anInterest(api, { investor });
    const open = () => investor.client.create<Meeting>(`/api/interests/${interest.id}/meetings`);
    const attempts = await Promise.all(Array.from({ length: 20 }, open));
    expect(attempts.map(({ status }) => status)).toEqual(Array(20).fill(409));
    expect(attempts[0]?.body).toMatchObject({ code: 'person_busy' });
    await owner.client.ask('POST', `/api/meetings/${meeting.id}/end`);
    const late = await investor.client.send('POST', `/api/meetings/${meeting.id}/ticket`);
    expect(late).toMatchObject({ status: 409, body: { code: 'meeting_over' } });
    const race = await Promise.all(Array.from({ length: 20 }, open));
    expect(new Set(race.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(race[0]?.status).toBe(201);
  });

  test('is refused by the database itself to somebody who has another at that time', async () => {
    const [one, other] = [await aMeeting(api), await aMeeting(api)];
    const twice = api.db.query(
      `UPDATE meeting_party
          SET person_id = $3, occupied = (SELECT occupied FROM meeting_party WHERE meeting_id = $2 LIMIT 1)
        WHERE meeting_id = $1 AND side = 'investor'`,
      [one.meeting.id, other.meeting.id, other.investor.id],
    );
    await expect(twice).rejects.toThrow('meeting_party_free');
  });
});
