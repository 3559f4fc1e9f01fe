import type { Ack, SessionFeed, SessionMessage } from '@everexpo/contracts';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { aLiveSession, guestCookie, type Person } from '../../testing/builders/index.ts';
import { asked, connectSocket } from '../../testing/clients/sockets.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

const MESSAGES = 2_500;
/** What one socket may send, as docs/operations.md says. */
const SOCKET_EVENTS = { burst: 100, perSecond: 20 };

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

async function aSessionWithALog(): Promise<{ sessionId: string; head: number; organizer: Person }> {
  const { session, organizer } = await aLiveSession(api);
  const [stage] = await api.asOwner<{ head: number }>(
    `WITH stage AS (UPDATE stage SET last_seq = last_seq + $2 WHERE session_id = $1 RETURNING last_seq),
      told AS (INSERT INTO live_message (session_id, seq, kind, payload)
        SELECT $1, last_seq - n, 'reactions', '{"clap": 1}' FROM stage, generate_series(0, $2::int - 1) AS n)
      SELECT last_seq AS head FROM stage`,
    [session.id, MESSAGES],
  );
  return { sessionId: session.id, head: stage?.head ?? 0, organizer };
}

/** Counts what is read of sessions' logs from now on. */
function readsOfLogs(): () => number {
  const runner = Object.getPrototypeOf(api.db.createQueryRunner()) as { query: (text: string) => unknown };
  const queries = vi.spyOn(runner, 'query');
  onTestFinished(() => queries.mockRestore());
  return () => queries.mock.calls.filter(([text]) => /SELECT[^]*payload FROM live_message/.test(text)).length;
}

test('a page that catches up pays before the log is read; what it cannot pay is not read', async () => {
  const { sessionId, head } = await aSessionWithALog();
  const socket = await connectSocket(api, await guestCookie(api.url));
  const reads = readsOfLogs();
  const began = performance.now();
  const replies: Ack<SessionFeed>[] = [];
  for (let missed = 1_900; missed < 1_960; missed += 1)
    replies.push((await socket.emitWithAck('session:watch', { sessionId, after: head - missed })) as Ack<SessionFeed>);
  const seconds = (performance.now() - began) / 1000;
  const answered = replies.filter(({ ok }) => ok);
  expect(answered[0]).toMatchObject({ ok: true, data: { reset: false } });
  expect(replies.find(({ ok }) => !ok)).toMatchObject({ code: 'too_many_requests' });
  expect(reads()).toBe(answered.length);
  // 1,900 messages are 38 events.
  expect(reads() * 38).toBeLessThanOrEqual(SOCKET_EVENTS.burst + SOCKET_EVENTS.perSecond * seconds);
});

test('a page that missed too much starts over, and nothing is read for it', async () => {
  const { sessionId, head } = await aSessionWithALog();
  const socket = await connectSocket(api, await guestCookie(api.url));
  const reads = readsOfLogs();
  const feed = await asked<SessionFeed>(socket, 'session:watch', { sessionId, after: head - 2_200 });
  expect(feed).toMatchObject({ reset: true, messages: [], stage: { seq: head } });
  expect(reads()).toBe(0);
});

test('a page that asks too much still hears the session that it watched before', async () => {
  const { sessionId, head, organizer } = await aSessionWithALog();
  const socket = await connectSocket(api, await guestCookie(api.url));
  const heard: number[] = [];
  socket.on('session:messages', (news: { messages: SessionMessage[] }) =>
    heard.push(...news.messages.map(({ seq }) => seq)),
  );
  await asked(socket, 'session:watch', { sessionId });
  const after = head - 1_900;
  await expect
    .poll(() => asked(socket, 'session:watch', { sessionId, after }).catch(({ message }: Error) => message))
    .toBe('too_many_requests');
  await organizer.client.ask('POST', `/api/sessions/${sessionId}/questions`, { body: '还在吗？', anonymous: true });
  await expect.poll(() => Math.max(0, ...heard)).toBeGreaterThan(head);
});
