import type {
  ChatMessage,
  ChatPage,
  Poll,
  PollList,
  Question,
  QuestionPage,
  Reaction,
  Reactions,
} from '@everexpo/contracts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { aLiveSession, aPerson, guestCookie, type Person } from '../testing/builders/index.ts';
import { asked, connectSocket, Listener } from '../testing/clients/sockets.ts';
import { startTestApi, type Client, type TestApi } from '../testing/test-api.ts';
import { CountReactions } from './reactions/count-reactions.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** A live session with its organizer, and whoever comes to it. */
async function aHall() {
  const { session, organizer: manager } = await aLiveSession(api);
  const organizer = manager.client;
  const path = `/api/sessions/${session.id}`;
  return {
    session,
    organizer,
    manager,
    path,
    setAudience: (change: object) => organizer.ask('PUT', `${path}/stage/audience`, change),
    /** A page of a person's that hears the session. */
    async listen(person?: Person): Promise<Listener> {
      const { cookie } = person ?? (await aPerson(api));
      const listener = new Listener(await connectSocket(api, cookie), session.id);
      await listener.watch();
      return listener;
    },
    send: ({ socket }: Listener, body: string, id: string = randomUUID()) =>
      asked<{ seq: number }>(socket, 'chat:send', { sessionId: session.id, id, body }),
  };
}

describe('chat', () => {
  test('a line reaches every page once, and its repeat is the same line', async () => {
    const { listen, send, path } = await aHall();
    const [speaker, hearer] = await Promise.all([listen(), listen()]);
    const id = randomUUID();
    const body = '样机很稳定';
    const [said] = await Promise.all([send(speaker, body, id), send(speaker, body, id).catch(() => null)]);
    expect((await send(speaker, body, id)).seq).toBe(said.seq);
    const page = await api.anonymous.ask<ChatPage>('GET', `${path}/chat`);
    expect(page.items).toMatchObject([{ id, body, removed: false }]);
    // A later line comes after whatever else there was to hear.
    const end = randomUUID();
    const other = await listen();
    await send(other, '另一句', end);
    for (const { messages } of [speaker, hearer]) {
      const lines = () => messages.flatMap(({ kind, payload }) => (kind === 'chat' ? [payload] : []));
      await expect.poll(() => lines().at(-1)?.id).toBe(end);
      expect(lines()).toMatchObject([{ id, body, removed: false }, { id: end }]);
    }
  });

  test('slow mode holds one line a person and pause, however many screens; organizers are free of it', async () => {
    const { listen, send, setAudience, manager } = await aHall();
    await setAudience({ slowSeconds: 60 });
    const person = await aPerson(api);
    const screens = await Promise.all([1, 2, 3].map(() => listen(person)));
    const lines = screens.flatMap((screen) => [1, 2].map(() => send(screen, '同时发言')));
    const results = await Promise.allSettled(lines);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Error] : []));
    expect(refused.map(({ message }) => message)).toEqual(Array(5).fill('slow_mode'));
    const organizer = await listen(manager);
    await send(organizer, '欢迎提问');
    await send(organizer, '还有两分钟');
  });

  test('links, empty lines, closed chats and the public are refused by name', async () => {
    const { listen, send, setAudience, session } = await aHall();
    const speaker = await listen();
    await expect(send(speaker, '加我 spam.com')).rejects.toThrow('invalid_input');
    await expect(send(speaker, '  ')).rejects.toThrow('invalid_input');
    await setAudience({ chatOpen: false });
    await expect(send(speaker, '有人吗')).rejects.toThrow('chat_closed');
    await setAudience({ chatOpen: true });
    const guest = new Listener(await connectSocket(api, await guestCookie(api.url)), session.id);
    await expect(send(guest, '路过')).rejects.toThrow('not_signed_in');
  });

  test('a reported line is in the queue; removed, its words are nowhere, and its author can be muted', async () => {
    const { listen, send, setAudience, organizer, session, path } = await aHall();
    await setAudience({ slowSeconds: 0 });
    const reader = await aPerson(api);
    const [speaker, hearer] = await Promise.all([listen(), listen(reader)]);
    const id = randomUUID();
    await send(speaker, '不文明的话', id);
    const line = await hearer.next('chat');
    const report = () => reader.client.send('POST', `/api/chat/${id}/reports`);
    expect(await report()).toMatchObject({ status: 204 });
    await report();
    expect(await organizer.ask('GET', `${path}/chat/reported`)).toMatchObject([{ id, reports: 1 }]);
    expect(await reader.client.send('DELETE', `/api/chat/${id}`)).toMatchObject({ status: 403 });
    expect(await organizer.send('DELETE', `/api/chat/${id}`)).toMatchObject({ status: 204 });
    expect(await hearer.next('chat')).toMatchObject({ id, body: '', removed: true });
    const again = await new Listener(hearer.socket, session.id).watch(line.seq - 1);
    expect(JSON.stringify(again.messages)).not.toContain('不文明的话');
    const { items } = await api.anonymous.ask<ChatPage>('GET', `${path}/chat`);
    expect(items.find((one: ChatMessage) => one.id === id)).toMatchObject({ body: '', removed: true });
    const muted = await organizer.send('PUT', `${path}/chat/muted/${line.authorId}`, { muted: true });
    expect(muted).toMatchObject({ status: 204 });
    await expect(send(speaker, '又来了')).rejects.toThrow('muted');
  });
});

