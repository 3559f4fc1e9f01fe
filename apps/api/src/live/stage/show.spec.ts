import type { Presenter, RaisedHand, Stage, StageTicket } from '@everexpo/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextSession, step } from '../../testing/scenes.ts';
import { connectSocket, Listener } from '../../testing/sockets.ts';
import { mediaKeys, startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
let organizer: Client;
let sessionId: string;
let order: string[];
beforeAll(async () => {
  api = await startTestApi(mediaKeys);
  organizer = await api.as('organizer');
  const session = await nextSession(api);
  sessionId = session.id;
  order = session.runningOrder.map(({ id }) => id);
  await step(organizer, sessionId, 'open');
});
afterAll(() => api.close());

const now = async () => (await organizer.get<Stage>(`/api/sessions/${sessionId}/stage`)).body;
const places = (stage: Stage) => stage.order.map(({ pitchId }) => order.indexOf(pitchId) + 1);

test('a pitch is held, runs on and is extended; the time it stood still is counted', async () => {
  expect(await step(organizer, sessionId, 'hold')).toMatchObject({ status: 409, body: { code: 'stage_state' } });
  const { body: started } = await step(organizer, sessionId, 'next');
  expect(started).toMatchObject({ currentPitchId: order[0], heldAt: null, heldMs: 0, extraMinutes: 0 });
  const { body: held } = await step(organizer, sessionId, 'hold');
  expect(held.heldAt).not.toBeNull();
  expect(await step(organizer, sessionId, 'hold')).toMatchObject({ status: 409 });
  const { body: resumed } = await step(organizer, sessionId, 'resume');
  expect(resumed.heldAt).toBeNull();
  expect(resumed.heldMs).toBe(Date.parse(resumed.undoUntil ?? '') - 5_000 - Date.parse(held.heldAt ?? ''));
  expect(await step(organizer, sessionId, 'extend', { minutes: 2 })).toMatchObject({ body: { extraMinutes: 2 } });
  expect(await step(organizer, sessionId, 'extend', { minutes: 31 })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/minutes' }] } });
});

test('the running order is skipped, swapped and brought back, and each step undone within seconds', async () => {
  const { body: skipped } = await step(organizer, sessionId, 'skip', { pitchId: order[1] });
  expect(skipped.order[1]?.skippedAt).not.toBeNull();
  const { body: swapped } = await step(organizer, sessionId, 'swap', { pitchId: order[2], withPitchId: order[4] });
  expect(places(swapped).slice(0, 5)).toEqual([1, 2, 5, 4, 3]);
  const { body: undone } = await step(organizer, sessionId, 'undo');
  expect(places(undone).slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
  expect(await step(organizer, sessionId, 'undo')).toMatchObject({ status: 409, body: { code: 'nothing_to_undo' } });
  const { body: onThird } = await step(organizer, sessionId, 'next');
  expect(onThird.currentPitchId, 'the skipped one is passed over').toBe(order[2]);
  const { body: back } = await step(organizer, sessionId, 'bring-back', { pitchId: order[0] });
  expect(places(back).slice(0, 4), 'next after the one that is on').toEqual([2, 3, 1, 4]);
  expect(await step(organizer, sessionId, 'bring-back', { pitchId: order[2] })).toMatchObject({ status: 409, body: { code: 'is_pending' } });
  expect(await step(organizer, sessionId, 'skip', { pitchId: order[2] })).toMatchObject({ status: 409, body: { code: 'not_pending' } });
  expect(await step(organizer, sessionId, 'skip', { pitchId: sessionId })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/pitchId' }] } });
  expect(await step(organizer, sessionId, 'next')).toMatchObject({ body: { currentPitchId: order[0] } });
});

test('"next" undone: the pitch before is on again, with the time it has had', async () => {
  const before = await now();
  await step(organizer, sessionId, 'next');
  const { body: undone } = await step(organizer, sessionId, 'undo');
  expect(undone).toMatchObject({ currentPitchId: before.currentPitchId, pitchStartedAt: before.pitchStartedAt });
  const open = await api.db.query<{ pitchId: string }[]>(`SELECT pitch_id AS "pitchId" FROM pitch_run WHERE session_id = $1 AND ended_at IS NULL`, [sessionId]);
  expect(open).toEqual([{ pitchId: before.currentPitchId }]);
});

test('after five seconds a step can no longer be taken back', async () => {
  await step(organizer, sessionId, 'extend', { minutes: 1 });
  await api.db.query(`UPDATE stage SET undo_until = now() - interval '2 seconds' WHERE session_id = $1`, [sessionId]);
  expect(await step(organizer, sessionId, 'undo')).toMatchObject({ status: 409, body: { code: 'nothing_to_undo' } });
});

test('another organizer must take the stage over before acting', async () => {
  const other = await api.as('organizer2');
  expect(await step(other, sessionId, 'extend', { minutes: 1 })).toMatchObject({ status: 409, body: { code: 'other_manager' } });
  const { body: taken } = await other.send<Stage>('PUT', `/api/sessions/${sessionId}/stage/manager`);
  expect(taken.manager).not.toBeNull();
  expect(await step(other, sessionId, 'extend', { minutes: 1 })).toMatchObject({ status: 200 });
  expect(await step(organizer, sessionId, 'extend', { minutes: 1 })).toMatchObject({ status: 409, body: { code: 'other_manager' } });
  await organizer.send('PUT', `/api/sessions/${sessionId}/stage/manager`);
});

test('a raised hand is seen by the organizers, and admitted under the identity it watches with', async () => {
  const attendee = await api.as('attendee');
  const { body: ticket } = await attendee.send<StageTicket>('POST', `/api/sessions/${sessionId}/stage/ticket`);
  expect(await attendee.send('PUT', `/api/sessions/${sessionId}/stage/hand`, { identity: 'viewer-somebody-else' })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/identity' }] } });
  expect(await attendee.send('PUT', `/api/sessions/${sessionId}/stage/hand`, { identity: ticket.identity })).toMatchObject({ status: 204 });
  const { body: hands } = await organizer.get<RaisedHand[]>(`/api/sessions/${sessionId}/stage/hands`);
  expect(hands).toHaveLength(1);
  const personId = hands[0]?.personId ?? '';
  expect(await organizer.send('PUT', `/api/sessions/${sessionId}/stage/presenters/${personId}`, { onStage: true })).toMatchObject({ body: { onStage: true, pitchId: null } });
  expect((await organizer.get<RaisedHand[]>(`/api/sessions/${sessionId}/stage/hands`)).body).toEqual([]);
  expect((await organizer.get<Presenter[]>(`/api/sessions/${sessionId}/stage/presenters`)).body.at(-1)).toMatchObject({ personId, onStage: true, pitchId: null });
  expect(await organizer.send('PUT', `/api/sessions/${sessionId}/stage/presenters/${personId}`, { onStage: false })).toMatchObject({ body: { onStage: false } });
});

test('somebody who was put out gets no ticket, no messages and no word, until they are let in again', async () => {
  const attendee = await api.as('attendee');
  const listener = new Listener(await connectSocket(api, attendee.cookie), sessionId);
  await listener.watch();
  const removed = new Promise((resolve) => listener.socket.once('session:removed', resolve));
  const [{ id } = { id: '' }] = await api.db.query<{ id: string }[]>(`SELECT id FROM person WHERE email = 'attendee@everexpo.example'`);
  expect(await organizer.send('PUT', `/api/sessions/${sessionId}/stage/banned/${id}`, { banned: true })).toMatchObject({ status: 204 });
  expect(await removed).toEqual({ sessionId });
  expect(await attendee.send('POST', `/api/sessions/${sessionId}/stage/ticket`)).toMatchObject({ status: 403, body: { code: 'removed' } });
  await expect(listener.watch()).rejects.toThrow('removed');
  expect(await attendee.create(`/api/sessions/${sessionId}/questions`, { body: '还能提问吗？' })).toMatchObject({ status: 403, body: { code: 'removed' } });
  expect((await organizer.get(`/api/sessions/${sessionId}/stage/banned`)).body).toMatchObject([{ personId: id }]);
  await organizer.send('PUT', `/api/sessions/${sessionId}/stage/banned/${id}`, { banned: false });
  expect(await attendee.send('POST', `/api/sessions/${sessionId}/stage/ticket`)).toMatchObject({ status: 200 });
});

test('seats: viewers only watch, managers are hidden and administer this room alone, the hall publishes', async () => {
  const grantOf = (ticket: StageTicket) => (JSON.parse(Buffer.from(ticket.token.split('.')[1] ?? '', 'base64url').toString()) as { video: Record<string, unknown> }).video;
  const { body: manager } = await organizer.send<StageTicket>('POST', `/api/sessions/${sessionId}/stage/ticket`);
  expect(grantOf(manager)).toMatchObject({ room: `stage-${sessionId}`, hidden: true, roomAdmin: true, canPublish: false });
  const staff = await api.as('staff');
  const { body: room } = await api.anonymous.get<{ room: { mode: string } }>(`/api/sessions/${sessionId}`);
  const hall = await staff.send<StageTicket>('POST', `/api/sessions/${sessionId}/hall/ticket`);
  if (room.room.mode === 'online') expect(hall).toMatchObject({ status: 409, body: { code: 'no_hall' } });
  else expect(grantOf(hall.body)).toMatchObject({ canPublish: true, hidden: false, roomAdmin: false });
  expect(await api.anonymous.send('POST', `/api/sessions/${sessionId}/hall/ticket`)).toMatchObject({ status: 401 });
});

test('closing ends the pitch, empties the stage and is final', async () => {
  const { body: closed } = await step(organizer, sessionId, 'close');
  expect(closed).toMatchObject({ state: 'ended', currentPitchId: null, undoUntil: null });
  expect(await step(organizer, sessionId, 'undo')).toMatchObject({ status: 409, body: { code: 'stage_state' } });
  expect(await api.db.query(`SELECT 1 FROM pitch_run WHERE session_id = $1 AND ended_at IS NULL`, [sessionId])).toEqual([]);
  expect(await api.db.query(`SELECT 1 FROM stage_presenter WHERE session_id = $1 AND on_stage`, [sessionId])).toEqual([]);
});
