import { request as ask } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPerson } from '../../testing/builders/index.ts';
import { connectSocket } from '../../testing/clients/sockets.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

const PASSWORD = 'a password of the test';
const FOREIGN = 'https://evil.example';

let api: TestApi;
let published: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  published = await startTestApi({ PUBLIC_URL: 'https://expo.example', TRUSTED_PROXIES: '127.0.0.1' }, api);
});
afterAll(async () => {
  await published.close();
  await api.close();
});

interface Sent {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** As a program sends it, with whatever Host it likes; fetch would not let it. */
function send(
  node: TestApi,
  { method = 'GET', path = '/api/me', headers = {}, body = '' }: Sent,
): Promise<{ status: number; code: string }> {
  return new Promise((resolve, reject) => {
    const sent = ask(
      new URL(path, node.url),
      { method, headers: { 'content-length': String(Buffer.byteLength(body)), ...headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => {
          const isProblem = answer.headers['content-type']?.includes('problem+json') ?? false;
          resolve({
            status: answer.statusCode ?? 0,
            code: isProblem ? (JSON.parse(text) as { code: string }).code : '',
          });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('a change that a page of another site asks for', () => {
  const json = { 'content-type': 'application/json' };
  const form = { 'content-type': 'multipart/form-data; boundary=x' };
  const part = '--x\r\ncontent-disposition: form-data; name="scan"; filename="a.pdf"\r\n\r\nx\r\n--x--\r\n';
  const changes: [string, Sent][] = [
    ['JSON', { method: 'POST', path: '/api/auth/sign-in/email', headers: json, body: '{}' }],
    ['multipart', { method: 'POST', path: '/api/agreements/paper', headers: form, body: part }],
    ['no body', { method: 'POST', path: '/api/guest' }],
    [
      'a plain form',
      { method: 'POST', path: '/api/auth/sign-out', headers: { 'content-type': 'text/plain' }, body: 'x' },
    ],
    ['PUT', { method: 'PUT', path: '/api/me/second-factor', headers: json, body: '{}' }],
    ['DELETE', { method: 'DELETE', path: '/api/me/feeds/1' }],
    ['an unknown route', { method: 'POST', path: '/api/nothing' }],
  ];
  const foreign: [string, Record<string, string>][] = [
    ['its origin', { origin: FOREIGN }],
    ['an opaque origin', { origin: 'null' }],
    ['a port of the same machine', { origin: 'http://localhost:1' }],
    ['Sec-Fetch-Site cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site same-site', { 'sec-fetch-site': 'same-site' }],
  ];
  test.each(
    changes.flatMap(([what, sent]) =>
      foreign.map(([how, headers]) => [what, how, { ...sent, headers: { ...sent.headers, ...headers } }] as const),
    ),
  )('is refused: %s by %s', async (_what, _how, sent) => {
    expect(await send(api, sent)).toEqual({ status: 403, code: 'foreign_origin' });
  });

  test('is not made, though the person is signed in', async () => {
    const { cookie } = await aPerson(api);
    expect(
      (await send(api, { method: 'POST', path: '/api/auth/sign-out', headers: { origin: FOREIGN, cookie } })).status,
    ).toBe(403);
    expect((await send(api, { path: '/api/me/second-factor', headers: { cookie } })).status).toBe(200);
  });

  test('nor is a socket opened for it', async () => {
    const { cookie } = await aPerson(api);
    await expect(connectSocket(api, cookie, { origin: FOREIGN })).rejects.toThrow();
    await expect(connectSocket(api, cookie, { host: 'evil.example' })).rejects.toThrow();
    expect((await connectSocket(api, cookie, { origin: api.url })).connected).toBe(true);
    expect((await connectSocket(api, cookie)).connected, 'a program').toBe(true);
    const tunnel = { host: 'localhost:8080', origin: 'http://localhost:8080' };
    expect((await connectSocket(api, cookie, tunnel)).connected, 'a tunnel').toBe(true);
  });
});

test('own pages and programs change things by every name of the loopback and at any port, as by a tunnel', async () => {
  const port = new URL(api.url).port;
  const own: Record<string, string>[] = [
    {},
    { 'sec-fetch-site': 'same-origin' },
    ...['localhost', '127.0.0.1', '[::1]'].flatMap((name) =>
      [`${name}:${port}`, `${name}:8080`, name].map((host) => ({ origin: `http://${host}`, host })),
    ),
  ];
  for (const headers of own)
    expect(await send(api, { method: 'POST', path: '/api/guest', headers }), JSON.stringify(headers)).toMatchObject({
      status: 204,
    });
  expect(
    (await send(api, { path: '/api/programme', headers: { origin: FOREIGN } })).status,
    'what is public is read by all',
  ).toBe(200);
});

describe('another name', () => {
  test.each([
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '192.0.2.1',
    'a b',
    'evil.example@localhost',
    'localhost/../evil.example',
    'localhost#evil.example',
    'localhost?evil.example',
  ])('%j is not ours: no page, no route, no sign-in', async (host) => {
    const { email } = await aPerson(api, { password: PASSWORD });
    const body = JSON.stringify({ email, password: PASSWORD });
    const headers = { host, 'content-type': 'application/json', origin: `http://${host}` };
    const refused = { status: 421, code: 'unknown_host' };
    expect(await send(api, { method: 'POST', path: '/api/auth/sign-in/email', headers, body })).toEqual(refused);
    expect(await send(api, { headers: { host } })).toEqual(refused);
    expect(await send(api, { path: '/', headers: { host } })).toEqual(refused);
  });

  test('is none to health checks and to the media server, whose reports are signed', async () => {
    const headers = { host: 'api:3000' };
    for (const path of ['/healthz', '/readyz', '/metrics'])
      expect((await send(api, { path, headers })).status, path).toBe(200);
    expect(
      await send(api, {
        method: 'POST',
        path: '/api/media/report',
        headers: { ...headers, 'content-type': 'application/webhook+json' },
        body: '{}',
      }),
    ).toMatchObject({ status: 401, code: 'bad_signature' });
  });
});

test('a page of another port of the machine, or of another name of it, is another site', async () => {
  const port = new URL(api.url).port;
  for (const [host, origin] of [
    [`localhost:${port}`, 'http://localhost:8080'],
    ['localhost:8080', `http://localhost:${port}0`],
    ['localhost:8080', 'http://127.0.0.1:8080'],
    ['localhost:8080', 'https://localhost:8080'],
    ['localhost:8080', FOREIGN],
  ] as const)
    expect(
      await send(api, { method: 'POST', path: '/api/guest', headers: { host, origin } }),
      `${host} ${origin}`,
    ).toEqual({ status: 403, code: 'foreign_origin' });
});

test('in public the loopback is a name on the machine alone, and the proxy says which one was asked for', async () => {
  const origin = 'https://expo.example';
  const post = (headers: Record<string, string>) => send(published, { method: 'POST', path: '/api/guest', headers });
  expect((await post({ host: 'expo.example', origin })).status).toBe(204);
  expect((await post({ host: 'api:3000', 'x-forwarded-host': 'expo.example', origin })).status).toBe(204);
  for (const forwarded of ['forwarded', 'x-forwarded-for', 'x-forwarded-host'])
    expect(await post({ host: 'localhost:8080', [forwarded]: 'localhost:8080' }), forwarded).toEqual({
      status: 421,
      code: 'unknown_host',
    });
  expect((await post({ host: 'localhost:8080', origin: 'http://localhost:8080' })).status, 'a tunnel').toBe(204);
  expect(await post({ host: 'evil.example', origin: 'http://evil.example' })).toEqual({
    status: 421,
    code: 'unknown_host',
  });
  expect(await post({ host: 'expo.example', origin: 'http://expo.example' })).toEqual({
    status: 403,
    code: 'foreign_origin',
  });
  expect(await post({ host: 'expo.example', origin: 'http://localhost:3000' })).toEqual({
    status: 403,
    code: 'foreign_origin',
  });
});
