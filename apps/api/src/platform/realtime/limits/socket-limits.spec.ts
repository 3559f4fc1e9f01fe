import { randomUUID } from 'node:crypto';
import type { Ack, SocketEnd } from '@everexpo/contracts';
import type { Socket } from 'socket.io-client';
import * as Y from 'yjs';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { aLiveSession, aMeeting, anEdition, aPerson, guestCookie } from '../../../testing/builders/index.ts';
import { asked, connectSocket, heard } from '../../../testing/clients/sockets.ts';
import { startTestApi, type TestApi } from '../../../testing/test-api.ts';
import { ACTOR_RESOLVER, type ActorResolver } from '../../access/actor.ts';
import { entrancesOf } from '../../access/entrances.ts';
import { MAX_MESSAGE_BYTES, PERSON_CONNECTIONS, PERSON_EVENTS, SOCKET_EVENTS } from './socket-limits.ts';

const PLACES = 3;
const GUESTS = 4;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ SOCKETS_PER_PERSON: String(PLACES), GUESTS_PER_ADDRESS: String(GUESTS) });
});
afterAll(() => api.close());

/** Sends so many events at once; the acknowledgements that came before the socket was ended. */
async function flood(socket: Socket, count: number, event = 'clock:sync', request: object = { sentAt: 1 }) {
  const replies: Ack<unknown>[] = [];
  const ended = new Promise<void>((over) => {
    socket.once('disconnect', () => over());
    for (let sent = 0; sent < count; sent += 1)
      socket.emit(event, request, (reply: Ack<unknown>) => {
        replies.push(reply);
        if (replies.length === count) over();
      });
  });
  await ended;
  return replies;
}

const countOf = (replies: Ack<unknown>[], code: string) =>
  replies.filter((reply) => !reply.ok && reply.code === code).length;

describe('what a socket sends', () => {
  test('is answered within its budget; what is over is refused, with the seconds to wait', async () => {
    const socket = await connectSocket(api, (await aPerson(api)).cookie);
    const slowed = heard<{ retryAfter: number }>(socket, 'socket:slowed');
    const replies = await flood(socket, SOCKET_EVENTS.burst + 60);
    const refused = replies.find((reply) => !reply.ok);
    expect(refused).toMatchObject({ ok: false, code: 'too_many_requests', retryAfter: 1 });
    expect(replies.filter((reply) => reply.ok).length).toBeGreaterThanOrEqual(SOCKET_EVENTS.burst);
    expect(await slowed).toEqual({ retryAfter: 1 });
    expect(socket.connected, 'a short excess ends nothing').toBe(true);
    await expect.poll(() => asked(socket, 'clock:sync', { sentAt: 1 }).catch(() => null)).not.toBeNull();
  });

  test('is counted whatever it is: each event of the API, and one that there is not', async () => {
    const unknown = 'no:such';
    for (const event of [...entrancesOf(api.app).events.map((one) => one.event), unknown]) {
      const socket = await connectSocket(api, (await aPerson(api)).cookie);
      const replies = await flood(socket, SOCKET_EVENTS.burst + 60, event, {});
      expect(countOf(replies, 'too_many_requests'), event).toBeGreaterThan(0);
    }
    const socket = await connectSocket(api, (await aPerson(api)).cookie);
    expect(await flood(socket, 1, unknown, {})).toMatchObject([{ ok: false, code: 'unknown_event' }]);
  });

  test('is counted for the person too, on whichever of their pages', async () => {
    const { cookie } = await aPerson(api);
    const pages = await Promise.all(Array.from({ length: PLACES }, () => connectSocket(api, cookie)));
    const startedAt = performance.now();
    const replies = (await Promise.all(pages.map((page) => flood(page, SOCKET_EVENTS.burst)))).flat();
    const seconds = (performance.now() - startedAt) / 1000;
    expect(replies).toHaveLength(PLACES * SOCKET_EVENTS.burst);
    const answered = replies.filter(({ ok }) => ok).length;
    expect(answered).toBeLessThanOrEqual(PERSON_EVENTS.burst + PERSON_EVENTS.perSecond * seconds + 1);
    expect(countOf(replies, 'too_many_requests')).toBeGreaterThan(0);
    const other = await connectSocket(api, (await aPerson(api)).cookie);
    expect(countOf(await flood(other, 5), 'too_many_requests'), 'of somebody else').toBe(0);
  });

  test('ends the socket when it goes on; the flooder is told and comes back later, unnoticed by others', async () => {
    const [{ cookie }, other] = await Promise.all([aPerson(api), aPerson(api)]);
    const [socket, innocent] = [await connectSocket(api, cookie), await connectSocket(api, other.cookie)];
    const end = heard<SocketEnd>(socket, 'socket:ended');
    const replies = await flood(socket, 6_000);
    expect(await end).toEqual({ reason: 'flooding', retryAfter: 5 });
    expect(replies.length, 'no more is looked at').toBeLessThan(1_000);
    expect(socket.connected).toBe(false);
    await expect(connectSocket(api, cookie)).rejects.toMatchObject({
      message: 'too_many_requests',
      data: { code: 'too_many_requests', retryAfter: expect.any(Number) as number },
    });
    expect(await asked(innocent, 'clock:sync', { sentAt: 1 })).toMatchObject({ sentAt: 1 });
    await expect.poll(() => connectSocket(api, cookie).catch(() => null)).not.toBeNull();
  });

  test('may be as long as a whole term sheet, and no longer', async () => {
    const { owner, meeting } = await aMeeting(api);
    const socket = await connectSocket(api, owner.cookie);
    const sheet = new Y.Doc();
    sheet.getText('sheet').insert(0, '约'.repeat(21_800));
    const bytes = Buffer.from(Y.encodeStateAsUpdate(sheet));
    expect(bytes.length).toBeGreaterThan(65_400);
    const change = (update: Buffer) =>
      asked<{ id: number }>(socket, 'sheet:change', { meetingId: meeting.id, update: update.toString('base64') });
    expect((await change(bytes)).id).toBeGreaterThan(0);
    await expect(change(Buffer.alloc(65_538)), 'longer than the contract allows').rejects.toThrow('invalid_input');
    const closed = heard<string>(socket, 'disconnect');
    socket.emit('clock:sync', { sentAt: 1, padding: 'x'.repeat(MAX_MESSAGE_BYTES) });
    expect(await closed).toMatch(/transport/);
  });
});

