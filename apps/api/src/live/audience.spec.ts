import type { ChatLine, ChatPage, Poll, PollList, Question, QuestionPage, Reactions } from '@everexpo/contracts';
import { randomUUID } from 'node:crypto';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aLiveSession } from '../testing/scenes.ts';
import { asked, connectSocket, Listener } from '../testing/sockets.ts';
import { startTestApi, type Client, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
let organizer: Client;
let attendee: Client;
let investor: Client;
let sessionId: string;
let project: string;
beforeAll(async () => {
  api = await startTestApi();
  [organizer, attendee, investor] = (await Promise.all(['organizer', 'attendee', 'investor'].map((name) => api.as(name)))) as [Client, Client, Client];
  const { session } = await aLiveSession(api, organizer);
  sessionId = session.id;
  project = session.runningOrder[0]?.project.id ?? '';
});
afterAll(() => api.close());

const listen = async (client: Client) => {
  const listener = new Listener(await connectSocket(api, client.cookie), sessionId);
  await listener.watch();
  return listener;
};
const say = (socket: Socket, body: string, id: string = randomUUID()) => asked<{ seq: number }>(socket, 'chat:say', { sessionId, id, body });
const setAudience = (change: object) => organizer.send('PUT', `/api/sessions/${sessionId}/stage/audience`, change);

describe('chat', () => {
  test('a line reaches every page once, and its repeat is the same line', async () => {
    const [speaker, hearer] = await Promise.all([listen(attendee), listen(investor)]);
    const id = randomUUID();
    const said = await Promise.all([say(speaker.socket, '样机很稳定', id), say(speaker.socket, '样机很稳定', id).catch(() => null)]);
    expect((await say(speaker.socket, '样机很稳定', id)).seq).toBe(said[0].seq);
    expect(await hearer.next('chat')).toMatchObject({ id, body: '样机很稳定', removed: false });
    const { body: page } = await api.anonymous.get<ChatPage>(`/api/sessions/${sessionId}/chat`);
    expect(page.items.filter((line) => line.id === id)).toHaveLength(1);
    expect(page.seq).toBeGreaterThanOrEqual(said[0].seq);
  });

  test('slow mode holds one line a person and pause, on whatever number of screens; organizers are free of it', async () => {
    await setAudience({ slowSeconds: 60 });
    const screens = await Promise.all([1, 2, 3].map(() => listen(investor)));
    const results = await Promise.allSettled(screens.flatMap(({ socket }) => [1, 2].map(() => say(socket, '同时发言'))));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.filter((result) => result.status === 'rejected' && (result.reason as Error).message === 'slow_mode')).toHaveLength(5);
    const manager = await listen(organizer);
    await say(manager.socket, '欢迎提问');
    await say(manager.socket, '还有两分钟');
    await setAudience({ slowSeconds: 0 });
  });

  test('links, empty lines, closed chats and the public are refused by name', async () => {
    const speaker = await listen(await api.as('attendee2'));
    await expect(say(speaker.socket, '加我 spam.com')).rejects.toThrow('invalid_input');
    await expect(say(speaker.socket, '  ')).rejects.toThrow('invalid_input');
    await setAudience({ chatOpen: false });
    await expect(say(speaker.socket, '有人吗')).rejects.toThrow('chat_closed');
    await setAudience({ chatOpen: true });
    const cookie = (await fetch(`${api.url}/api/guest`, { method: 'POST' })).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    await expect(say(await connectSocket(api, cookie), '路过')).rejects.toThrow('not_signed_in');
  });

  test('a reported line is in the queue; removed, its words are nowhere, and its author can be muted', async () => {
    const author = await api.as('steward');
    const [speaker, hearer] = await Promise.all([listen(author), listen(attendee)]);
    const id = randomUUID();
    await say(speaker.socket, '不文明的话', id);
    const line = await hearer.next('chat');
    expect(await attendee.send('POST', `/api/chat/${id}/reports`)).toMatchObject({ status: 204 });
    await attendee.send('POST', `/api/chat/${id}/reports`);
    expect((await organizer.get(`/api/sessions/${sessionId}/chat/reported`)).body).toMatchObject([{ id, reports: 1 }]);
    expect(await attendee.send('DELETE', `/api/chat/${id}`)).toMatchObject({ status: 403 });
    expect(await organizer.send('DELETE', `/api/chat/${id}`)).toMatchObject({ status: 204 });
    expect(await hearer.next('chat')).toMatchObject({ id, body: '', removed: true });
    const again = await new Listener(hearer.socket, sessionId).watch(line.seq - 1);
    expect(JSON.stringify(again.messages)).not.toContain('不文明的话');
    expect((await api.anonymous.get<ChatPage>(`/api/sessions/${sessionId}/chat`)).body.items.find((one: ChatLine) => one.id === id)).toMatchObject({ body: '', removed: true });
    expect(await organizer.send('PUT', `/api/sessions/${sessionId}/chat/muted/${line.authorId}`, { muted: true })).toMatchObject({ status: 204 });
    await expect(say(speaker.socket, '又来了')).rejects.toThrow('muted');
  });
});

