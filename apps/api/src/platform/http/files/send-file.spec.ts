import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type RequestOptions } from 'node:http';
import { connect, type AddressInfo, type Server } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fastify } from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { within } from '../../../../../../tests/support/within.ts';
import { readConfig } from '../../config/config.ts';
import { S3Storage } from '../../storage/s3-storage.ts';
import type { Actor } from '../../access/actor.ts';
import type { KnownRequest } from '../../access/permit.ts';
import { sendProblem } from '../../problems/problem.filter.ts';
import { LEAST_PACE, NETWORK_DOWNLOADS, SENDER_DOWNLOADS, type Pace } from './downloads.ts';
import { sendFile } from './send-file.ts';

/** More than the system keeps of a connection on its way. */
const BYTES = 64 * 1024 * 1024;
/** Of a download that is only counted: what comes of it before it waits. */
const BEGINNING = 1024;
/** So that whoever takes nothing is found out soon; whoever reads takes more in a moment. */
const TEST_PACE: Pace = { bytesAMs: 16, everyMs: 500 };

const portOf = (server: Server) => (server.address() as AddressInfo).port;

/**
 * An S3 server of one large object, of which so many bytes come; says how many downloads of it were begun, are under
 * way, and went to the end.
 */
async function anS3Server(sent: number) {
  const downloads = { begun: 0, underWay: 0, whole: 0 };
  const server = createServer((_request, response) => {
    downloads.begun += 1;
    downloads.underWay += 1;
    response.once('finish', () => (downloads.whole += 1));
    response.once('close', () => (downloads.underWay -= 1));
    response.writeHead(200, { 'content-length': BYTES });
    const piece = Buffer.alloc(Math.min(sent, 64 * 1024));
    const pieces = Readable.from(Array.from({ length: sent / piece.length }, () => piece));
    pieces.pipe(response, { end: sent === BYTES });
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const storage = new S3Storage(
    readConfig({
      DATABASE_URL: 'postgres://x',
      AUTH_SECRET: 'x'.repeat(32),
      STORAGE: 's3',
      S3_ENDPOINT: `http://127.0.0.1:${portOf(server)}`,
      S3_BUCKET: 'everexpo',
      S3_ACCESS_KEY_ID: 'test-access',
      S3_SECRET_ACCESS_KEY: 'test-secret-key',
    }),
  );
  return { storage, downloads };
}

/** A server that sends that object to whoever a header says that they are. */
async function aServer({ pace, sent = BYTES }: { pace?: Pace; sent?: number } = {}) {
  const { storage, downloads } = await anS3Server(sent);
  const server = fastify({ forceCloseConnections: true, trustProxy: true });
  onTestFinished(() => server.close());
  server.setErrorHandler((error, asked, reply) => sendProblem(error, asked, reply));
  server.get('/', async (asked: KnownRequest, reply) => {
    const [kind, id] = String(asked.headers.from ?? 'public').split(' ');
    asked.actor = { kind, id } as Actor;
    await sendFile(reply, { 'content-type': 'video/mp4' }, () => storage.open('large'), pace);
    return reply;
  });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const ask = async (from: string, options: RequestOptions = {}) => {
    const headers = { from, ...options.headers };
    const sent = request(url, { agent: false, ...options, headers }).end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    answer.on('error', () => undefined);
    return answer;
  };
  const noneUnderWay = () => expect.poll(() => downloads.underWay, { message: 'downloads from the storage' }).toBe(0);
  return { url, ask, downloads, noneUnderWay };
}

const from = (address: string): RequestOptions => ({ headers: { 'x-forwarded-for': address } });

test('a reader who takes nothing of a download is ended, and gives its connection to the storage back', async () => {
  expect(LEAST_PACE).toEqual({ bytesAMs: 16, everyMs: 60_000 });
  const { ask, downloads, noneUnderWay } = await aServer({ pace: TEST_PACE });
  const idle = await ask('person idle');
  const reader = await ask('person reader');
  let bytes = 0;
  for await (const chunk of reader) bytes += (chunk as Buffer).length;
  expect(bytes, 'of one who reads').toBe(BYTES);
  expect(downloads.begun).toBe(2);
  await noneUnderWay();
  const ended = new Promise((resolve) => idle.once('error', resolve));
  idle.resume();
  expect(await within('the idle reader is ended', ended)).toMatchObject({ code: 'ECONNRESET' });
});

test('line feeds now and then keep no reader who takes nothing; nor do other requests behind it', async () => {
  const { url, downloads, noneUnderWay } = await aServer({ pace: TEST_PACE });
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  socket.pause();
  const asked = 'GET / HTTP/1.1\r\nHost: a\r\nFrom: person feeder\r\n\r\n';
  socket.write(asked + asked);
  await expect.poll(() => downloads.underWay).toBeGreaterThan(0);
  const feeding = setInterval(() => socket.write('\r\n'), TEST_PACE.everyMs / 10);
  onTestFinished(() => clearInterval(feeding));
  await noneUnderWay();
});

test('whoever asks for the headers alone has nothing read for them', async () => {
  const { ask, downloads, noneUnderWay } = await aServer();
  for (const path of ['/', '/?again']) {
    const answer = await ask('person head', { method: 'HEAD', path });
    expect([answer.statusCode, answer.headers['content-length'], answer.headers['content-type']]).toEqual([
      200,
      String(BYTES),
      'video/mp4',
    ]);
  }
  await noneUnderWay();
  expect(downloads.whole).toBe(0);
});

test('one person has so many downloads at once, others go on, and what has ended counts no more', async () => {
  const { ask, downloads, noneUnderWay } = await aServer({ sent: BEGINNING });
  const begun = await Promise.all(Array.from({ length: SENDER_DOWNLOADS }, () => ask('person a')));
  expect(new Set(begun.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
  const refused = await ask('person a');
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '5']);
  expect(JSON.parse(await text(refused))).toMatchObject({ code: 'too_many_downloads' });
  expect(downloads.begun, 'a refusal asks the storage for nothing').toBe(SENDER_DOWNLOADS);
  const other = await ask('person b');
  expect(other.statusCode).toBe(200);
  for (const answer of [...begun, other]) answer.destroy();
  await noneUnderWay();
  await expect.poll(async () => (await ask('person a', { method: 'HEAD' })).statusCode).toBe(200);
});

test('all guests of one network have so many between them', async () => {
  const { ask, noneUnderWay } = await aServer({ sent: BEGINNING });
  const begun = await Promise.all(
    Array.from({ length: NETWORK_DOWNLOADS }, (_, at) => ask(`guest g${at}`, from('203.0.113.1'))),
  );
  expect(new Set(begun.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
  expect((await ask('guest more', from('203.0.113.1'))).statusCode).toBe(429);
  expect((await ask('public', from('203.0.113.1'))).statusCode, 'nor who shows no cookie').toBe(429);
  const [person, elsewhere] = [
    await ask('person c', from('203.0.113.1')),
    await ask('guest more', from('203.0.113.2')),
  ];
  expect([person.statusCode, elsewhere.statusCode]).toEqual([200, 200]);
  for (const answer of [...begun, person, elsewhere]) answer.destroy();
  await noneUnderWay();
});