describe('pages of one person', () => {
  test('are at most so many at once, however fast they come; one that goes makes room', async () => {
    const { cookie } = await aPerson(api);
    const tried = await Promise.allSettled(Array.from({ length: PLACES + 3 }, () => connectSocket(api, cookie)));
    const open = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(open).toHaveLength(PLACES);
    for (const one of tried)
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ message: 'too_many_pages', data: { retryAfter: 30 } });
    open[0]?.disconnect();
    await expect.poll(() => connectSocket(api, cookie).catch(() => null)).not.toBeNull();
  });

  test('guests of one address are counted together, people are not counted with them', async () => {
    const sockets = [];
    for (let guest = 0; guest < GUESTS; guest += 1) sockets.push(await connectSocket(api, await guestCookie(api.url)));
    await expect(connectSocket(api, await guestCookie(api.url))).rejects.toThrow('too_many_pages');
    expect((await connectSocket(api, (await aPerson(api)).cookie)).connected).toBe(true);
    for (const socket of sockets) socket.disconnect();
    await expect
      .poll(() =>
        guestCookie(api.url)
          .then((cookie) => connectSocket(api, cookie))
          .catch(() => null),
      )
      .not.toBeNull();
  });

  test('behind a proxy that is trusted, guests are counted by the address that it names', async () => {
    const behind = await startTestApi({ TRUSTED_PROXIES: '127.0.0.1', GUESTS_PER_ADDRESS: '1' }, api);
    onTestFinished(() => behind.close());
    const from = async (address: string) =>
      connectSocket(behind, await guestCookie(behind.url), { 'x-forwarded-for': address });
    expect((await from('203.0.113.1')).connected).toBe(true);
    await expect(from('203.0.113.1')).rejects.toThrow('too_many_pages');
    expect((await from('203.0.113.2')).connected).toBe(true);
    expect((await from('2001:db8:1:2::1')).connected).toBe(true);
    await expect(from('2001:db8:1:2:ffff::1'), 'the same IPv6 network').rejects.toThrow('too_many_pages');
    expect((await from('2001:db8:1:3::1')).connected).toBe(true);
  });
});

