import type { MediaTicket, Presenter, StageTicket } from '@everexpo/contracts';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { aLiveSession, aMeeting, aPerson, signInDirectly, type Person } from '../../testing/builders/index.ts';
import { clientOf } from '../../testing/clients/client.ts';
import { startFakeLiveKit } from '../../testing/services/fake-livekit.ts';
import { mediaKeys, startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';
import { EndPlaces } from './end-places.ts';

/** Who is in each room of the media server. */
const inside = new Map<string, Set<string>>();

let api: TestApi;
let media: Awaited<ReturnType<typeof startFakeLiveKit>>;
beforeAll(async () => {
  media = await startFakeLiveKit((method, body) => {
    const { room, identity } = body as { room: string; identity: string };
    if (method === 'RemoveParticipant') inside.get(room)?.delete(identity);
    if (method !== 'ListParticipants') return {};
    return { participants: [...(inside.get(room) ?? [])].map((one) => ({ identity: one, sid: `PA_${one}` })) };
  });
  api = await startTestApi({ ...mediaKeys, LIVEKIT_URL: media.url.replace('http', 'ws') });
});
afterAll(async () => {
  await api.close();
  media.stop();
});

/** Comes into the room of a ticket, and says who is in it from then on. */
function comeIn({ token }: MediaTicket): () => boolean {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    sub: string;
    video: { room: string };
  };
  const people = inside.get(claims.video.room) ?? new Set();
  inside.set(claims.video.room, people.add(claims.sub));
  return () => people.has(claims.sub);
}

const ticketTo = (client: Client, sessionId: string) =>
  client.ask<StageTicket>('POST', `/api/sessions/${sessionId}/stage/ticket`, {});
const signOut = async ({ client }: Pick<Person, 'client'>) =>
  expect((await client.send('POST', '/api/auth/sign-out', {})).status).toBe(204);

test('whoever signs out is off the stage and out of its room, and nobody else', async () => {
  const { session, organizer } = await aLiveSession(api);
  const attendee = await aPerson(api);
  const bystander = comeIn(await ticketTo((await aPerson(api)).client, session.id));
  const phone = comeIn(await ticketTo(clientOf(api.url, await signInDirectly(api, attendee.id)), session.id));
  const ticket = await ticketTo(attendee.client, session.id);
  const speaker = comeIn(ticket);
  const stage = `/api/sessions/${session.id}/stage`;
  await attendee.client.ask('PUT', `${stage}/hand`, { identity: ticket.identity });
  await organizer.client.ask('PUT', `${stage}/presenters/${attendee.id}`, { onStage: true });
  const onStage = async () =>
    (await organizer.client.ask<Presenter[]>('GET', `${stage}/presenters`)).some(
      ({ personId, onStage: on }) => personId === attendee.id && on,
    );
  expect([await onStage(), speaker()]).toEqual([true, true]);
  await signOut(attendee);
  await expect.poll(speaker).toBe(false);
  expect(await onStage()).toBe(false);
  expect([phone(), bystander()], 'another sign-in of theirs, and somebody else').toEqual([true, true]);
});

test('a presenter who went on in another browser stays there when the first is signed out', async () => {
  const owner = await aPerson(api, { roles: ['owner'] });
  const { session } = await aLiveSession(api, { owners: [owner] });
  await ticketTo(owner.client, session.id);
  const other = { client: clientOf(api.url, await signInDirectly(api, owner.id)) };
  const presenter = comeIn(await ticketTo(other.client, session.id));
  const listed = () => media.asked.filter(({ method }) => method === 'RemoveParticipant').length;
  const before = listed();
  await signOut(owner);
  await api.app.get(EndPlaces).check();
  expect([presenter(), listed()]).toEqual([true, before]);
  await signOut(other);
  await expect.poll(presenter).toBe(false);
});

test('a sign-in that runs out unheard is found by looking, as is an old ticket that is used once more', async () => {
  const { session } = await aLiveSession(api);
  const viewer = await aPerson(api);
  const ticket = await ticketTo(viewer.client, session.id);
  const watching = comeIn(ticket);
  await api.asOwner(`ALTER TABLE auth_session DISABLE TRIGGER USER`);
  onTestFinished(async () => void (await api.asOwner(`ALTER TABLE auth_session ENABLE TRIGGER USER`)));
  await api.asOwner(`UPDATE auth_session SET expires_at = now() WHERE person_id = $1`, [viewer.id]);
  await api.asOwner(`ALTER TABLE auth_session ENABLE TRIGGER USER`);
  for (const turn of ['ran out', 'came back']) {
    comeIn(ticket);
    await api.app.get(EndPlaces).check();
    expect(watching(), turn).toBe(false);
  }
});

test('a manager who is no longer an organizer is removed, and a presenter whose role is taken stays', async () => {
  const owner = await aPerson(api, { roles: ['owner'] });
  const { session, organizer } = await aLiveSession(api, { owners: [owner] });
  const [manager, presenter] = [
    comeIn(await ticketTo(organizer.client, session.id)),
    comeIn(await ticketTo(owner.client, session.id)),
  ];
  await api.asOwner(`DELETE FROM person_role WHERE person_id = ANY($1)`, [[owner.id, organizer.id]]);
  await expect.poll(manager).toBe(false);
  expect(presenter()).toBe(true);
});

test("a hall's computer whose sign-in is over no longer sends from the hall", async () => {
  const { session } = await aLiveSession(api);
  const staff = await aPerson(api, { roles: ['staff'] });
  const hall = comeIn(await staff.client.ask<StageTicket>('POST', `/api/sessions/${session.id}/hall/ticket`, {}));
  await signOut(staff);
  await expect.poll(hall).toBe(false);
});

test('a party who signs out is out of the room of the negotiation; the other side stays', async () => {
  const { owner, investor, meeting } = await aMeeting(api);
  const [own, other] = await Promise.all(
    [owner, investor].map(async ({ client }) =>
      comeIn(await client.ask<MediaTicket>('POST', `/api/meetings/${meeting.id}/ticket`, {})),
    ),
  );
  await signOut(owner);
  await expect.poll(own as () => boolean).toBe(false);
  expect(other?.()).toBe(true);
});
