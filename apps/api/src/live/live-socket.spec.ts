import { SOCKET_PATH, type Question } from '@everexpo/contracts';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { issueGuestTicket } from '../accounts/index.ts';
import { aLiveSession } from '../testing/scenes.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let sessionId: string;
beforeAll(async () => {
  api = await startTestApi();
  sessionId = (await aLiveSession(api, await api.as('organizer'))).session.id;
});
afterAll(() => api.close());

function connect(cookie: string, headers: Record<string, string> = {}): Promise<Socket> {
  const socket = io(api.url, { path: SOCKET_PATH, transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders: { cookie, ...headers } });
  onTestFinished(() => void socket.disconnect());
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}

async function guest(): Promise<string> {
  const answer = await fetch(`${api.url}/api/guest`, { method: 'POST' });
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

test('a socket without a session is refused', async () => {
  await expect(connect('')).rejects.toThrow('not_signed_in');
});

test('a forged or expired guest session is refused', async () => {
  const real = await guest();
  await expect(connect(real.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).rejects.toThrow('not_signed_in');
  const expired = issueGuestTicket('test-secret-of-more-than-32-characters', new Date(Date.now() - 86_400_000));
  await expect(connect(`everexpo.guest=${expired.value}`)).rejects.toThrow('not_signed_in');
});

test('an expired sign-in is refused', async () => {
  const { cookie } = await api.as('steward');
  await api.db.query(`UPDATE auth_session SET expires_at = now() - interval '1 minute' WHERE person_id = (SELECT id FROM person WHERE email = 'steward@everexpo.example')`);
  await expect(connect(cookie)).rejects.toThrow('not_signed_in');
});

test('a page of another origin is refused', async () => {
  await expect(connect(await guest(), { origin: 'https://elsewhere.example' })).rejects.toThrow();
});

test('a guest watches a session and hears its questions', async () => {
  const socket = await connect(await guest());
  expect(await socket.emitWithAck('session:watch', { sessionId })).toMatchObject({ ok: true, data: { state: 'live', sessionId } });
  const heard = new Promise<Question>((resolve) => socket.once('question:asked', resolve));
  const attendee = await api.as('attendee');
  await attendee.create(`/api/sessions/${sessionId}/questions`, { body: '能听到吗？', anonymous: true });
  expect(await heard).toMatchObject({ body: '能听到吗？', authorName: null, votes: 0 });
});

test('bad requests are answered by name', async () => {
  const socket = await connect(await guest());
  expect(await socket.emitWithAck('session:watch', { sessionId: 'x' })).toMatchObject({ ok: false, code: 'invalid_input', detail: expect.stringContaining('/sessionId') as string });
  expect(await socket.emitWithAck('session:watch', { sessionId, extra: 1 })).toMatchObject({ ok: false, detail: expect.stringContaining('/extra') as string });
  expect(await socket.emitWithAck('session:watch', { sessionId: '00000000-0000-4000-8000-000000000000' })).toMatchObject({ ok: false, code: 'not_found' });
});
