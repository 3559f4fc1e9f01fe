import type { Interest, Meeting } from '@everexpo/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aLiveSession, aMeeting, nextSession } from '../testing/scenes.ts';
import { mediaKeys, startTestApi, type Client, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let organizer: Client;
let owner: Client;
let investor: Client;
let investor2: Client;
beforeAll(async () => {
  api = await startTestApi(mediaKeys);
  [organizer, owner, investor, investor2] = (await Promise.all(['organizer', 'owner', 'investor', 'investor2'].map((name) => api.as(name)))) as [Client, Client, Client, Client];
});
afterAll(() => api.close());

describe('an interest', () => {
  test('remembers the pitch it was pressed on, reaches the owner, and stays one', async () => {
    const { session } = await aLiveSession(api, organizer);
    const project = session.runningOrder[0]?.project.id;
    const first = await investor2.create<Interest>(`/api/projects/${project}/interests`, { note: '想了解量产计划' });
    const again = await investor2.create<Interest>(`/api/projects/${project}/interests`, {});
    expect(first).toMatchObject({ status: 201, body: { duringPitch: true, side: 'investor' } });
    expect(again.body.id).toBe(first.body.id);
    expect(await owner.get('/api/interests')).toMatchObject({ body: { total: 1, items: [{ id: first.body.id, side: 'owner', note: '想了解量产计划' }] } });
    expect(await organizer.get('/api/interests')).toMatchObject({ body: { total: 0 } });
  });
});

describe('a negotiation room', () => {
  let meeting: Meeting;
  beforeAll(async () => {
    meeting = await aMeeting(api, investor);
  });

  test('is for its two sides alone', async () => {
    for (const party of [owner, investor]) {
      expect(await party.get(`/api/meetings/${meeting.id}`)).toMatchObject({ status: 200 });
      expect(await party.send('POST', `/api/meetings/${meeting.id}/ticket`)).toMatchObject({ status: 200 });
    }
    for (const name of ['organizer', 'investor2', 'staff', 'admin', 'attendee']) {
      const other = await api.as(name);
      expect.soft(await other.get(`/api/meetings/${meeting.id}`), name).toMatchObject({ status: 404 });
      expect.soft(await other.send('POST', `/api/meetings/${meeting.id}/ticket`), name).toMatchObject({ status: 404 });
      expect.soft(await other.send('POST', `/api/meetings/${meeting.id}/end`), name).toMatchObject({ status: 404 });
      expect.soft(await other.create(`/api/interests/${meeting.interestId}/meetings`), name).toMatchObject({ status: 404 });
    }
  });

  test('gives tickets bound to person, room and minutes', async () => {
    const { body } = await investor.send<{ token: string }>('POST', `/api/meetings/${meeting.id}/ticket`);
    const payload = JSON.parse(Buffer.from(body.token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string; exp: number; video: { room: string } };
    const me = meeting.parties.find(({ side }) => side === 'investor');
    expect(payload).toMatchObject({ sub: `party-${me?.personId}`, video: { room: `meeting-${meeting.id}-0` } });
    expect(payload.exp - Date.now() / 1000).toBeLessThanOrEqual(300);
  });

  test('writes down who was let in', async () => {
    const entries = await api.db.query<{ email: string }[]>(
      `SELECT DISTINCT p.email FROM audit_entry a JOIN person p ON p.id = a.person_id WHERE a.action = 'meeting.enter' AND a.subject = $1 ORDER BY 1`,
      [meeting.id],
    );
    expect(entries.map(({ email }) => email)).toEqual(['investor@everexpo.example', 'owner@everexpo.example']);
  });

  test('never takes a person twice at the same time, and frees them when it ends', async () => {
    const other = (await nextSession(api)).runningOrder[1];
    const { body: interest } = await investor.create<Interest>(`/api/projects/${other?.project.id}/interests`, {});
    const attempts = await Promise.all(Array.from({ length: 20 }, () => investor.create(`/api/interests/${interest.id}/meetings`)));
    expect(attempts.map(({ status }) => status)).toEqual(Array(20).fill(409));
    expect(attempts[0]?.body).toMatchObject({ code: 'person_busy' });
    expect(await owner.send('POST', `/api/meetings/${meeting.id}/end`)).toMatchObject({ body: { state: 'ended' } });
    expect(await investor.send('POST', `/api/meetings/${meeting.id}/ticket`)).toMatchObject({ status: 409, body: { code: 'meeting_over' } });
    const race = await Promise.all(Array.from({ length: 20 }, () => investor.create<Meeting>(`/api/interests/${interest.id}/meetings`)));
    expect(new Set(race.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(race[0]?.status).toBe(201);
  });

  test('the database itself refuses a double booking', async () => {
    await expect(
      api.db.query(`INSERT INTO meeting_party (meeting_id, person_id, side, occupied)
        SELECT m.id, mp.person_id, 'investor', mp.occupied FROM meeting_party mp, meeting m WHERE m.id <> mp.meeting_id AND m.state = 'ended' AND mp.side = 'owner' LIMIT 1`),
    ).rejects.toThrow('meeting_party_free');
  });
});
