import { createHash, randomUUID } from 'node:crypto';
import type { AttendanceReport, RaisedHand, StageTicket, ViewerPage } from '@everexpo/contracts';
import { AccessToken } from 'livekit-server-sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLiveSession, aPerson, type Person } from '../../testing/builders/index.ts';
import { clientOf, guestCookie } from '../../testing/clients/client.ts';
import { mediaKeys, startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ ...mediaKeys, OUTBOX: 'false', JOINS_PER_SECOND: '1000' });
});
afterAll(() => api.close());

const aGuest = async (): Promise<Client> => clientOf(api.url, await guestCookie(api.url));
const ticketOf = (client: Client, sessionId: string, body: object = {}) =>
  client.ask<StageTicket>('POST', `/api/sessions/${sessionId}/stage/ticket`, body);

interface Claims {
  sub: string;
  name: string;
  metadata?: string;
  attributes: Record<string, string>;
}

/** What the media server tells everybody in the room of the ticket's holder. */
const claimsOf = ({ token }: StageTicket) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims;

async function report(
  sessionId: string,
  event: 'participant_joined' | 'participant_left',
  identity: string,
): Promise<void> {
  const now = String(Math.floor(Date.now() / 1000));
  const participant = { identity, sid: `PA_${identity}`, joinedAt: now };
  const body = JSON.stringify({
    event,
    id: randomUUID(),
    createdAt: now,
    room: { name: `stage-${sessionId}` },
    participant,
  });
  const token = new AccessToken(mediaKeys.LIVEKIT_API_KEY, mediaKeys.LIVEKIT_API_SECRET);
  token.sha256 = createHash('sha256').update(body).digest('base64');
  const headers = { 'content-type': 'application/webhook+json', authorization: await token.toJwt() };
  expect((await fetch(`${api.url}/api/media/report`, { method: 'POST', headers, body })).status).toBe(204);
}

const saysNothingOf = (said: unknown, { id, name, email }: Person) => {
  for (const word of [id, name, email]) expect(JSON.stringify(said)).not.toContain(word);
};

test('a viewer’s ticket does not say who holds it, whether two have one holder, nor who is signed in', async () => {
  const { session } = await aLiveSession(api);
  const viewer = await aPerson(api);
  const tickets = [
    await ticketOf(viewer.client, session.id),
    await ticketOf(viewer.client, session.id),
    await ticketOf(await aGuest(), session.id),
  ];
  for (const ticket of tickets) {
    const claims = claimsOf(ticket);
    expect(claims.sub).toMatch(/^viewer-[0-9a-f]{24}$/);
    expect({ name: claims.name ?? '', metadata: claims.metadata ?? '', attributes: claims.attributes }).toEqual({
      name: '',
      metadata: '',
      attributes: { seat: 'viewer' },
    });
    saysNothingOf(claims, viewer);
  }
  expect(new Set(tickets.map(({ identity }) => identity)).size).toBe(3);
});

test('a manager is hidden and nameless, a presenter is recognised by everybody', async () => {
  const { session, organizer } = await aLiveSession(api);
  const managing = await ticketOf(organizer.client, session.id);
  expect(claimsOf(managing)).toMatchObject({
    sub: expect.stringMatching(/^manager-[0-9a-f]{24}$/) as string,
    video: { hidden: true },
  });
  saysNothingOf(claimsOf(managing), organizer);
  const owner = session.pitches[0]?.owner as Person;
  expect(claimsOf(await ticketOf(owner.client, session.id))).toMatchObject({
    sub: `presenter-${owner.id}`,
    name: owner.name,
    attributes: { seat: 'presenter' },
  });
});

test('a later ticket for the same seat keeps its identity, for its holder alone', async () => {
  const { session } = await aLiveSession(api);
  const [viewer, stranger] = [await aPerson(api), await aPerson(api)];
  const { identity } = await ticketOf(viewer.client, session.id);
  expect((await ticketOf(viewer.client, session.id, { identity })).identity).toBe(identity);
  expect((await ticketOf(stranger.client, session.id, { identity })).identity).not.toBe(identity);
});

test('the server still knows whose hand it is, and who watched', async () => {
  const { session, organizer } = await aLiveSession(api);
  const [viewer, stranger] = [await aPerson(api), await aPerson(api)];
  const { identity } = await ticketOf(viewer.client, session.id);
  const path = `/api/sessions/${session.id}`;
  expect(await stranger.client.send('PUT', `${path}/stage/hand`, { identity })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/identity' }] },
  });
  await viewer.client.ask('PUT', `${path}/stage/hand`, { identity });
  expect(await organizer.client.ask<RaisedHand[]>('GET', `${path}/stage/hands`)).toMatchObject([
    { personId: viewer.id },
  ]);
  const guest = await ticketOf(await aGuest(), session.id);
  for (const one of [identity, guest.identity]) await report(session.id, 'participant_joined', one);
  for (const one of [identity, guest.identity]) await report(session.id, 'participant_left', one);
  const { items } = await organizer.client.ask<ViewerPage>('GET', `${path}/attendance/viewers`);
  expect(new Set(items.map(({ personId }) => personId))).toEqual(new Set([viewer.id, null]));
  saysNothingOf(await organizer.client.ask<AttendanceReport>('GET', `${path}/attendance`), viewer);
});
