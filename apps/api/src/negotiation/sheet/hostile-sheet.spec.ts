import type { Ack } from '@everexpo/contracts';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { aMeeting } from '../../testing/builders/index.ts';
import { asked, connectSocket } from '../../testing/sockets.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

const MEGABYTE = 1024 * 1024;

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
  expect(await change(long)).toMatchObject({ ok: true });
  expect(await change(long)).toMatchObject({ ok: false, code: 'too_many_requests' });
  await expect.poll(async () => (await change(long)).ok, { interval: 1_000, timeout: 20_000 }).toBe(true);
});

test('a sheet takes four megabytes of changes, and can be read then', async () => {
  await api.asOwner(
    `INSERT INTO sheet_update (meeting_id, person_id, bytes) SELECT $1, person_id, change FROM meeting_party, unnest($2::bytea[]) AS change WHERE meeting_id = $1 AND side = 'owner'`,
    [meetingId, Array.from({ length: 64 }, () => Buffer.from(aChangeOf(65_480)))],
  );
  expect(await change(aChangeOf(500))).toMatchObject({ ok: true });
  expect(await change(aChangeOf(4_000))).toMatchObject({ ok: false, status: 413, code: 'too_large' });
  const { sheet } = await asked<{ sheet: string }>(socket, 'meeting:watch', { meetingId });
  expect(Buffer.from(sheet, 'base64').length).toBeGreaterThan(3.9 * MEGABYTE);
});
