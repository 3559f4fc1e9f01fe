import { randomUUID } from 'node:crypto';
import type { Me, Problem } from '@everexpo/contracts';
import { problems, problemText, type ProblemCode } from '@everexpo/contracts/problems';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HANG_MS } from '../../../../../tests/support/hang.ts';
import { aLiveSession, aPerson, aSession, unique } from '../../testing/builders/index.ts';
import { connectSocket } from '../../testing/clients/sockets.ts';
import { startTestApi, type Client, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

test('who asks for no language of ours is answered in that of their account, or in Chinese', async () => {
  const { client } = await aPerson(api);
  const languageOfAnswer = async (asked: string) =>
    (await client.send('POST', '/api/editions', {}, { 'accept-language': asked })).headers.get('content-language');
  expect(await languageOfAnswer('*')).toBe('zh');
  expect(await client.send('PUT', '/api/me/language', { language: 'en' })).toMatchObject({ status: 204 });
  expect((await client.get<Me>('/api/me')).body.person?.language).toBe('en');
  expect(await languageOfAnswer('*')).toBe('en');
  expect(await languageOfAnswer('fr, ja;q=0.5')).toBe('en');
  expect(await languageOfAnswer('zh-CN'), 'what is asked for goes before').toBe('zh');
  expect(await client.send('PUT', '/api/me/language', { language: 'fr' })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '/language' }] },
  });
});

type Ask = (language: string) => Promise<{ status: number; headers: Headers; body: Problem }>;
type Fixture = () => Promise<Ask>;

const asking =
  (client: Client, method: string, path: string, body?: object): Ask =>
  (language) =>
    client.send<Problem>(method, path, body, { 'accept-language': language, 'idempotency-key': randomUUID() });

async function aQuestionTo(session: { id: string }, body: unknown): Promise<Ask> {
  return asking((await aPerson(api)).client, 'POST', `/api/sessions/${session.id}/questions`, { body } as object);
}

/** One refusal of each kind, and what is said of it in Chinese and in English. */
const KINDS: [string, Fixture, ProblemCode, RegExp, RegExp][] = [
  [
    'a field',
    async () => aQuestionTo((await aLiveSession(api)).session, '长'.repeat(501)),
    'invalid_input',
    /^有 1 处填写有误/,
    /^One field needs to be corrected/,
  ],
  ['a state', async () => aQuestionTo((await aSession(api)).session, '问题'), 'stage_not_live', /直播期间/, /is live/],
  [
    'a right',
    async () => asking((await aPerson(api)).client, 'POST', '/api/editions', {}),
    'not_permitted',
    /仅限：组委会/,
    /for: Organizer/,
  ],
  [
    'a limit',
    async () => {
      const ask = await aQuestionTo((await aLiveSession(api)).session, '问题');
      await ask('en');
      return ask;
    },
    'too_many',
    /每 \d+ 秒可提一个问题/,
    /one question every \d+ seconds/,
  ],
  [
    'nothing there',
    () => Promise.resolve(asking(api.anonymous, 'GET', `/api/sessions/${randomUUID()}`)),
    'not_found',
    /没有找到相应的专场/,
    /no such session/,
  ],
  [
    'a conflict',
    async () => {
      const { body: home } = await api.anonymous.get<{ edition: { code: string } }>('/api/home');
      const { code } = home.edition;
      const form = {
        code,
        nameZh: '届',
        nameEn: 'Edition',
        timeZone: 'Asia/Shanghai',
        startsOn: '2040-01-01',
        dayCount: 1,
      };
      const { client } = await aPerson(api, { roles: ['organizer'] });
      return asking(client, 'POST', '/api/editions', { ...form, copyFrom: null });
    },
    'code_taken',
    /已存在，请换一个编号/,
    /already. Choose another code/,
  ],
  [
    'too much',
    async () => aQuestionTo({ id: randomUUID() }, 'x'.repeat(300_000)),
    'too_large',
    /最多 0.25 MB/,
    /at most 0.25 MB/,
  ],
  [
    'what is not set up',
    async () => {
      const { session, organizer } = await aSession(api);
      return asking(organizer.client, 'POST', `/api/sessions/${session.id}/hall/ticket`);
    },
    'no_live_video',
    /没有配置直播视频/,
    /not set up/,
  ],
];

