import type { Presenter, RaisedHand, Stage, StageAction, StageTicket } from '@everexpo/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  aLiveSession,
  aPerson,
  aSession,
  step,
  tryStep,
  type Person,
  type SessionFixture,
} from '../../../testing/builders/index.ts';
import { connectSocket, heard, Listener } from '../../../testing/clients/sockets.ts';
import { mediaKeys, startTestApi, type TestApi } from '../../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi(mediaKeys);
});
afterAll(() => api.close());

/** A session of five pitches, live, with its first pitch on. */
async function aShow() {
  const fixture = await aLiveSession(api, { pitches: 5 });
  const { organizer, session } = fixture;
  const order = session.pitches.map(({ id }) => id);
  return {
    ...fixture,
    order,
    path: `/api/sessions/${session.id}/stage`,
    take: (action: StageAction, more: object = {}) => step(organizer.client, session.id, action, more),
    tryTaking: (action: StageAction, more: object = {}) => tryStep(organizer.client, session.id, action, more),
    /** The running order as it is now, each pitch by the place it had at first. */
    places: (stage: Stage) => stage.order.map(({ pitchId }) => order.indexOf(pitchId) + 1),
  };
}

const openRuns = ({ session }: SessionFixture) =>
  api.db.query<{ pitchId: string }[]>(
    `SELECT pitch_id AS "pitchId" FROM pitch_run WHERE session_id = $1 AND ended_at IS NULL`,
    [session.id],
  );

describe('the clock of a pitch', () => {
  test('is not there to be held before the first pitch is on', async () => {
    const { session, organizer } = await aSession(api);
    await step(organizer.client, session.id, 'open');
    const held = await tryStep(organizer.client, session.id, 'hold');
    expect(held).toMatchObject({ status: 409, body: { code: 'stage_state' } });
  });

  test('is held, runs on and is extended; the time it stood still is counted', async () => {
    const { take, tryTaking, stage, order } = await aShow();
    expect(stage).toMatchObject({ currentPitchId: order[0], heldAt: null, heldMs: 0, extraMinutes: 0 });
    const held = await take('hold');
    expect(held.heldAt).not.toBeNull();
    expect(await tryTaking('hold')).toMatchObject({ status: 409 });
    const resumed = await take('resume');
    expect(resumed.heldAt).toBeNull();
    expect(resumed.heldMs).toBe(Date.parse(resumed.undoUntil ?? '') - 5_000 - Date.parse(held.heldAt ?? ''));
    expect(await take('extend', { minutes: 2 })).toMatchObject({ extraMinutes: 2 });
    const tooLong = await tryTaking('extend', { minutes: 31 });
    expect(tooLong).toMatchObject({ status: 422, body: { errors: [{ pointer: '/minutes' }] } });
  });
});

describe('the running order', () => {
  test('is swapped, and that is undone once', async () => {
    const { take, tryTaking, places, order } = await aShow();
    const swapped = await take('swap', { pitchId: order[2], withPitchId: order[4] });
    expect(places(swapped)).toEqual([1, 2, 5, 4, 3]);
    const undone = await take('undo');
    expect(places(undone)).toEqual([1, 2, 3, 4, 5]);
    expect(await tryTaking('undo')).toMatchObject({ status: 409, body: { code: 'nothing_to_undo' } });
  });

  test('passes over who is skipped, and that is undone too', async () => {
    const { take, order } = await aShow();
    const skipped = await take('skip', { pitchId: order[1] });
    expect(skipped.order[1]?.skippedAt).not.toBeNull();
    const undone = await take('undo');
    expect(undone.order[1]?.skippedAt).toBeNull();
    await take('skip', { pitchId: order[1] });
    expect(await take('next')).toMatchObject({ currentPitchId: order[2] });
  });

  test('takes back one who was on, next after the one that is on', async () => {
    const { take, places, order } = await aShow();
    await take('skip', { pitchId: order[1] });
    await take('next');
    const back = await take('bring-back', { pitchId: order[0] });
    expect(places(back)).toEqual([2, 3, 1, 4, 5]);
    expect(await take('next')).toMatchObject({ currentPitchId: order[0] });
  });

  test('refuses by name what makes no sense of a pitch', async () => {
    const { tryTaking, session, order } = await aShow();
    const already = await tryTaking('bring-back', { pitchId: order[0] });
    expect(already).toMatchObject({ status: 409, body: { code: 'is_pending' } });
    expect(await tryTaking('skip', { pitchId: order[0] })).toMatchObject({
      status: 409,
      body: { code: 'not_pending' },
    });
    const unknown = await tryTaking('skip', { pitchId: session.id });
    expect(unknown).toMatchObject({ status: 422, body: { errors: [{ pointer: '/pitchId' }] } });
  });
});