describe('questions', () => {
  test('wait to be let through where the organizers ask for it, and one is pinned at a time', async () => {
    await setAudience({ moderated: true });
    const hearer = await listen(investor);
    const { body: waiting } = await attendee.create<Question>(`/api/sessions/${sessionId}/questions`, { body: '可以先审核吗？' });
    expect(waiting.state).toBe('waiting');
    const listed = async (client: Client) => (await client.get<QuestionPage>(`/api/sessions/${sessionId}/questions`)).body.items.map(({ id }) => id);
    expect(await listed(api.anonymous)).not.toContain(waiting.id);
    expect(await listed(attendee)).toContain(waiting.id);
    expect(await listed(organizer)).toContain(waiting.id);
    expect(await investor.send('PUT', `/api/questions/${waiting.id}/vote`)).toMatchObject({ status: 404 });
    expect(await organizer.send('PUT', `/api/questions/${waiting.id}`, { pinned: true })).toMatchObject({ status: 409, body: { code: 'not_shown' } });
    await organizer.send('PUT', `/api/questions/${waiting.id}`, { state: 'shown', pinned: true });
    expect(await hearer.next('question')).toMatchObject({ id: waiting.id, pinned: true });
    await setAudience({ moderated: false });
    const { body: second } = await organizer.create<Question>(`/api/sessions/${sessionId}/questions`, { body: '第二个置顶' });
    await organizer.send('PUT', `/api/questions/${second.id}`, { pinned: true });
    expect((await listed(api.anonymous))[0]).toBe(second.id);
    await organizer.send('PUT', `/api/questions/${second.id}`, { state: 'dismissed' });
    expect(await hearer.next('question-gone')).toEqual({ id: second.id });
    expect(await listed(api.anonymous)).not.toContain(second.id);
  });
});

describe('polls', () => {
  test('count one vote a person, who may change it, and move the bars on every screen', async () => {
    const hearer = await listen(attendee);
    expect(await organizer.create(`/api/sessions/${sessionId}/polls`, { body: '最关心什么？', options: ['成本', '成本'] })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/options' }] } });
    const { body: poll } = await organizer.create<Poll>(`/api/sessions/${sessionId}/polls`, { body: '最关心什么？', options: ['成本', '产能', '专利'] });
    expect(await hearer.next('poll')).toMatchObject({ id: poll.id, open: true });
    await investor.send('PUT', `/api/polls/${poll.id}/vote`, { option: 0 });
    await investor.send('PUT', `/api/polls/${poll.id}/vote`, { option: 2 });
    await attendee.send('PUT', `/api/polls/${poll.id}/vote`, { option: 2 });
    await expect.poll(async () => (await hearer.next('poll')).options.map(({ votes }) => votes), { timeout: 8_000 }).toEqual([0, 0, 2]);
    expect(await investor.send('PUT', `/api/polls/${poll.id}/vote`, { option: 3 })).toMatchObject({ status: 422, body: { errors: [{ pointer: '/option' }] } });
    await organizer.send('POST', `/api/polls/${poll.id}/close`);
    expect(await investor.send('PUT', `/api/polls/${poll.id}/vote`, { option: 1 })).toMatchObject({ status: 404 });
    expect((await investor.get<PollList>(`/api/sessions/${sessionId}/polls`)).body.items).toMatchObject([{ id: poll.id, open: false, mine: 2, options: [{ votes: 0 }, { votes: 0 }, { votes: 2 }] }]);
  });
});

test('reactions of many come as one sum a second', async () => {
  const hearer = await listen(attendee);
  const heard: Reactions[] = [];
  hearer.socket.on('session:reactions', (sum: Reactions) => heard.push(sum));
  const givers = await Promise.all(Array.from({ length: 5 }, () => listen(investor)));
  await Promise.all(givers.map(({ socket }) => asked(socket, 'session:react', { sessionId, sign: 'clap' })));
  await asked(givers[0]?.socket as Socket, 'session:react', { sessionId, sign: 'clap' });
  await expect.poll(() => heard.reduce((sum, { given }) => sum + (given.clap ?? 0), 0), { timeout: 5_000 }).toBe(5);
  expect(heard.length).toBeLessThanOrEqual(2);
  expect(await api.db.query(`SELECT sum(given)::int AS given FROM reaction_count WHERE session_id = $1`, [sessionId])).toEqual([{ given: 5 }]);
});

test('an interest pressed during a pitch shows as a count, without a name', async () => {
  const hearer = await listen(attendee);
  await investor.create(`/api/projects/${project}/interests`, {});
  const payload = await hearer.next('interest');
  expect(payload).toMatchObject({ count: 1 });
  expect(Object.keys(payload).sort()).toEqual(['count', 'pitchId']);
});
