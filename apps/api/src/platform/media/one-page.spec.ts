import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aMeeting, aPerson, aSession, type Client } from '../../testing/builders/index.ts';
import { startFakeLiveKit } from '../../testing/services/fake-livekit.ts';
import { mediaKeys, startTestApi, type TestApi } from '../../testing/test-api.ts';

/** The page that the media server has in each room. */
const inside = new Map<string, string>();

let api: TestApi;
let media: Awaited<ReturnType<typeof startFakeLiveKit>>;
beforeAll(async () => {
  media = await startFakeLiveKit((method, { room, identity }) => {
    const page = method === 'GetParticipant' ? inside.get(room as string) : undefined;
    return { identity, attributes: page === undefined ? {} : { page } };
  });
  api = await startTestApi({ ...mediaKeys, LIVEKIT_URL: media.url.replace('http', 'ws') });
});
afterAll(async () => {
  await api.close();
  media.stop();
});

/** Who has a place that one page has at a time, and where its ticket is. */
const places: Record<string, () => Promise<{ client: Client; path: string }>> = {
  'a presenter': async () => {
    const owner = await aPerson(api, { roles: ['owner'] });
    const { session } = await aSession(api, { owners: [owner] });
    return { client: owner.client, path: `/api/sessions/${session.id}/stage/ticket` };
  },
  'a hall': async () => {
    const { session } = await aSession(api);
    const { client } = await aPerson(api, { roles: ['staff'] });
    return { client, path: `/api/sessions/${session.id}/hall/ticket` };
  },
  'a party of a negotiation': async () => {
    const { owner, meeting } = await aMeeting(api);
    return { client: owner.client, path: `/api/meetings/${meeting.id}/ticket` };
  },
};

describe.each(Object.entries(places))('%s', (_who, place) => {
  test('a second page takes over when it is opened; one that comes back does not, unless it was there', async () => {
    const { client, path } = await place();
    const [here, there] = [randomUUID(), randomUUID()];
    const ask = (page: string, takeOver: boolean) => client.send<{ token: string }>('POST', path, { page, takeOver });
    const { body } = await ask(here, true);
    const { video, attributes } = readToken(body.token);
    expect(attributes.page).toBe(here);
    inside.set(video.room, here);
    expect(readToken((await ask(there, true)).body.token).attributes.page).toBe(there);
    inside.set(video.room, there);
    expect(await ask(here, false)).toMatchObject({ status: 409, body: { code: 'elsewhere' } });
    expect((await ask(there, false)).status, 'its own reconnect').toBe(200);
    expect((await ask(here, true)).status, 'taken back').toBe(200);
  });
});

test('a page names itself by a random id, or not at all', async () => {
  const { client, path } = await (places['a hall'] as () => Promise<{ client: Client; path: string }>)();
  expect(await client.send('POST', path, { page: 'mine' })).toMatchObject({ status: 422 });
  const { body } = await client.send<{ token: string }>('POST', path);
  expect(readToken(body.token).attributes).not.toHaveProperty('page');
});

interface Claims {
  video: { room: string };
  attributes: Record<string, string>;
}
const readToken = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims;
