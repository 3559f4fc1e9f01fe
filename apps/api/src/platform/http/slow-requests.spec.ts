import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { fastify } from 'fastify';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { aPdf, fileForm } from '../../testing/files.ts';
import { aPerson, aSession } from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { BODY_MS, limitBodyTime } from './slow-requests.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

async function sending(port: number, request: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write(request);
  return socket;
}

const portOf = (url: string) => Number(new URL(url).port);

test('who proposes HTTP/2 on a plain connection, as curl --http2 and Java do, is answered in HTTP/1.1', async () => {
  const socket = await sending(
    portOf(api.url),
    'GET /api/me HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade, HTTP2-Settings, close\r\n' +
      'Upgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n',
  );
  expect(await text(socket)).toMatch(/^HTTP\/1.1 200 OK\r\n/);
});

test('a request has an end: files have five minutes, a body without files half a minute', async () => {
  expect([(api.app.getHttpServer() as Server).requestTimeout, BODY_MS]).toEqual([300_000, 30_000]);
  const server = fastify();
  onTestFinished(() => server.close());
  limitBodyTime(server, 1_000);
  server.post('/', () => 'read');
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  const begin = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nConnection: close\r\n';
  const half = await sending(port, `${begin}Content-Length: 1000\r\n\r\n{"half":`);
  expect(await text(half)).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n/);
  const whole = await sending(port, `${begin}Content-Length: 2\r\n\r\n{}`);
  expect(await text(whole)).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*read$/);
});

test('uploads that were broken off keep nobody from the next', async () => {
  const owner = await aPerson(api, { roles: ['owner'] });
  const project = (await aSession(api, { owners: [owner] })).session.pitches[0]?.project.id ?? '';
  const path = `/api/projects/${project}/deck`;
  const half = [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    `Cookie: ${owner.cookie}`,
    'Content-Type: multipart/form-data; boundary=b',
    'Content-Length: 100000',
    '',
    '--b',
    'Content-Disposition: form-data; name="deck"; filename="a.pdf"',
    '',
    '%PDF-1.7\n',
  ].join('\r\n');
  for (let broken = 0; broken < 40; broken += 1) (await sending(portOf(api.url), half)).destroy();
  const deck = await aPdf({}, (page) => page.text('whole'));
  await expect
    .poll(async () => (await owner.client.send('POST', path, fileForm('deck', deck, 'deck.pdf'))).status)
    .toBe(201);
});
