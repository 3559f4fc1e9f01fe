import type { Ack, SessionFeed } from '@everexpo/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueGuestTicket } from '../accounts/index.ts';
import { aLiveSession, aPerson, guestCookie } from '../testing/builders/index.ts';
import { connectSocket, Listener } from '../testing/clients/sockets.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const guest = () => guestCookie(api.url);

test('a socket without a session is refused', async () => {
  await expect(connectSocket(api, '')).rejects.toThrow('not_signed_in');
});

test('a forged or expired guest session is refused', async () => {
  const real = await guest();
  const forged = real.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  await expect(connectSocket(api, forged)).rejects.toThrow('not_signed_in');
  const expired = issueGuestTicket(api.secret, new Date(Date.now() - 86_400_000));
  await expect(connectSocket(api, `everexpo.guest=${expired.value}`)).rejects.toThrow('not_signed_in');
});

test('an expired sign-in is refused', async () => {
  const { id, cookie } = await aPerson(api);
  await api.asOwner(`UPDATE auth_session SET expires_at = now() - interval '1 minute' WHERE person_id = $1`, [id]);
  await expect(connectSocket(api, cookie)).rejects.toThrow('not_signed_in');
});

test('a page of another origin is refused', async () => {
  const refused = connectSocket(api, await guest(), { origin: 'https://elsewhere.example' });
  await expect(refused).rejects.toThrow();
});

test('a guest watches a session and hears its questions', async () => {
  const { session } = await aLiveSession(api);
  const listener = new Listener(await connectSocket(api, await guest()), session.id);
  expect(await listener.watch()).toMatchObject({ stage: { state: 'live', sessionId: session.id }, reset: false });
  const { client } = await aPerson(api);
  await client.ask('POST', `/api/sessions/${session.id}/questions`, { body: '能听到吗？', anonymous: true });
  expect(await listener.next('question')).toMatchObject({ body: '能听到吗？', authorName: null, votes: 0 });
});

test('bad requests are answered by name', async () => {
  const { session } = await aLiveSession(api);
  const socket = await connectSocket(api, await guest());
  const watch = (request: object) => socket.emitWithAck('session:watch', request) as Promise<unknown>;
  const naming = (pointer: string) => [expect.objectContaining({ pointer }) as object];
  expect(await watch({ sessionId: 'x' })).toMatchObject({
    ok: false,
    code: 'invalid_input',
    errors: naming('/sessionId'),
  });
  expect(await watch({ sessionId: session.id, extra: 1 })).toMatchObject({ ok: false, errors: naming('/extra') });
  const unknown = { sessionId: '00000000-0000-4000-8000-000000000000' };
  expect(await watch(unknown)).toMatchObject({ ok: false, code: 'not_found' });
});

test('who asks for everything again and again is refused; who missed a little is not', async () => {
  const { session } = await aLiveSession(api);
  await api.asOwner(
    `WITH head AS (UPDATE stage SET last_seq = last_seq + 1800 WHERE session_id = $1 RETURNING last_seq)
     INSERT INTO live_message (session_id, seq, kind, payload)
     SELECT $1, last_seq - 1800 + n, 'votes', '{}' FROM head, generate_series(1, 1800) AS n`,
    [session.id],
  );
  const socket = await connectSocket(api, await guest());
  const watch = (after: number) =>
    socket.emitWithAck('session:watch', { sessionId: session.id, after }) as Promise<Ack<SessionFeed>>;
  const replies = await Promise.all(Array.from({ length: 20 }, (_, index) => watch(index + 20)));
  const feeds = replies.flatMap((reply) => (reply.ok ? [reply.data] : []));
  expect(feeds.length).toBeGreaterThanOrEqual(2);
  expect(feeds.length).toBeLessThan(20);
  const firsts = replies.map((reply, index) => (reply.ok ? reply.data.messages[0]?.seq : index + 21));
  expect(firsts, 'the first that was missed').toEqual(replies.map((_, index) => index + 21));
  const refused = { ok: false, code: 'too_many_requests', retryAfter: expect.any(Number) as number };
  const refusals = replies.filter(({ ok }) => !ok);
  expect(refusals).toEqual(refusals.map(() => expect.objectContaining(refused) as object));
  const seq = feeds[0]?.stage.seq ?? 0;
  expect(feeds[0]?.messages.at(-1)?.seq).toBe(seq);
  const late = await watch(seq - 10);
  expect(late.ok && late.data.messages).toHaveLength(10);
});
