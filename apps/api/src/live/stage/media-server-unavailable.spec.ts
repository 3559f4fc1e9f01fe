import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { aLiveSession, aPerson } from '../../testing/builders/index.ts';
import { clientOf } from '../../testing/clients/client.ts';
import { mediaKeys, startTestApi, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ ...mediaKeys, LIVEKIT_INGRESS: 'true' });
});
afterAll(() => api.close());

/** Takes connections and says nothing, as a process that stands still. */
async function aSilentServer(): Promise<string> {
  const server = createServer();
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const AWAY = { status: 503, body: { code: 'media_unavailable' } };

test.each([
  ['is down', () => Promise.resolve(api)],
  [
    'stands still',
    async () => {
      const node = await startTestApi({ ...mediaKeys, LIVEKIT_URL: await aSilentServer() }, api);
      onTestFinished(() => node.close());
      return node;
    },
  ],
])('while the media server %s, what needs its answer says so within seconds', async (_how, start) => {
  const node = await start();
  const owner = await aPerson(api, { roles: ['owner'] });
  const { session, organizer } = await aLiveSession(api, { owners: [owner] });
  const path = `/api/sessions/${session.id}/stage/presenters/${owner.id}/mute`;
  const answer = await clientOf(node.url, organizer.cookie).send('POST', path);
  expect(answer).toMatchObject(AWAY);
  expect(answer.headers.get('retry-after')).toBe('3');
});

test('an encoder is told the same', async () => {
  const { session, organizer } = await aLiveSession(api);
  expect(
    await organizer.client.send('POST', `/api/sessions/${session.id}/hall/encoder`, { way: 'whip' }),
  ).toMatchObject(AWAY);
});