describe('questions', () => {
  /** Ids of the questions that somebody sees, in their order. */
  const listed = async (client: Client, path: string) =>
    (await client.ask<QuestionPage>('GET', `${path}/questions`)).items.map(({ id }) => id);

  test('wait to be let through where the organizers ask for it', async () => {
    const { setAudience, listen, organizer, path } = await aHall();
    await setAudience({ moderated: true });
    const [asker, reader] = [await aPerson(api), await aPerson(api)];
    const hearer = await listen(reader);
    const { id, state } = await asker.client.ask<Question>('POST', `${path}/questions`, { body: '可以先审核吗？' });
    expect(state).toBe('waiting');
    for (const client of [api.anonymous, reader.client]) expect(await listed(client, path)).toEqual([]);
    for (const client of [asker.client, organizer]) expect(await listed(client, path)).toEqual([id]);
    expect(await reader.client.send('PUT', `/api/questions/${id}/vote`)).toMatchObject({ status: 404 });
    const early = await organizer.send('PUT', `/api/questions/${id}`, { pinned: true });
    expect(early).toMatchObject({ status: 409, body: { code: 'not_shown' } });
    await organizer.ask('PUT', `/api/questions/${id}`, { state: 'shown', pinned: true });
    expect(await hearer.next('question')).toMatchObject({ id, pinned: true });
    expect(await listed(api.anonymous, path)).toEqual([id]);
  });

  test('one is pinned at a time; a dismissed one is gone from every page', async () => {
    const { listen, organizer, path } = await aHall();
    const hearer = await listen();
    const ask = async (body: string) => {
      const { client } = await aPerson(api);
      return client.ask<Question>('POST', `${path}/questions`, { body });
    };
    const [first, second] = [await ask('第一个问题'), await ask('第二个问题')];
    for (const { id } of [first, second]) await organizer.ask('PUT', `/api/questions/${id}`, { pinned: true });
    expect(await listed(api.anonymous, path)).toEqual([second.id, first.id]);
    const { items } = await api.anonymous.ask<QuestionPage>('GET', `${path}/questions`);
    expect(items.filter(({ pinned }) => pinned).map(({ id }) => id)).toEqual([second.id]);
    await organizer.ask('PUT', `/api/questions/${second.id}`, { state: 'dismissed' });
    expect(await hearer.next('question-gone')).toEqual({ id: second.id });
    expect(await listed(api.anonymous, path)).toEqual([first.id]);
  });
});

