import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { aLiveSession, aPerson } from '../testing/builders/index.ts';
import { asked, connectSocket, Listener } from '../testing/clients/sockets.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

/** The production shape: an API node that delivers no events and a worker that does, over one database and Redis. */
let node: TestApi;
let worker: TestApi;
beforeAll(async () => {
  const redis = { REDIS_URL: inject('redisUrl') };
  node = await startTestApi({ ...redis, OUTBOX: 'false' });
  worker = await startTestApi(redis, node);
});
afterAll(async () => {
  await worker.close();
  await node.close();
});

/** A live session in which one may write as fast as one likes. */
async function aBusySession(): Promise<string> {
  const { session, organizer } = await aLiveSession(node);
  await organizer.client.ask('PUT', `/api/sessions/${session.id}/stage/audience`, { slowSeconds: 0 });
  return session.id;
}

const aPage = async (api: TestApi) => connectSocket(api, (await aPerson(node)).cookie);
const send = (socket: Awaited<ReturnType<typeof aPage>>, sessionId: string, body: string) =>
  asked(socket, 'chat:send', { sessionId, id: randomUUID(), body });
/** The numbers after `first`, up to and with `last`. */
const numbers = (first: number, last: number) => Array.from({ length: last - first }, (_, index) => first + 1 + index);

test('a page on one node hears what is asked on the other', async () => {
  const { session } = await aLiveSession(node);
  const attendee = await aPerson(node);
  const listener = new Listener(await connectSocket(worker, attendee.cookie), session.id);
  await listener.watch();
  await attendee.client.ask('POST', `/api/sessions/${session.id}/questions`, { body: '另一个节点听得到吗？' });
  expect(await listener.next('question')).toMatchObject({ body: '另一个节点听得到吗？' });
});

test('pages on both nodes get every number once and in order while both write at the same time', async () => {
  const sessionId = await aBusySession();
  const speakers = await Promise.all([node, worker, node, worker].map(aPage));
  const listeners = await Promise.all([node, worker].map(async (api) => new Listener(await aPage(api), sessionId)));
  const first = (await Promise.all(listeners.map((listener) => listener.watch()))).map(({ stage }) => stage.seq);
  const lines = 25;
  await Promise.all(
    speakers.map(async (socket, index) => {
      for (let line = 0; line < lines; line += 1) await send(socket, sessionId, `第 ${index} 人第 ${line} 句`);
    }),
  );
  const last = (await new Listener(await aPage(node), sessionId).watch()).stage.seq;
  expect(last - (first[0] ?? 0)).toBeGreaterThanOrEqual(speakers.length * lines);
  for (const [at, listener] of listeners.entries()) {
    await expect.poll(() => listener.numbers).toEqual(numbers(first[at] ?? 0, last));
  }
});

test('a page that was away catches up without a gap, or starts over when it was away too long', async () => {
  const sessionId = await aBusySession();
  const before = new Listener(await aPage(node), sessionId);
  const { stage } = await before.watch();
  before.socket.disconnect();
  const speaker = await aPage(worker);
  for (let line = 0; line < 10; line += 1) await send(speaker, sessionId, `离线时的第 ${line} 句`);
  const after = new Listener(await aPage(worker), sessionId);
  const feed = await after.watch(stage.seq);
  expect(feed).toMatchObject({ reset: false });
  expect(feed.messages.map(({ seq }) => seq)).toEqual(numbers(stage.seq, feed.stage.seq));
  await node.asOwner(`UPDATE stage SET last_seq = last_seq + 5000 WHERE session_id = $1`, [sessionId]);
  expect(await after.watch(stage.seq)).toMatchObject({ reset: true, messages: [] });
});