describe('"next"', () => {
  /** As if they were in the green room, by the media server's word. */
  const join = ({ session }: SessionFixture, { id }: Pick<Person, 'id'>) =>
    api.asOwner(
      `INSERT INTO stage_presenter (session_id, person_id, present) VALUES ($1, $2, true)
       ON CONFLICT (session_id, person_id) DO UPDATE SET present = true`,
      [session.id, id],
    );
  const ownerOf = ({ session }: SessionFixture, position: number) => session.pitches[position - 1]?.owner as Person;
  const onStage = async ({ organizer }: SessionFixture, path: string) => {
    const presenters = await organizer.client.ask<Presenter[]>('GET', `${path}/presenters`);
    return presenters.filter((one) => one.onStage).map(({ personId }) => personId);
  };
  const unconfirmed = { confirmAbsent: false };

  test('is refused while the next presenter is absent, until confirmed; then the clock runs without them', async () => {
    const show = await aShow();
    const refused = await show.tryTaking('next', unconfirmed);
    expect(refused).toMatchObject({ status: 409, body: { code: 'presenter_absent' } });
    const before = await show.organizer.client.ask<Stage>('GET', show.path);
    expect(before, 'nothing has moved').toMatchObject({ currentPitchId: show.order[0], revision: show.stage.revision });
    expect(await show.take('next')).toMatchObject({ currentPitchId: show.order[1] });
    expect(await onStage(show, show.path)).toEqual([]);
  });

  test.each(['the green room', 'the hall'])('asks nothing when they are in %s', async (where) => {
    const show = await aShow();
    const next = ownerOf(show, 2);
    if (where === 'the hall') {
      await api.asOwner(
        `INSERT INTO visit (session_id, sid, identity, person_id, joined_at) VALUES ($1, $2, $2, $3, now())`,
        [show.session.id, `in-hall-${next.id}`, next.id],
      );
    } else {
      await join(show, next);
    }
    expect(await show.take('next', unconfirmed)).toMatchObject({ currentPitchId: show.order[1] });
  });

  test('asks nothing where there is a hall only, in which they are seen', async () => {
    const show = await aShow();
    await api.asOwner(`UPDATE room SET mode = 'onsite' WHERE id = $1`, [show.session.roomId]);
    expect(await show.take('next', unconfirmed)).toMatchObject({ currentPitchId: show.order[1] });
  });

  test('clears guests, whoever has gone and who has pitched; presenters who were brought on beside stay', async () => {
    const show = await aShow();
    const { session, organizer, path } = show;
    const guests = [await aPerson(api), await aPerson(api)];
    for (const guest of guests) {
      const { identity } = await guest.client.ask<StageTicket>('POST', `${path}/ticket`);
      await guest.client.ask('PUT', `${path}/hand`, { identity });
    }
    const [before, next, beside, gone] = [1, 2, 3, 4].map((position) => ownerOf(show, position)) as [
      Person,
      Person,
      Person,
      Person,
    ];
    for (const one of [before, next, beside, gone]) await join(show, one);
    for (const { id } of [before, beside, gone, ...guests]) {
      await organizer.client.ask('PUT', `${path}/presenters/${id}`, { onStage: true });
    }
    const absent = [gone.id, guests[1]?.id];
    await api.asOwner(`UPDATE stage_presenter SET present = false WHERE session_id = $1 AND person_id = ANY($2)`, [
      session.id,
      absent,
    ]);
    await show.take('next', unconfirmed);
    expect((await onStage(show, path)).sort()).toEqual([next.id, beside.id].sort());
    await show.take('undo');
    expect(await onStage(show, path), 'undone, all are back').toHaveLength(5);
  });
});

