import type { AttendanceReport, Presenter, ViewerPage } from '@everexpo/contracts';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { UnitOfWork } from '../../platform/index.ts';
import { aLiveSession, aPerson, step } from '../../testing/builders/index.ts';
import { startFakeLiveKit } from '../../testing/services/fake-livekit.ts';
import { mediaKeys, startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';
import { reconcileVisits } from '../attendance/record-visit.ts';
import { hallCode, isHallCode } from './hall-code.ts';

const MINUTE = 60_000;

let api: TestApi;
let livekit: Awaited<ReturnType<typeof startFakeLiveKit>>;
beforeAll(async () => {
  const made: { ingressId: string; roomName: unknown }[] = [];
  livekit = await startFakeLiveKit((method, body) => {
    if (method === 'ListIngress') return { items: made.filter(({ roomName }) => roomName === body.roomName) };
    const ingressId = `IN_${made.length + 1}`;
    const place = { url: 'http://ingress.example/w', streamKey: `key of ${ingressId}` };
    const ingress = { ingressId, inputType: body.inputType, ...place, roomName: body.roomName };
    if (method === 'CreateIngress') made.push(ingress);
    return ingress;
  });
  const url = livekit.url.replace('http', 'ws');
  api = await startTestApi({ ...mediaKeys, LIVEKIT_URL: url, LIVEKIT_INGRESS: 'true' });
});
afterAll(async () => {
  await api.close();
  livekit.stop();
});

async function aHall() {
  const { session, organizer } = await aLiveSession(api);
  const path = `/api/sessions/${session.id}`;
  return {
    session,
    path,
    organizer: organizer.client,
    staff: (await aPerson(api, { roles: ['staff'] })).client,
    attendee: (await aPerson(api)).client,
    /** What the QR code in the hall carries now. */
    code: () => hallCode(api.secret, session.id),
    checkIn: (client: Client, code: string) => client.send('POST', `${path}/hall/check-ins`, { code }),
  };
}

test('the code of a hall is good for its own session and a few minutes', () => {
  const now = Date.UTC(2026, 10, 26);
  const code = hallCode('secret', 'one', now);
  const good = (minutes: number) => isHallCode('secret', 'one', code, now + minutes * MINUTE);
  expect([0, 2].map(good)).toEqual([true, true]);
  expect([3, 60, -1].map(good)).toEqual([false, false, false]);
  expect(isHallCode('secret', 'other', code, now)).toBe(false);
});

test('only staff see the code; who scans it counts among those who watched, once', async () => {
  const { session, path, organizer, staff, attendee, code, checkIn } = await aHall();
  expect((await attendee.get(`${path}/hall/code.svg`)).status).toBe(403);
  expect(await staff.ask('GET', `${path}/hall/code.svg`)).toContain('<svg');
  expect(await checkIn(api.anonymous, code())).toMatchObject({ status: 401 });
  expect(await checkIn(attendee, 'x'.repeat(22))).toMatchObject({ status: 403 });
  expect(await checkIn(attendee, 'short')).toMatchObject({ status: 422, body: { errors: [{ pointer: '/code' }] } });
  for (let turn = 0; turn < 2; turn += 1) expect((await checkIn(attendee, code())).status).toBe(204);
  // What the media server lists says nothing about who is in the hall.
  const soon = Date.now() / 1000 + 5;
  const command = { actor: { kind: 'system' as const }, requestId: 'test' };
  await api.app.get(UnitOfWork).run(command, (tx) => reconcileVisits(tx, session.id, [], soon));
  const report = await organizer.ask<AttendanceReport>('GET', `${path}/attendance`);
  expect(report.pitches[0]?.viewers).toBe(1);
  const viewers = await organizer.ask<ViewerPage>('GET', `${path}/attendance/viewers`);
  expect(viewers.items).toHaveLength(1);
});

test('who is in the hall has left it once the session is closed, and nobody checks in any more', async () => {
  const { session, organizer, attendee, code, checkIn } = await aHall();
  await checkIn(attendee, code());
  await step(organizer, session.id, 'close');
  await expect
    .poll(async () => {
      const sql = `SELECT left_at AS left FROM visit WHERE session_id = $1`;
      return (await api.asOwner<{ left: Date | null }>(sql, [session.id])).map(({ left }) => left !== null);
    })
    .toEqual([true]);
  expect(await checkIn(attendee, code())).toMatchObject({ status: 409, body: { code: 'stage_ended' } });
});

test('the stage manager sees what a presenter has turned on', async () => {
  const { session, path, organizer, attendee } = await aHall();
  const owner = session.pitches[0]?.owner.client ?? attendee;
  const devices = (client: Client, camera: boolean, microphone: boolean) =>
    client.send('PUT', `${path}/stage/devices`, { camera, microphone });
  await owner.ask('POST', `${path}/stage/ticket`);
  const first = async () => (await organizer.ask<Presenter[]>('GET', `${path}/stage/presenters`))[0];
  expect(await first()).toMatchObject({ camera: null, microphone: null });
  expect((await devices(owner, true, false)).status).toBe(204);
  expect((await devices(attendee, true, true)).status).toBe(204);
  expect(await first()).toMatchObject({ camera: true, microphone: false });
});

test('an encoder in the hall has an address of its own, the same one until the session ends', async () => {
  const { session, path, organizer, staff, attendee } = await aHall();
  const encoder = (client: Client) => client.send<{ key: string }>('POST', `${path}/hall/encoder`, { way: 'whip' });
  expect((await encoder(attendee)).status).toBe(403);
  const [first, again] = [await encoder(staff), await encoder(staff)];
  expect(first).toMatchObject({ status: 200, body: { address: 'http://ingress.example/w' } });
  expect(again.body).toEqual(first.body);
  const roomName = `stage-${session.id}`;
  const made = livekit.asked.filter(({ method, body }) => method === 'CreateIngress' && body.roomName === roomName);
  const participantIdentity = `hall-${session.id}.whip`;
  expect(made).toMatchObject([{ body: { inputType: 'WHIP_INPUT', participantIdentity } }]);
  await step(organizer, session.id, 'close');
  const deleted = () => livekit.asked.flatMap(({ method, body }) => (method === 'DeleteIngress' ? body.ingressId : []));
  await expect.poll(deleted).toContain(first.body.key.replace('key of ', ''));
});

test("without LiveKit's Ingress an encoder is told so", async () => {
  const { path, staff } = await aHall();
  const plain = await startTestApi(mediaKeys, api);
  onTestFinished(() => plain.close());
  const asked = await fetch(`${plain.url}${path}/hall/encoder`, {
    method: 'POST',
    headers: { cookie: staff.cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ way: 'rtmp' }),
  });
  expect([asked.status, await asked.json()]).toMatchObject([409, { code: 'no_ingress' }]);
});
