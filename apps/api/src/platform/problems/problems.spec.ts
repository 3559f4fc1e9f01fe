import { randomUUID } from 'node:crypto';
import { codePointName } from '@everexpo/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aLiveSession, aPerson, unique, type Person } from '../../testing/builders/index.ts';
import { fileForm } from '../../testing/files.ts';
import { startTestApi, type Answer, type Client, type TestApi } from '../../testing/test-api.ts';

let api: TestApi;
/** Where questions are asked of a session that is on; each test's person asks by themselves. */
let questions: string;
beforeAll(async () => {
  api = await startTestApi();
  questions = `/api/sessions/${(await aLiveSession(api)).session.id}/questions`;
});
afterAll(() => api.close());

/** How many questions and kept replies a person has. */
async function writtenBy({ id }: Person): Promise<{ questions: number; replies: number } | undefined> {
  const [count] = await api.asOwner<{ questions: number; replies: number }>(
    `SELECT (SELECT count(*)::int FROM question WHERE author_id = $1) AS questions,
            (SELECT count(*)::int FROM idempotency_key WHERE person_id = $1) AS replies`,
    [id],
  );
  return count;
}

type Case = [string, (client: Client) => Promise<Answer<unknown>>, number, object];

describe('bad input is named by field and rule, and nothing is written', () => {
  const json = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const asks = (body?: object) => (client: Client) => client.create(questions, body);
  const gets = (path: string) => (client: Client) => client.get(path);
  const deep = '['.repeat(60_000) + ']'.repeat(60_000);
  const cases: Case[] = [
    [
      'an unknown field',
      asks({ body: '有效的问题', colour: 1 }),
      422,
      { errors: [{ pointer: '/colour', rule: 'unknown_field' }] },
    ],
    ['a wrong type', asks({ body: 42 }), 422, { errors: [{ pointer: '/body', rule: 'invalid_type' }] }],
    ['a text too long', asks({ body: '长'.repeat(501) }), 422, { errors: [{ pointer: '/body', rule: 'too_big' }] }],
    [
      'a file where none is taken',
      (client) => client.create(questions, fileForm('file', Buffer.from('x'), 'x.txt')),
      415,
      { code: 'unsupported_media', errors: [{ rule: 'media_type' }] },
    ],
    ...['\u0000', '\u0007', '\ud800', '\uffff'].map((character): Case => [
      `the character ${codePointName(character)} in a text`,
      asks({ body: `a${character}b` }),
      422,
      { errors: [{ pointer: '/body', rule: 'character', values: { character: codePointName(character) } }] },
    ]),
    [
      'nothing that can be seen',
      asks({ body: '\u200b\u200b' }),
      422,
      { errors: [{ pointer: '/body', rule: 'too_small' }] },
    ],
    [
      'one character where two are due',
      asks({ body: '𠮷' }),
      422,
      { errors: [{ pointer: '/body', rule: 'too_small' }] },
    ],
    ['a prototype', (client) => client.send('POST', questions, '{"__proto__":{},"body":"问题"}', json), 400, {}],
    ['JSON 60,000 lists deep', (client) => client.send('POST', questions, deep, json), 400, { code: 'bad_request' }],
    [
      'no JSON',
      (client) => client.send('POST', questions, 'body=x', { ...json, 'content-type': 'text/plain' }),
      422,
      { errors: [{ pointer: '/', rule: 'invalid_type' }] },
    ],
    ['NUL in a query', gets('/api/projects?q=%00'), 422, { errors: [{ pointer: '/q', rule: 'character' }] }],
    ['a query twice', gets('/api/projects?q=a&q=b'), 422, { errors: [{ pointer: '/q', rule: 'invalid_type' }] }],
    ['NUL in a path', gets('/api/projects/%00'), 422, { code: 'invalid_input' }],
    [
      'a number beyond its column',
      gets('/api/ledger/KC-2026?after=2147483648'),
      422,
      { errors: [{ pointer: '/after', rule: 'too_big' }] },
    ],
    ['a number that is none', gets('/api/ledger/KC-2026?after=1e400'), 422, { errors: [{ pointer: '/after' }] }],
    ['the year 0000', gets('/api/programme?day=0000-01-01'), 422, { errors: [{ pointer: '/day', rule: 'years' }] }],
    ['the year 10000', gets('/api/programme?day=10000-01-01'), 422, { errors: [{ pointer: '/day' }] }],
    ['no body at all', asks(), 422, { code: 'invalid_input' }],
    ['an id that is none', gets('/api/sessions/1%20OR%201=1'), 422, { code: 'invalid_input' }],
    [
      'an unknown query field',
      gets('/api/programme?page=2'),
      422,
      { errors: [{ pointer: '/page', rule: 'unknown_field' }] },
    ],
    [
      'a day outside the edition',
      gets('/api/programme?day=1999-01-01'),
      422,
      { errors: [{ pointer: '/day', rule: 'edition_day' }] },
    ],
    [
      'a word that is not in the list',
      gets('/api/projects?track=x'),
      422,
      {
        errors: [
          {
            pointer: '/track',
            detail: expect.stringMatching(/^(请从列表中选择一项。|Choose one from the list\.)$/) as string,
            values: { options: expect.stringContaining('achievement') as string },
          },
        ],
      },
    ],
    ['a forged cursor', gets('/api/projects?cursor=x'), 422, { errors: [{ pointer: '/cursor' }] }],
    ['a page too large', gets('/api/projects?limit=1000'), 422, { errors: [{ pointer: '/limit', rule: 'too_big' }] }],
    ['broken JSON', (client) => client.send('POST', questions, '{"body":', json), 400, { code: 'bad_request' }],
    ['a body over the limit', asks({ body: 'x'.repeat(300_000) }), 413, { code: 'too_large' }],
    [
      'no idempotency key',
      (client) => client.send('POST', questions, { body: '没有键' }),
      400,
      { errors: [{ pointer: '/headers/idempotency-key' }] },
    ],
    ['an unknown route', gets('/api/nothing'), 404, { code: 'not_found' }],
    ['an unknown session', gets(`/api/sessions/${randomUUID()}`), 404, { code: 'not_found' }],
    ['an address that cannot be decoded', gets('/api/%E0%A4%A'), 400, { code: 'bad_request' }],
  ];
  test.each(cases)('%s', async (_name, act, status, body) => {
    const person = await aPerson(api);
    const answer = await act(person.client);
    expect(answer).toMatchObject({ status, body: { status, ...body } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await writtenBy(person)).toEqual({ questions: 0, replies: 0 });
  });
});

describe('a multipart body that cannot be taken apart is refused, and nothing breaks', () => {
  const part = '--b\r\nContent-Disposition: form-data; name="form"\r\n\r\n{}\r\n';
  const file = '--b\r\nContent-Disposition: form-data; name="scan"; filename="a.pdf"\r\n\r\n%PDF';
  test.each([
    ['without a boundary', 'multipart/form-data', `${part}--b--\r\n`, 400],
    ['with an empty boundary', 'multipart/form-data; boundary=""', `${part}--b--\r\n`, 400],
    ['that ends within a file', 'multipart/form-data; boundary=b', file, 400],
    ['that ends within a field', 'multipart/form-data; boundary=b', part.slice(0, -5), 400],
    [
      'with a part named as a prototype',
      'multipart/form-data; boundary=b',
      `${part.replace('form"', '__proto__"')}--b--\r\n`,
      400,
    ],
    ['that has no parts', 'multipart/form-data; boundary=b', '', 422],
    ['of another kind', 'multipart/mixed; boundary=b', part, 415],
  ])('%s', async (_name, type, body, status) => {
    const { client } = await aPerson(api, { roles: ['staff', 'organizer'] });
    const headers = () => ({ 'content-type': type, 'idempotency-key': randomUUID() });
    const paths = [
      '/api/agreements/paper',
      '/api/agreements/paper/import',
      `/api/editions/${randomUUID()}/draft/import`,
    ];
    for (const path of paths) {
      const answer = await client.send(
        'POST',
        path,
        path.endsWith('draft/import') ? body.replace('scan', 'file') : body,
        headers(),
      );
      expect([answer.status, answer.headers.get('content-type')], path).toEqual([
        status,
        'application/problem+json; charset=utf-8',
      ]);
    }
  });
});

describe('an upload is told what this route takes', () => {
  const upload = (part: 'scan' | 'form', count: number) => {
    const body = new FormData();
    for (let index = 1; index <= count; index += 1)
      if (part === 'scan') body.append('scan', new Blob(['%PDF']), `${index}.pdf`);
      else body.append('form', '{}');
    return body;
  };
  test.each<[string, string, () => unknown, Record<string, string>, number, object]>([
    ['a second file', 'paper', () => upload('scan', 2), {}, 413, { code: 'too_many_parts', max: 1, part: 'file' }],
    ['a fifth field', 'paper', () => upload('form', 5), {}, 413, { code: 'too_many_parts', max: 4, part: 'field' }],
    [
      'a bare file',
      'paper/import',
      () => 'PK',
      { 'content-type': 'application/octet-stream' },
      415,
      { code: 'unsupported_media', accepted: ['multipart/form-data'] },
    ],
  ])('%s', async (_what, path, body, headers, status, said) => {
    const { client } = await aPerson(api, { roles: ['staff'] });
    const key = { 'idempotency-key': randomUUID() };
    const answer = await client.send('POST', `/api/agreements/${path}`, body() as object, { ...headers, ...key });
    expect(answer).toMatchObject({ status, body: { status, ...said } });
  });

  test('a fifth field where one file is read', async () => {
    const { client } = await aPerson(api, { roles: ['organizer'] });
    const answer = await client.create(`/api/editions/${randomUUID()}/draft/import`, upload('form', 5));
    expect(answer).toMatchObject({ status: 413, body: { code: 'too_many_parts', max: 4, part: 'field' } });
  });

  test('where only JSON is taken that is said', async () => {
    const { client } = await aPerson(api);
    const headers = { 'content-type': 'image/png', 'idempotency-key': randomUUID() };
    const answer = await client.send('POST', questions, 'PNG', headers);
    expect(answer).toMatchObject({ status: 415, body: { accepted: ['application/json'] } });
  });
});

describe('a replayed request', () => {
  const KEY = 'same-key-1';
  const ask = ({ client }: Person, body: string) => client.create<{ id: string }>(questions, { body }, KEY);

  test('answers with the first reply and creates nothing twice, even at once', async () => {
    const person = await aPerson(api);
    const replies = await Promise.all(Array.from({ length: 8 }, () => ask(person, '只问一次')));
    expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
    expect(await writtenBy(person)).toEqual({ questions: 1, replies: 1 });
  });

  test('with another content under the same key is refused', async () => {
    const person = await aPerson(api);
    expect(await ask(person, '只问一次')).toMatchObject({ status: 201 });
    const other = await ask(person, '换了内容');
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    expect(await writtenBy(person)).toEqual({ questions: 1, replies: 1 });
  });

  test('under the same key by another person is a request of its own', async () => {
    const [person, other] = [await aPerson(api), await aPerson(api)];
    const [first, second] = [await ask(person, '只问一次'), await ask(other, '另一个人')];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).not.toBe(first.body.id);
  });
});

describe('sign-in', () => {
  test('refuses a wrong password, and an unknown address in the same words', async () => {
    const { email } = await aPerson(api, { password: 'the right password' });
    const attempt = (address: string) =>
      api.anonymous.send<{ code: string; detail: string }>('POST', '/api/auth/sign-in/email', {
        email: address,
        password: 'not-the-password',
      });
    const [known, unknown] = [await attempt(email), await attempt(`nobody-${unique()}@test.example`)];
    expect(known).toMatchObject({ status: 401, body: { code: 'invalid_email_or_password' } });
    expect(known.headers.get('content-type')).toContain('application/problem+json');
    expect(unknown).toMatchObject({ status: 401, body: { code: known.body.code, detail: known.body.detail } });
  });

  test('cannot be made an account of by oneself', async () => {
    const email = `new-${unique()}@test.example`;
    const form = { email, password: 'long-enough-1', name: 'x' };
    expect((await api.anonymous.send('POST', '/api/auth/sign-up/email', form)).status).toBe(404);
    expect(await api.asOwner('SELECT 1 FROM person WHERE email = $1', [email])).toEqual([]);
  });
});
