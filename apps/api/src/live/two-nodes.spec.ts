import { SOCKET_PATH, type Question } from '@everexpo/contracts';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { aLiveSession } from '../testing/scenes.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

const redis = inject('redisUrl');

/** The production shape: an API node that delivers no events, and a worker that does, joined by Redis. */
describe.runIf(redis !== null)('with several nodes', () => {
  let node: TestApi;
  let worker: TestApi;
  let socket: Socket;
  beforeAll(async () => {
    node = await startTestApi({ REDIS_URL: redis ?? '', OUTBOX: 'false' });
    worker = await startTestApi({ REDIS_URL: redis ?? '' }, node);
  });
  afterAll(async () => {
    socket?.disconnect();
    await worker.close();
    await node.close();
  });

  test('a page on one node hears what another one delivers', async () => {
    const { session } = await aLiveSession(node, await node.as('organizer'));
    const attendee = await node.as('attendee');
    socket = io(node.url, { path: SOCKET_PATH, transports: ['websocket'], extraHeaders: { cookie: attendee.cookie } });
    expect(await socket.emitWithAck('session:watch', { sessionId: session.id })).toMatchObject({ ok: true });
    const heard = new Promise<Question>((resolve) => socket.once('question:asked', resolve));
    await attendee.create(`/api/sessions/${session.id}/questions`, { body: '另一个节点听得到吗？' });
    expect(await heard).toMatchObject({ body: '另一个节点听得到吗？' });
  });
});
