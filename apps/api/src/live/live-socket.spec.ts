import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueGuestTicket } from '../accounts/index.ts';
import { aLiveSession } from '../testing/scenes.ts';
import { connectSocket, Listener } from '../testing/sockets.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let sessionId: string;
beforeAll(async () => {
  api = await startTestApi();
  sessionId = (await aLiveSession(api, await api.as('organizer'))).session.id;
});
afterAll(() => api.close());

async function guest(): Promise<string> {
  const answer = await fetch(`${api.url}/api/guest`, { method: 'POST' });
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

test('a socket without a session is refused', async () => {
  await expect(connectSocket(api, '')).rejects.toThrow('not_signed_in');
});

test('a forged or expired guest session is refused', async () => {
  const real = await guest();
  await expect(connectSocket(api, real.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).rejects.toThrow('not_signed_in');
  const expired = issueGuestTicket('test-secret-of-more-than-32-characters', new Date(Date.now() - 86_400_000));
  await expect(connectSocket(api, `everexpo.guest=${expired.value}`)).rejects.toThrow('not_signed_in');
});

test('an expired sign-in is refused', async () => {
  const { cookie } = await api.as('steward');
  await api.db.query(`UPDATE auth_session SET expires_at = now() - interval '1 minute' WHERE person_id = (SELECT id FROM person WHERE email = 'steward@everexpo.example')`);
  await expect(connectSocket(api, cookie)).rejects.toThrow('not_signed_in');
});

test('a page of another origin is refused', async () => {
  await expect(connectSocket(api, await guest(), { origin: 'https://elsewhere.example' })).rejects.toThrow();
});

test('a guest watches a session and hears its questions', async () => {
  const listener = new Listener(await connectSocket(api, await guest()), sessionId);
  expect(await listener.watch()).toMatchObject({ stage: { state: 'live', sessionId }, reset: false });
  const attendee = await api.as('attendee');
  await attendee.create(`/api/sessions/${sessionId}/questions`, { body: '能听到吗？', anonymous: true });
  expect(await listener.next('question')).toMatchObject({ body: '能听到吗？', authorName: null, votes: 0 });
});

test('bad requests are answered by name', async () => {
  const socket = await connectSocket(api, await guest());
  expect(await socket.emitWithAck('session:watch', { sessionId: 'x' })).toMatchObject({ ok: false, code: 'invalid_input', detail: expect.stringContaining('/sessionId') as string });
  expect(await socket.emitWithAck('session:watch', { sessionId, extra: 1 })).toMatchObject({ ok: false, detail: expect.stringContaining('/extra') as string });
  expect(await socket.emitWithAck('session:watch', { sessionId: '00000000-0000-4000-8000-000000000000' })).toMatchObject({ ok: false, code: 'not_found' });
});
