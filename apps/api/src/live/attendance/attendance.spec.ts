import type { AttendanceReport, ViewerPage } from '@everexpo/contracts';
import { AccessToken } from 'livekit-server-sdk';
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLiveSession, step } from '../../testing/scenes.ts';
import { mediaKeys, startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let organizer: Client;
let sessionId: string;
let personId: string;
/** Seconds of the Unix epoch at which the session opened. */
let opened: number;
beforeAll(async () => {
  api = await startTestApi(mediaKeys);
  organizer = await api.as('organizer');
  const { session } = await aLiveSession(api, organizer);
  sessionId = session.id;
  // The first pitch has been on for ten minutes, the second for five.
  await step(organizer, sessionId, 'next');
  await api.db.query(`UPDATE stage SET opened_at = date_trunc('minute', now()) - interval '15 minutes' WHERE session_id = $1`, [sessionId]);
  const [row] = await api.db.query<{ at: number }[]>(`SELECT extract(epoch FROM opened_at)::int AS at FROM stage WHERE session_id = $1`, [sessionId]);
  opened = row?.at ?? 0;
  await api.db.query(`UPDATE pitch_run SET started_at = to_timestamp($2), ended_at = to_timestamp($2 + 600) WHERE session_id = $1 AND ended_at IS NOT NULL`, [sessionId, opened]);
  await api.db.query(`UPDATE pitch_run SET started_at = to_timestamp($2 + 600) WHERE session_id = $1 AND ended_at IS NULL`, [sessionId, opened]);
  const [person] = await api.db.query<{ id: string }[]>(`SELECT id FROM person WHERE email = 'attendee@everexpo.example'`);
  personId = person?.id ?? '';
});
afterAll(() => api.close());

interface Stay {
  identity: string;
  sid: string;
  /** Minutes after the opening. */
  from: number;
  to: number;
}

async function deliver(event: 'participant_joined' | 'participant_left', { identity, sid, from, to }: Stay, id: string = randomUUID()): Promise<void> {
  const joinedAt = opened + from * 60;
  const createdAt = event === 'participant_joined' ? joinedAt : opened + to * 60;
  const body = JSON.stringify({ event, id, createdAt: String(createdAt), room: { name: `stage-${sessionId}` }, participant: { identity, sid, joinedAt: String(joinedAt) } });
  const token = new AccessToken(mediaKeys.LIVEKIT_API_KEY, mediaKeys.LIVEKIT_API_SECRET);
  token.sha256 = createHash('sha256').update(body).digest('base64');
  const answer = await fetch(`${api.url}/api/media/report`, { method: 'POST', headers: { 'content-type': 'application/webhook+json', authorization: await token.toJwt() }, body });
  expect(answer.status).toBe(204);
}

test('who watched what for how long follows from the reports, in whatever order and however often they come', async () => {
  const phone: Stay = { identity: `viewer-${personId}.aaaa`, sid: 'PA_1', from: 0, to: 12 };
  const desktop: Stay = { identity: `viewer-${personId}.bbbb`, sid: 'PA_2', from: 2, to: 4 };
  const guest: Stay = { identity: 'viewer-guest.cccc', sid: 'PA_3', from: 5, to: 9 };
  const manager: Stay = { identity: `manager-${personId}.dddd`, sid: 'PA_4', from: 0, to: 15 };
  const reports = [phone, desktop, guest, manager].flatMap((stay) => (['participant_left', 'participant_joined'] as const).map((event) => ({ event, stay, id: randomUUID() })));
  const inOrder: Stay = { identity: 'viewer-guest.eeee', sid: 'PA_5', from: 14, to: 15 };
  await deliver('participant_joined', inOrder);
  const [open] = await api.db.query<{ leftAt: Date | null }[]>(`SELECT left_at AS "leftAt" FROM visit WHERE sid = 'PA_5'`);
  expect(open?.leftAt, 'still there').toBeNull();
  await deliver('participant_left', inOrder);
  for (const { event, stay, id } of [...reports, ...reports.toReversed()]) await deliver(event, stay, id);

  const { body } = await organizer.get<AttendanceReport>(`/api/sessions/${sessionId}/attendance`);
  expect(body.pitches).toMatchObject([
    { position: 1, viewers: 2, watchedMinutes: 10 + 2 + 4 },
    { position: 2, viewers: 2, watchedMinutes: 2 + 1 },
  ]);
  expect(body.peak, 'a person on two screens is one').toBe(2);
  expect(body.curve.slice(0, 13).map(({ watching }) => watching)).toEqual([1, 1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 0]);
});

test('owners see the sums of their own pitches, organizers the viewers by name, others nothing', async () => {
  const { body: own } = await (await api.as('owner')).get<AttendanceReport>(`/api/sessions/${sessionId}/attendance`);
  expect(own.pitches.map(({ position }) => position)).toEqual([1]);
  expect(own.curve.length).toBeLessThanOrEqual(11);
  expect(JSON.stringify(own)).not.toContain(personId);
  const { body: viewers } = await organizer.get<ViewerPage>(`/api/sessions/${sessionId}/attendance/viewers`);
  expect(viewers.items).toMatchObject([{ personId, minutes: 14 }, { personId: null, minutes: 5 }]);
  expect(await (await api.as('owner')).get(`/api/sessions/${sessionId}/attendance/viewers`)).toMatchObject({ status: 403 });
  expect(await (await api.as('investor')).get(`/api/sessions/${sessionId}/attendance`)).toMatchObject({ status: 404 });
  expect(await api.anonymous.get(`/api/sessions/${sessionId}/attendance`)).toMatchObject({ status: 401 });
});