describe('connections', () => {
  function spyOnResolve() {
    const resolve = vi.spyOn(api.app.get<ActorResolver>(ACTOR_RESOLVER), 'resolve');
    onTestFinished(() => resolve.mockRestore());
    return resolve;
  }

  test('without a cookie of ours are told so, however many come, and nobody is asked whose they are', async () => {
    const resolve = spyOnResolve();
    const cookies = ['', 'theme=dark', 'everexpo.guest=made-up', 'everexpo.session_token=made.up'];
    const told = await Promise.all(
      Array.from({ length: 2 * PERSON_CONNECTIONS.burst }, (_, at) =>
        connectSocket(api, cookies[at % cookies.length] as string).catch(({ message }: Error) => message),
      ),
    );
    expect(new Set(told)).toEqual(new Set(['not_signed_in']));
    expect(resolve).not.toHaveBeenCalled();
  });

  test('of one sign-in are counted together, whatever else is in the cookie', async () => {
    const { cookie } = await aPerson(api);
    const resolve = spyOnResolve();
    const began = performance.now();
    await Promise.allSettled(
      Array.from({ length: PERSON_CONNECTIONS.burst + 40 }, (_, at) => connectSocket(api, `${cookie}; x=${at}`)),
    );
    const seconds = (performance.now() - began) / 1000;
    expect(resolve.mock.calls.length).toBeLessThanOrEqual(
      PERSON_CONNECTIONS.burst + PERSON_CONNECTIONS.perSecond * seconds + 1,
    );
  });
});

describe('what is not there or not theirs', () => {
  test('a session that was asked for before it was published is watched as soon as it is', async () => {
    const { session } = await aLiveSession(api);
    const socket = await connectSocket(api, (await aPerson(api)).cookie);
    const sessionId = randomUUID();
    await expect(asked(socket, 'session:watch', { sessionId })).rejects.toThrow('not_found');
    await api.asOwner(
      `INSERT INTO session SELECT (jsonb_populate_record(s, jsonb_build_object('id', $2::uuid, 'code', 'S900',
          'starts_at', s.starts_at + interval '30 days', 'ends_at', s.ends_at + interval '30 days'))).*
        FROM session s WHERE id = $1`,
      [session.id, sessionId],
    );
    expect(await asked(socket, 'session:watch', { sessionId })).toMatchObject({ stage: { sessionId } });
  });

  test('nobody watches a session, an edition or a workspace that there is not', async () => {
    const socket = await connectSocket(api, (await aPerson(api, { roles: ['organizer'] })).cookie);
    const [sessionId, editionId] = [randomUUID(), randomUUID()];
    await expect(asked(socket, 'session:watch', { sessionId })).rejects.toThrow('not_found');
    await expect(asked(socket, 'edition:watch', { editionId })).rejects.toThrow('not_found');
    await expect(asked(socket, 'draft:watch', { editionId })).rejects.toThrow('not_found');
    await expect(asked(socket, 'meeting:watch', { meetingId: randomUUID() })).rejects.toThrow('not_found');
  });

  test('nobody holds a session in a workspace that they are not in', async () => {
    const { id: editionId } = await anEdition(api).build();
    const socket = await connectSocket(api, (await aPerson(api, { roles: ['organizer'] })).cookie);
    const hold = { editionId, sessionId: null };
    await expect(asked(socket, 'draft:hold', hold)).rejects.toThrow('not_watching');
    await asked(socket, 'draft:watch', { editionId });
    expect(await asked(socket, 'draft:hold', hold)).toBeNull();
  });

  test('whoever is removed from a session loses their sockets and watches no more until they are let in', async () => {
    const { session, organizer } = await aLiveSession(api);
    const person = await aPerson(api);
    const watch = async () =>
      asked(await connectSocket(api, person.cookie), 'session:watch', { sessionId: session.id }).then(
        () => 'watches',
        (error: Error) => error.message,
      );
    const socket = await connectSocket(api, person.cookie);
    await asked(socket, 'session:watch', { sessionId: session.id });
    const end = heard<SocketEnd>(socket, 'socket:ended');
    const ban = (banned: boolean) =>
      organizer.client.ask('PUT', `/api/sessions/${session.id}/stage/banned/${person.id}`, { banned });
    await ban(true);
    expect(await end).toEqual({ reason: 'removed', retryAfter: 0 });
    await expect.poll(watch).toBe('removed');
    await ban(false);
    await expect.poll(watch).toBe('watches');
  });
});