describe.each(KINDS)('%s is refused', (_kind, fixture, code, zh, en) => {
  test('in Chinese and in English, with an address that says what it means', async () => {
    const ask = await fixture();
    const chinese = await ask('zh-CN,zh;q=0.9,en;q=0.5');
    const english = await ask('en-GB,en;q=0.9');
    const { status } = problems[code];
    const type = `/api/problems/${code}`;
    expect(chinese).toMatchObject({
      status,
      body: { status, code, type, detail: expect.stringMatching(zh) as string },
    });
    expect(english).toMatchObject({
      status,
      body: { status, code, type, detail: expect.stringMatching(en) as string },
    });
    expect([chinese, english].map(({ headers }) => headers.get('content-language'))).toEqual(['zh', 'en']);
    expect(chinese.body.title).not.toBe(english.body.title);
    expect((await api.anonymous.get(type)).body).toMatchObject({ type, code, status });
  });
});

test('who asks for no language of ours is answered in Chinese', async () => {
  const ask = asking(api.anonymous, 'GET', '/api/nothing');
  for (const language of ['*', 'fr', 'fr, *;q=0.1', ''])
    expect((await ask(language)).body.detail, language).toBe(problemText('not_found', { what: 'address' }, 'zh'));
  expect((await ask('fr, en;q=0.1')).body.detail).toBe(problemText('not_found', { what: 'address' }, 'en'));
});

describe('a field', () => {
  test.each([
    [{}, '这一项必填。', 'This is required.'],
    [{ body: 42 }, '应为文字。', 'This must be a text.'],
    [{ body: '' }, '至少 2 个字符。', 'Use at least 2 characters.'],
    [{ body: '长'.repeat(501) }, '最多 500 个字符。', 'Use at most 500 characters.'],
    [{ body: 'a\u0007' }, '不能含有字符 U+0007，请删去。', 'Remove the character U+0007.'],
  ])('%j is said in the language asked for', async (body, zh, en) => {
    const { client } = await aPerson(api);
    const ask = asking(client, 'POST', `/api/sessions/${(await aLiveSession(api)).session.id}/questions`, body);
    expect((await ask('zh')).body.errors).toMatchObject([{ pointer: '/body', detail: zh }]);
    expect((await ask('en')).body.errors).toMatchObject([{ pointer: '/body', detail: en }]);
  });
});

test('parameters are members of the problem, so that a client can say it by itself', async () => {
  const { client } = await aPerson(api);
  const ask = asking(client, 'POST', '/api/editions', {});
  expect((await ask('en')).body).toMatchObject({ code: 'not_permitted', roles: ['organizer'] });
});

test('a socket is refused with the same code and text, in the language of its page', async () => {
  const { cookie } = (await aPerson(api)).client;
  for (const language of ['zh', 'en'] as const) {
    const socket = await connectSocket(api, cookie, { 'accept-language': language });
    const reply: unknown = await socket.timeout(HANG_MS).emitWithAck('session:watch', { sessionId: randomUUID() });
    const detail = problemText('not_found', { what: 'session' }, language);
    expect(reply).toMatchObject({ ok: false, status: 404, code: 'not_found', detail });
  }
});

describe('the addresses of problems', () => {
  const page = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-language': 'zh-CN' };

  test('are a page for people, in their language', async () => {
    const one = await api.anonymous.send<string>('GET', '/api/problems/slow_mode', undefined, page);
    expect(one.headers.get('content-type')).toContain('text/html');
    expect(one.body).toContain(problems.slow_mode.zh);
    const all = await api.anonymous.send<string>('GET', '/api/problems', undefined, page);
    for (const code of Object.keys(problems)) expect(all.body).toContain(`href="/api/problems/${code}"`);
  });

  test('are JSON for programs', async () => {
    const { body } = await api.anonymous.get<{ items: { code: string }[] }>('/api/problems');
    expect(body.items.map(({ code }) => code).toSorted()).toEqual(Object.keys(problems).toSorted());
    expect(await api.anonymous.get(`/api/problems/nothing-${unique()}`)).toMatchObject({
      status: 404,
      body: { code: 'not_found', what: 'problem' },
    });
  });
});
