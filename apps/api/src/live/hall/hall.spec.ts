import type { AttendanceReport, Presenter, ViewerPage } from '@everexpo/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLiveKitStandIn } from '../../testing/livekit-stand-in.ts';
import { aLiveSession, step } from '../../testing/scenes.ts';
import { mediaKeys, startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';
import { reconcileVisits } from '../attendance/note-visit.ts';
import { UnitOfWork } from '../../platform/index.ts';
import { hallCode, isHallCode } from './hall-code.ts';

const SECRET = 'test-secret-of-more-than-32-characters';
const MINUTE = 60_000;

let api: TestApi;
let livekit: Awaited<ReturnType<typeof startLiveKitStandIn>>;
let organizer: Client;
let owner: Client;
let attendee: Client;
let staff: Client;
let sessionId: string;
beforeAll(async () => {
  const ingress: object[] = [];
  livekit = await startLiveKitStandIn((method, body) => {
    if (method === 'ListIngress') return { items: ingress };
    if (method === 'CreateIngress') ingress.push({ ingressId: 'IN_1', inputType: body.inputType, url: 'http://ingress.example/w', streamKey: 'secret-key', roomName: body.roomName });
    return ingress.at(-1) ?? {};
  });
  api = await startTestApi({ ...mediaKeys, LIVEKIT_URL: livekit.url.replace('http', 'ws'), LIVEKIT_INGRESS: 'true' });
  [organizer, owner, attendee, staff] = (await Promise.all(['organizer', 'owner', 'attendee', 'staff'].map((name) => api.as(name)))) as [Client, Client, Client, Client];
  sessionId = (await aLiveSession(api, organizer)).session.id;
});
afterAll(async () => {
  await api.close();
  livekit.stop();
});

const arrive = (client: Client, code: string) => client.send('POST', `/api/sessions/${sessionId}/hall/arrivals`, { code });

test('the hall\'s code is good for its own session and a few minutes', () => {
  const now = Date.UTC(2026, 10, 26);
  const code = hallCode(SECRET, 'one', now);
  expect([0, 2].map((minutes) => isHallCode(SECRET, 'one', code, now + minutes * MINUTE))).toEqual([true, true]);
  expect([3, 60, -1].map((minutes) => isHallCode(SECRET, 'one', code, now + minutes * MINUTE))).toEqual([false, false, false]);
  expect(isHallCode(SECRET, 'other', code, now)).toBe(false);
});

test('only staff see the code; who scans it counts among those who watched, once, until the session closes', async () => {
  expect((await attendee.get(`/api/sessions/${sessionId}/hall/code.svg`)).status).toBe(403);
  expect((await staff.get<string>(`/api/sessions/${sessionId}/hall/code.svg`)).body).toContain('<svg');
  const code = hallCode(SECRET, sessionId);
  expect((await api.anonymous.send('POST', `/api/sessions/${sessionId}/hall/arrivals`, { code })).status).toBe(401);
  expect(await arrive(attendee, 'x'.repeat(22))).toMatchObject({ status: 403 });
  expect(await arrive(attendee, 'short')).toMatchObject({ status: 422, body: { errors: [{ pointer: '/code' }] } });
  for (let turn = 0; turn < 2; turn += 1) expect((await arrive(attendee, code)).status).toBe(204);
  // What the media server lists says nothing about who is in the hall.
  await api.app.get(UnitOfWork).run({ actor: { kind: 'system' }, requestId: 'test' }, (tx) => reconcileVisits(tx, sessionId, [], Date.now() / 1000 + 5));
  const { body } = await organizer.get<AttendanceReport>(`/api/sessions/${sessionId}/attendance`);
  expect(body.pitches[0]?.viewers).toBe(1);
  expect((await organizer.get<ViewerPage>(`/api/sessions/${sessionId}/attendance/viewers`)).body.items).toHaveLength(1);
});

test('the stage manager sees what a presenter has turned on', async () => {
  const devices = (client: Client, camera: boolean, microphone: boolean) => client.send('PUT', `/api/sessions/${sessionId}/stage/devices`, { camera, microphone });
  await owner.send('POST', `/api/sessions/${sessionId}/stage/ticket`);
  const first = async () => (await organizer.get<Presenter[]>(`/api/sessions/${sessionId}/stage/presenters`)).body[0];
  expect(await first()).toMatchObject({ camera: null, microphone: null });
  expect((await devices(owner, true, false)).status).toBe(204);
  expect((await devices(attendee, true, true)).status).toBe(204);
  expect(await first()).toMatchObject({ camera: true, microphone: false });
});

test('an encoder in the hall gets an address of its own, the same when it asks again, and loses it with the session', async () => {
  const encoder = (client: Client) => client.send('POST', `/api/sessions/${sessionId}/hall/encoder`, { way: 'whip' });
  expect((await encoder(attendee)).status).toBe(403);
  for (let turn = 0; turn < 2; turn += 1) expect(await encoder(staff)).toMatchObject({ status: 200, body: { address: 'http://ingress.example/w', key: 'secret-key' } });
  const made = livekit.asked.filter(({ method }) => method === 'CreateIngress');
  expect(made).toHaveLength(1);
  expect(made[0]?.body).toMatchObject({ inputType: 'WHIP_INPUT', roomName: `stage-${sessionId}`, participantIdentity: `hall-${sessionId}.whip` });
  await step(organizer, sessionId, 'close');
  await expect.poll(() => livekit.asked.some(({ method, body }) => method === 'DeleteIngress' && body.ingressId === 'IN_1')).toBe(true);
  await expect.poll(async () => (await api.db.query<{ left: Date | null }[]>(`SELECT left_at AS left FROM visit WHERE sid LIKE 'in-hall-%'`))[0]?.left).toBeInstanceOf(Date);
  expect(await arrive(attendee, hallCode(SECRET, sessionId))).toMatchObject({ status: 409, body: { code: 'stage_ended' } });
});

test('without LiveKit\'s Ingress an encoder is told so', async () => {
  const plain = await startTestApi(mediaKeys, api);
  const [row] = await api.db.query<{ id: string }[]>(`SELECT s.id FROM session s JOIN room r ON r.id = s.room_id WHERE r.mode <> 'online' AND NOT EXISTS (SELECT 1 FROM stage st WHERE st.session_id = s.id AND st.state = 'ended') LIMIT 1`);
  const there = await plain.as('staff');
  expect(await there.send('POST', `/api/sessions/${row?.id}/hall/encoder`, { way: 'rtmp' })).toMatchObject({ status: 503, body: { code: 'no_ingress' } });
  await plain.close();
});
