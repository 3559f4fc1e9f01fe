import type { Presenter, StageTicket } from '@everexpo/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLiveSession, aPerson, type Person } from '../../../testing/builders/index.ts';
import { connectSocket, heard, Listener } from '../../../testing/clients/sockets.ts';
import { mediaKeys, startTestApi, type TestApi } from '../../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  // What is decided is told by nobody but the watch.
  api = await startTestApi({ ...mediaKeys, OUTBOX: 'false' });
});
afterAll(() => api.close());

/** What a page is told of its own hand when it comes back to a session. */
async function handAfterWatching({ cookie }: Person, sessionId: string): Promise<unknown> {
  const listener = new Listener(await connectSocket(api, cookie), sessionId);
  const told = heard(listener.socket, 'stage:hand');
  await listener.watch();
  return told;
}

test('a page whose hand was lowered while it was away is told so when it watches again', async () => {
  const { session, organizer } = await aLiveSession(api);
  const path = `/api/sessions/${session.id}/stage`;
  const [person, other] = [await aPerson(api), await aPerson(api)];
  const { identity } = await person.client.ask<StageTicket>('POST', `${path}/ticket`);
  await person.client.ask('PUT', `${path}/hand`, { identity });
  expect(await handAfterWatching(person, session.id)).toEqual({ sessionId: session.id, up: true });
  expect(await handAfterWatching(other, session.id)).toEqual({ sessionId: session.id, up: false });
  await organizer.client.ask('DELETE', `${path}/hands/${person.id}`);
  expect(await handAfterWatching(person, session.id)).toEqual({ sessionId: session.id, up: false });
});

test('a guest leaves the stage of their own accord; one who is not on it is told so', async () => {
  const { session, organizer } = await aLiveSession(api);
  const path = `/api/sessions/${session.id}/stage`;
  const [guest, other] = [await aPerson(api), await aPerson(api)];
  const { identity } = await guest.client.ask<StageTicket>('POST', `${path}/ticket`);
  await guest.client.ask('PUT', `${path}/hand`, { identity });
  await organizer.client.ask('PUT', `${path}/presenters/${guest.id}`, { onStage: true });
  const onStage = async () => {
    const people = await organizer.client.ask<Presenter[]>('GET', `${path}/presenters`);
    return people.filter((one) => one.onStage).map(({ personId }) => personId);
  };
  expect(await onStage()).toEqual([guest.id]);
  expect(await organizer.client.ask('GET', `${path}/hands`), 'the hand is down by itself').toEqual([]);
  expect((await other.client.send('DELETE', `${path}/place`)).status).toBe(404);
  await guest.client.ask('DELETE', `${path}/place`);
  expect(await onStage()).toEqual([]);
});