test('"next" undone: the pitch before is on again, with the time it has had', async () => {
  const show = await aShow();
  await show.take('next');
  const undone = await show.take('undo');
  const { currentPitchId, pitchStartedAt } = show.stage;
  expect(undone).toMatchObject({ currentPitchId, pitchStartedAt });
  expect(await openRuns(show)).toEqual([{ pitchId: show.order[0] }]);
});

test('after five seconds a step can no longer be taken back', async () => {
  const { take, tryTaking, session } = await aShow();
  await take('extend', { minutes: 1 });
  await api.db.query(`UPDATE stage SET undo_until = now() - interval '2 seconds' WHERE session_id = $1`, [session.id]);
  expect(await tryTaking('undo')).toMatchObject({ status: 409, body: { code: 'nothing_to_undo' } });
});

test('another organizer must take the stage over before acting', async () => {
  const { tryTaking, session, path } = await aShow();
  const other = await aPerson(api, { roles: ['organizer'] });
  const extend = () => tryStep(other.client, session.id, 'extend', { minutes: 1 });
  expect(await extend()).toMatchObject({ status: 409, body: { code: 'other_manager' } });
  const { body: taken } = await other.client.send<Stage>('PUT', `${path}/manager`);
  expect(taken.manager).not.toBeNull();
  expect(await extend()).toMatchObject({ status: 200 });
  expect(await tryTaking('extend', { minutes: 1 })).toMatchObject({ status: 409, body: { code: 'other_manager' } });
});

test('a raised hand is seen by the organizers, and admitted under the identity it watches with', async () => {
  const { organizer, path } = await aShow();
  const { id: personId, client: attendee } = await aPerson(api);
  const { identity } = await attendee.ask<StageTicket>('POST', `${path}/ticket`);
  const foreign = await attendee.send('PUT', `${path}/hand`, { identity: 'viewer-somebody-else' });
  expect(foreign).toMatchObject({ status: 422, body: { errors: [{ pointer: '/identity' }] } });
  expect(await attendee.send('PUT', `${path}/hand`, { identity })).toMatchObject({ status: 204 });
  const hands = () => organizer.client.ask<RaisedHand[]>('GET', `${path}/hands`);
  expect(await hands()).toMatchObject([{ personId }]);
  expect(await attendee.ask('POST', `${path}/ticket`, { identity }), 'after a reload').toMatchObject({ handUp: true });

  const bring = (onStage: boolean) => organizer.client.ask('PUT', `${path}/presenters/${personId}`, { onStage });
  expect(await bring(true)).toMatchObject({ onStage: true, pitchId: null });
  expect(await hands()).toEqual([]);
  const presenters = await organizer.client.ask<Presenter[]>('GET', `${path}/presenters`);
  expect(presenters.at(-1)).toMatchObject({ personId, onStage: true, pitchId: null });
  expect(await bring(false)).toMatchObject({ onStage: false });
});

test.each(['brought on stage', 'put off'])(
  'a hand goes down by itself, on its own page too, when it is %s',
  async (how) => {
    const { organizer, path, session } = await aShow();
    const person = await aPerson(api);
    const socket = await connectSocket(api, person.cookie);
    const told: boolean[] = [];
    socket.on('stage:hand', (hand: { sessionId: string; up: boolean }) => {
      if (hand.sessionId === session.id) told.push(hand.up);
    });
    const { identity } = await person.client.ask<StageTicket>('POST', `${path}/ticket`);
    await person.client.ask('PUT', `${path}/hand`, { identity });
    await expect.poll(() => told).toEqual([true]);
    if (how === 'put off') await organizer.client.ask('DELETE', `${path}/hands/${person.id}`);
    else await organizer.client.ask('PUT', `${path}/presenters/${person.id}`, { onStage: true });
    await expect.poll(() => told).toEqual([true, false]);
    const ticket = await person.client.ask<StageTicket>('POST', `${path}/ticket`, { identity });
    expect(ticket).toMatchObject({ handUp: false });
  },
);