describe('polls', () => {
  test('have each option once', async () => {
    const { organizer, path } = await aHall();
    const refused = await organizer.create(`${path}/polls`, { body: '最关心什么？', options: ['成本', '成本'] });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/options' }] } });
  });

  test('count one vote a person, who may change it, and move the bars on every screen', async () => {
    const { listen, organizer, path } = await aHall();
    const hearer = await listen();
    const [one, other] = [(await aPerson(api)).client, (await aPerson(api)).client];
    const options = ['成本', '产能', '专利'];
    const poll = await organizer.ask<Poll>('POST', `${path}/polls`, { body: '最关心什么？', options });
    expect(await hearer.next('poll')).toMatchObject({ id: poll.id, open: true });
    const vote = (client: Client, option: number) => client.send('PUT', `/api/polls/${poll.id}/vote`, { option });
    await vote(one, 0);
    await vote(one, 2);
    await vote(other, 2);
    await expect
      .poll(() => {
        const told = hearer.messages.filter((message) => message.kind === 'poll').at(-1)?.payload as Poll;
        return told.options.map(({ votes }) => votes);
      })
      .toEqual([0, 0, 2]);
    expect(await vote(one, 3)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/option' }] } });
    await organizer.ask('POST', `/api/polls/${poll.id}/close`);
    expect(await vote(one, 1)).toMatchObject({ status: 404 });
    const { items } = await one.ask<PollList>('GET', `${path}/polls`);
    const votes = [{ votes: 0 }, { votes: 0 }, { votes: 2 }];
    expect(items).toMatchObject([{ id: poll.id, open: false, mine: 2, options: votes }]);
  });
});

describe('reactions', () => {
  /** What a page hears of them. */
  function sumsOf({ socket }: Listener): Reactions['given'][] {
    const sums: Reactions['given'][] = [];
    socket.on('session:reactions', ({ given }: Reactions) => sums.push(given));
    return sums;
  }

  test('of many come as one sum', async () => {
    const { listen, session } = await aHall();
    const sums = sumsOf(await listen());
    const reactions = api.app.get(CountReactions);
    // Within one turn of the event loop: no pass comes in between.
    for (let page = 0; page < 5; page += 1) reactions.add(session.id, 'clap');
    await expect.poll(() => sums).toEqual([{ clap: 5 }]);
    const written = `SELECT emoji, given::int FROM reaction_count WHERE session_id = $1`;
    expect(await api.db.query(written, [session.id])).toEqual([{ emoji: 'clap', given: 5 }]);
  });

  test('count one a page and moment', async () => {
    const { listen, session } = await aHall();
    const sums = sumsOf(await listen());
    const [first, ...others] = await Promise.all([listen(), listen(), listen()]);
    const give = ({ socket }: Listener, emoji: Reaction) =>
      asked(socket, 'reaction:send', { sessionId: session.id, emoji });
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    await Promise.all([first, first, ...others].map((page) => give(page, 'clap')));
    vi.setSystemTime(Date.now() + 1_000);
    await give(first, 'clap');
    // Another sign of a later moment comes after all that was given before.
    vi.setSystemTime(Date.now() + 1_000);
    await give(first, 'wow');
    await expect.poll(() => sums.some(({ wow }) => wow)).toBe(true);
    expect(sums.reduce((sum, { clap = 0 }) => sum + clap, 0)).toBe(4);
  });
});

test('an interest pressed during a pitch shows as a count, without a name', async () => {
  const { listen, session } = await aHall();
  const hearer = await listen();
  const investor = await aPerson(api, { roles: ['investor'] });
  await investor.client.ask('POST', `/api/projects/${session.pitches[0]?.project.id}/interests`, {});
  const payload = await hearer.next('interest');
  expect(payload).toMatchObject({ count: 1 });
  expect(Object.keys(payload).sort()).toEqual(['count', 'pitchId']);
});
