import type { Meeting, NoticePage, SheetHistory } from '@everexpo/contracts';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyUpdate, Doc } from 'yjs';
import { anInterest, type Client } from '../../testing/builders/index.ts';
import { mediaKeys, startTestApi, type TestApi } from '../../testing/test-api.ts';
import { asked, connectSocket } from '../../testing/clients/sockets.ts';
import { WatchMeetings } from './watch-meetings.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi(mediaKeys);
});
afterAll(() => api.close());

const sweep = () => api.app.get(WatchMeetings).sweep();

async function newsOf(client: Client, { id }: Meeting) {
  const { items } = await client.ask<NoticePage>('GET', '/api/notices?limit=100');
  return items.flatMap((notice) => (notice.kind === 'meeting' && notice.meetingId === id ? [notice.news] : []));
}

/** A call of the investor's that began so many seconds ago. */
async function aCall(secondsAgo: number) {
  const fixture = await anInterest(api);
  const path = `/api/interests/${fixture.interest.id}/meetings`;
  const call = await fixture.investor.client.ask<Meeting>('POST', path);
  await rang(call, secondsAgo);
  return { ...fixture, call, path };
}

const rang = ({ id }: Meeting, secondsAgo: number) =>
  api.asOwner(`UPDATE meeting SET starts_at = now() - make_interval(secs => $2) WHERE id = $1`, [id, secondsAgo]);

test('a call that nobody answers within a minute is missed, on both sides and without blame', async () => {
  const young = await aCall(0);
  const { call, owner, investor } = await aCall(61);
  await sweep();
  const stateFor = async ({ client }: typeof owner, { id }: Meeting) =>
    (await client.ask<Meeting>('GET', `/api/meetings/${id}`)).state;
  expect(await stateFor(young.owner, young.call), 'still rings').toBe('open');
  for (const side of [owner, investor]) {
    expect(await stateFor(side, call)).toBe('missed');
    await expect.poll(() => newsOf(side.client, call)).toEqual(['call-missed']);
  }
  const noShows = `SELECT 1 FROM meeting_party WHERE meeting_id = $1 AND (no_show OR occupied IS NOT NULL)`;
  expect(await api.asOwner(noShows, [call.id])).toEqual([]);
});

test('a call that is hung up before anybody answers is missed too; one that was answered has ended', async () => {
  const { call, investor, owner } = await aCall(5);
  const end = ({ id }: Meeting) => investor.client.send<Meeting>('POST', `/api/meetings/${id}/end`);
  for (const turn of ['first', 'again']) {
    expect(await end(call), turn).toMatchObject({ status: 200, body: { state: 'missed' } });
  }
  await expect.poll(() => newsOf(owner.client, call)).toEqual(['call-missed']);
  const answered = await aCall(5);
  await api.asOwner(`UPDATE meeting_party SET joined_at = now() WHERE meeting_id = $1 AND person_id = $2`, [
    answered.call.id,
    answered.owner.id,
  ]);
  const ended = await answered.investor.client.send('POST', `/api/meetings/${answered.call.id}/end`);
  expect(ended).toMatchObject({ status: 200, body: { state: 'ended' } });
});

test('after a missed call either side rings again or asks for a time, whoever comes late', async () => {
  const { call, owner, investor, interest, path } = await aCall(61);
  await sweep();
  const late = await owner.client.send('POST', `/api/meetings/${call.id}/ticket`);
  expect(late, 'nobody finds it open').toMatchObject({ status: 409, body: { code: 'meeting_over' } });
  const again = await owner.client.create<Meeting>(path);
  expect(again).toMatchObject({ status: 201, body: { state: 'open', openedBy: owner.id } });
  expect(again.body.id).not.toBe(call.id);
  await owner.client.ask('POST', `/api/meetings/${again.body.id}/end`);
  const asked = await investor.client.create(`/api/interests/${interest.id}/meeting-requests`, {});
  expect(asked).toMatchObject({ status: 201, body: { state: 'requested' } });
});

test('a call that both sides have come to by its page is answered, with a camera or without', async () => {
  const { call, owner, investor } = await aCall(0);
  for (const { cookie } of [investor, owner])
    await asked(await connectSocket(api, cookie), 'meeting:watch', { meetingId: call.id });
  await rang(call, 61);
  await sweep();
  const { state, parties } = await owner.client.ask<Meeting>('GET', `/api/meetings/${call.id}`);
  expect(state).toBe('open');
  expect(parties.filter(({ joinedAt }) => joinedAt === null)).toEqual([]);
  const ended = await investor.client.send('POST', `/api/meetings/${call.id}/end`);
  expect(ended, 'hung up after it was answered').toMatchObject({ status: 200, body: { state: 'ended' } });
});

test('looking at a call that is over answers nothing', async () => {
  const { call, owner } = await aCall(61);
  await sweep();
  await asked(await connectSocket(api, owner.cookie), 'meeting:watch', { meetingId: call.id });
  const { state, parties } = await owner.client.ask<Meeting>('GET', `/api/meetings/${call.id}`);
  expect([state, parties.map(({ joinedAt }) => joinedAt)]).toEqual(['missed', [null, null]]);
});

test('a call that is repeated goes on with the sheet of the one nobody answered, and no other call does', async () => {
  const { call, owner, investor, path } = await aCall(61);
  const sheetOf = async (socket: Socket, { id }: Meeting) => {
    const { sheet } = await asked<{ sheet: string }>(socket, 'meeting:watch', { meetingId: id });
    const document = new Doc();
    applyUpdate(document, Buffer.from(sheet, 'base64'));
    return document.getText('sheet').toString();
  };
  const socket = await connectSocket(api, investor.cookie);
  const written = new Doc();
  const updates: Uint8Array[] = [];
  written.on('update', (update: Uint8Array) => updates.push(update));
  for (const words of ['一、许可费一百万元。', '二、期限三年。'])
    written.getText('sheet').insert(written.getText('sheet').length, words);
  for (const update of updates)
    await asked(socket, 'sheet:change', { meetingId: call.id, update: Buffer.from(update).toString('base64') });
  await sweep();
  const again = await owner.client.ask<Meeting>('POST', path);
  const callee = await connectSocket(api, owner.cookie);
  expect(await sheetOf(callee, again)).toBe('一、许可费一百万元。二、期限三年。');
  const history = await owner.client.ask<SheetHistory>('GET', `/api/meetings/${again.id}/sheet`);
  expect(history.updates.map(({ personId }) => personId)).toEqual([investor.id, investor.id]);
  await sheetOf(socket, again);
  await owner.client.ask('POST', `/api/meetings/${again.id}/end`);
  const next = await owner.client.ask<Meeting>('POST', path);
  expect(await sheetOf(callee, next), 'that one was answered').toBe('');
});

test('a call can be declined at once', async () => {
  const { interest, investor, owner } = await anInterest(api);
  const call = await investor.client.ask<Meeting>('POST', `/api/interests/${interest.id}/meetings`);
  const declined = await owner.client.ask('POST', `/api/meetings/${call.id}/decline`, { reason: '现在不便' });
  expect(declined).toMatchObject({ state: 'declined', reason: '现在不便' });
  expect(await investor.client.send('POST', `/api/meetings/${call.id}/ticket`)).toMatchObject({ status: 409 });
});