test('somebody who was removed gets no ticket, no messages and no word, until they are let in again', async () => {
  const { session, organizer, path } = await aShow();
  const { id, client: attendee, cookie } = await aPerson(api);
  const listener = new Listener(await connectSocket(api, cookie), session.id);
  await listener.watch();
  const removed = new Promise((resolve) => listener.socket.once('session:removed', resolve));
  const ended = heard(listener.socket, 'disconnect');
  const ban = (banned: boolean) => organizer.client.send('PUT', `${path}/banned/${id}`, { banned });
  expect(await ban(true)).toMatchObject({ status: 204 });
  expect(await removed).toEqual({ sessionId: session.id });
  const refused = { status: 403, body: { code: 'removed' } };
  expect(await attendee.send('POST', `${path}/ticket`)).toMatchObject(refused);
  await ended;
  const back = new Listener(await connectSocket(api, cookie), session.id);
  await expect(back.watch()).rejects.toThrow('removed');
  const question = await attendee.create(`/api/sessions/${session.id}/questions`, { body: '还能提问吗？' });
  expect(question).toMatchObject(refused);
  expect(await organizer.client.ask('GET', `${path}/banned`)).toMatchObject([{ personId: id }]);
  await ban(false);
  expect(await attendee.send('POST', `${path}/ticket`)).toMatchObject({ status: 200 });
});

describe('seats', () => {
  const grantOf = ({ token }: StageTicket) => {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
    return (JSON.parse(payload) as { video: Record<string, unknown> }).video;
  };

  test('managers are hidden and administer this room alone', async () => {
    const { organizer, session, path } = await aShow();
    const ticket = await organizer.client.ask<StageTicket>('POST', `${path}/ticket`);
    const room = `stage-${session.id}`;
    expect(grantOf(ticket)).toMatchObject({ room, hidden: true, roomAdmin: true, canPublish: false });
  });

  test('the hall publishes, by staff alone', async () => {
    const { session } = await aShow();
    const path = `/api/sessions/${session.id}/hall/ticket`;
    const staff = await aPerson(api, { roles: ['staff'] });
    const ticket = await staff.client.ask<StageTicket>('POST', path);
    expect(grantOf(ticket)).toMatchObject({ canPublish: true, hidden: false, roomAdmin: false });
    expect(await api.anonymous.send('POST', path)).toMatchObject({ status: 401 });
    expect(await (await aPerson(api)).client.send('POST', path)).toMatchObject({ status: 403 });
  });

  test('a session held online has no hall', async () => {
    const { session } = await aShow();
    await api.asOwner(`UPDATE room SET mode = 'online' WHERE id = $1`, [session.roomId]);
    const staff = await aPerson(api, { roles: ['staff'] });
    const refused = await staff.client.send('POST', `/api/sessions/${session.id}/hall/ticket`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'no_hall' } });
  });
});

test('closing ends the pitch, empties the stage and is final', async () => {
  const show = await aShow();
  const owner = show.session.pitches[0]?.owner;
  await owner?.client.ask('POST', `${show.path}/ticket`);
  await show.organizer.client.ask('PUT', `${show.path}/presenters/${owner?.id}`, { onStage: true });
  const closed = await show.take('close');
  expect(closed).toMatchObject({ state: 'ended', currentPitchId: null, undoUntil: null });
  expect(await show.tryTaking('undo')).toMatchObject({ status: 409, body: { code: 'stage_state' } });
  expect(await openRuns(show)).toEqual([]);
  const onStage = `SELECT 1 FROM stage_presenter WHERE session_id = $1 AND on_stage`;
  expect(await api.db.query(onStage, [show.session.id])).toEqual([]);
});
