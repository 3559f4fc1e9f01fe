import { setTimeout as delay } from 'node:timers/promises';
import type { Ack } from '@everexpo/contracts';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { aMeeting, guestCookie } from '../../testing/builders/index.ts';
import { SOCKET_EVENTS } from '../../platform/realtime/limits/socket-limits.ts';
import { asked, connectSocket } from '../../testing/clients/sockets.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

const MEGABYTE = 1024 * 1024;
const MAX_CHANGES = 50_000;
/** Within the budget of a socket. */
const PAUSE_MS = 60;

let api: TestApi;
let socket: Socket;
let meetingId: string;
beforeAll(async () => {
  api = await startTestApi();
});
beforeEach(async () => {
  const { owner, meeting } = await aMeeting(api);
  socket = await connectSocket(api, owner.cookie);
  meetingId = meeting.id;
});
afterAll(() => api.close());

const change = (bytes: Uint8Array): Promise<Ack<{ id: number }>> =>
  socket.emitWithAck('sheet:change', { meetingId, update: Buffer.from(bytes).toString('base64') }) as never;

function aChangeOf(characters: number): Uint8Array {
  const sheet = new Y.Doc();
  sheet.getText('sheet').insert(0, 'a'.repeat(characters));
  return Y.encodeStateAsUpdate(sheet);
}

test('a change of seven bytes that says it has 33 million parts takes no room for them', async () => {
  // One client; 2^25 - 1 structs as a variable-length integer; client 1, clock 0; and then nothing.
  const hostile = Uint8Array.from([1, 0xff, 0xff, 0xff, 0x0f, 1, 0]);
  const before = process.memoryUsage().heapTotal;
  expect(await change(hostile)).toMatchObject({ ok: false, code: 'invalid_input' });
  expect((process.memoryUsage().heapTotal - before) / MEGABYTE).toBeLessThan(128);
});

test('long changes are taken out of the budget of the page and of its person', async () => {
  const long = aChangeOf(60_000);
  // At once: between one and the other the budget would fill again.
  const [first, second] = await Promise.all([change(long), change(long)]);
  expect(first).toMatchObject({ ok: true });
  expect(second).toMatchObject({ ok: false, code: 'too_many_requests' });
  await expect.poll(async () => (await change(long)).ok, { interval: 1_000 }).toBe(true);
});

/** Writes changes of the owner's as the pages have sent them. */
async function fill(changes: Uint8Array[]): Promise<void> {
  const bytes = changes.reduce((sum, { length }) => sum + length, 0);
  await api.asOwner(
    `WITH size AS (INSERT INTO sheet_size (meeting_id, changes, bytes) VALUES ($1, cardinality($2::bytea[]), $3))
    INSERT INTO sheet_update (meeting_id, person_id, bytes) SELECT $1, person_id, change
      FROM meeting_party, unnest($2::bytea[]) WITH ORDINALITY AS changes (change, nth)
      WHERE meeting_id = $1 AND side = 'owner' ORDER BY nth`,
    [meetingId, changes.map((change) => Buffer.from(change)), bytes],
  );
}

const open = () => asked<{ sheet: string }>(socket, 'meeting:watch', { meetingId });

function textOf(sheet: string): string {
  const document = new Y.Doc();
  Y.applyUpdate(document, Buffer.from(sheet, 'base64'));
  return document.getText('sheet').toString();
}

test('a sheet takes four megabytes of changes, and can be read then', async () => {
  await fill(Array.from({ length: 64 }, () => aChangeOf(65_480)));
  expect(await change(aChangeOf(500))).toMatchObject({ ok: true });
  expect(await change(aChangeOf(4_000))).toMatchObject({ ok: false, status: 413, code: 'sheet_full' });
  const { sheet } = await open();
  expect(Buffer.from(sheet, 'base64').length).toBeGreaterThan(3.9 * MEGABYTE);
});

test('a sheet takes fifty thousand changes of a letter; others are answered while it is opened', async () => {
  const typed: Uint8Array[] = [];
  const document = new Y.Doc();
  document.on('update', (update: Uint8Array) => typed.push(update));
  for (let at = 0; at < MAX_CHANGES; at += 1) document.getText('sheet').insert(at, 'a');
  await fill(typed);
  const beside = await connectSocket(api, await guestCookie(api.url));
  const over = new AbortController();
  const longest = longestAnswer(beside, over.signal);
  const began = performance.now();
  expect(textOf((await open()).sheet)).toHaveLength(MAX_CHANGES);
  console.log(`opened in ${Math.round(performance.now() - began)} ms`);
  over.abort();
  console.log(`the longest that somebody else waited meanwhile: ${Math.round(await longest)} ms`);
  expect(await change(aChangeOf(1))).toMatchObject({ ok: false, status: 413, code: 'sheet_full' });
  const asked = performance.now();
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => socket.emitWithAck('meeting:watch', { meetingId }) as Promise<Ack<unknown>>),
  );
  const opened = replies.filter(({ ok }) => ok).length;
  const seconds = (performance.now() - asked) / 1_000;
  const budget = SOCKET_EVENTS.burst + SOCKET_EVENTS.perSecond * seconds;
  expect(opened, 'each costs as much as 26 others').toBeLessThanOrEqual(Math.ceil(budget / 26));
  expect(replies.find(({ ok }) => !ok)).toMatchObject({ code: 'too_many_requests' });
});

test('what is written after a sheet was opened is in it when it is opened again', async () => {
  const mine = new Y.Doc();
  const updates: Uint8Array[] = [];
  mine.on('update', (update: Uint8Array) => updates.push(update));
  const words = ['许可费', '一百万元', '，期限三年'];
  for (const [at, word] of words.entries()) {
    mine.getText('sheet').insert(mine.getText('sheet').length, word);
    expect(await change(updates[at] as Uint8Array)).toMatchObject({ ok: true });
    expect(textOf((await open()).sheet)).toBe(words.slice(0, at + 1).join(''));
  }
});

/** Asks for the time on and on; the longest that an answer took, in milliseconds. */
async function longestAnswer(beside: Socket, over: AbortSignal): Promise<number> {
  let longest = 0;
  while (!over.aborted) {
    const began = performance.now();
    await asked(beside, 'clock:sync', { sentAt: 0 });
    longest = Math.max(longest, performance.now() - began);
    await delay(PAUSE_MS);
  }
  return longest;
}
