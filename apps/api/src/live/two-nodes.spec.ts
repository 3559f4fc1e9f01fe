import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { aLiveSession } from '../testing/scenes.ts';
import { asked, connectSocket, Listener } from '../testing/sockets.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

/** The production shape: an API node that delivers no events and a worker that does, over one database, with Redis where it is installed. */
let node: TestApi;
let worker: TestApi;
let sessionId: string;
beforeAll(async () => {
  const redis: Record<string, string> = inject('redisUrl') === null ? {} : { REDIS_URL: inject('redisUrl') ?? '' };
  node = await startTestApi({ ...redis, OUTBOX: 'false' });
  worker = await startTestApi(redis, node);
  sessionId = (await aLiveSession(node, await node.as('organizer'))).session.id;
  await (await node.as('organizer')).send('PUT', `/api/sessions/${sessionId}/stage/audience`, { slowSeconds: 0 });
});
afterAll(async () => {
  await worker.close();
  await node.close();
});

test('a page on one node hears what is asked on the other', async () => {
  const attendee = await node.as('attendee');
  const listener = new Listener(await connectSocket(worker, attendee.cookie), sessionId);
  await listener.watch();
  await attendee.create(`/api/sessions/${sessionId}/questions`, { body: '另一个节点听得到吗？' });
  expect(await listener.next('question')).toMatchObject({ body: '另一个节点听得到吗？' });
});

test('pages on both nodes get every number once and in order while both write at the same time', async () => {
  const speakers = await Promise.all(
    ['attendee', 'attendee2', 'investor', 'investor2'].map(async (name, index) => {
      const api = index % 2 === 0 ? node : worker;
      return connectSocket(api, (await node.as(name)).cookie);
    }),
  );
  const listeners = await Promise.all([node, worker].map(async (api) => new Listener(await connectSocket(api, (await node.as('steward')).cookie), sessionId)));
  const first = (await Promise.all(listeners.map((listener) => listener.watch()))).map(({ stage }) => stage.seq);
  const lines = 25;
  await Promise.all(speakers.map(async (socket, index) => {
    for (let line = 0; line < lines; line += 1) await asked(socket, 'chat:say', { sessionId, id: randomUUID(), body: `第 ${index} 人第 ${line} 句` });
  }));
  const last = (await listeners[0]?.watch(2 ** 31 - 1))?.stage.seq ?? 0;
  expect(last - (first[0] ?? 0)).toBeGreaterThanOrEqual(speakers.length * lines);
  for (const [at, listener] of listeners.entries()) {
    const expected = Array.from({ length: last - (first[at] ?? 0) }, (_, nth) => (first[at] ?? 0) + 1 + nth);
    await expect.poll(() => listener.numbers, { timeout: 10_000 }).toEqual(expected);
  }
});

test('a page that was away catches up without a gap, or starts over when it was away too long', async () => {
  const cookie = (await node.as('steward')).cookie;
  const before = new Listener(await connectSocket(node, cookie), sessionId);
  const { stage } = await before.watch();
  before.socket.disconnect();
  const speaker = await connectSocket(worker, (await node.as('attendee')).cookie);
  for (let line = 0; line < 10; line += 1) await asked(speaker, 'chat:say', { sessionId, id: randomUUID(), body: `离线时的第 ${line} 句` });
  const after = new Listener(await connectSocket(worker, cookie), sessionId);
  const feed = await after.watch(stage.seq);
  expect(feed).toMatchObject({ reset: false });
  expect(feed.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: feed.stage.seq - stage.seq }, (_, nth) => stage.seq + 1 + nth));
  await node.db.query(`UPDATE stage SET last_seq = last_seq + 5000 WHERE session_id = $1`, [sessionId]);
  expect(await after.watch(stage.seq)).toMatchObject({ reset: true, messages: [] });
});
