import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { Readable } from 'node:stream';
import { fastify } from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { within } from '../../../../../../tests/support/within.ts';
import { readConfig } from '../../config/config.ts';
import { S3Storage } from '../../storage/s3-storage.ts';
import { limitReaderIdle, READER_IDLE_MS } from './send-file.ts';

/** More than the system keeps of a connection on its way. */
const BYTES = 64 * 1024 * 1024;
const IDLE_MS = 500;

const portOf = (server: Server) => (server.address() as AddressInfo).port;

/** An S3 server of one large object; says how many downloads of it are under way. */
async function anS3Server() {
  const downloads = { begun: 0, underWay: 0 };
  const server = createServer((_request, response) => {
    downloads.begun += 1;
    downloads.underWay += 1;
    response.once('close', () => (downloads.underWay -= 1));
    response.writeHead(200, { 'content-length': BYTES });
    const piece = Buffer.alloc(64 * 1024);
    Readable.from(Array.from({ length: BYTES / piece.length }, () => piece)).pipe(response);
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

test('a reader who takes nothing of a download is ended, and gives its connection to the storage back', async () => {
  expect(READER_IDLE_MS).toBe(60_000);
  const { storage, downloads } = await anS3Server();
  const server = fastify({ forceCloseConnections: true });
  onTestFinished(() => server.close());
  server.get('/', async (_request, reply) => {
    const { body } = await storage.open('large');
    limitReaderIdle(reply, IDLE_MS);
    return reply.send(body);
  });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const download = async () => {
    const [answer] = (await once(get(url), 'response')) as [IncomingMessage];
    return answer;
  };
  const idle = await download();
  const reader = await download();
  let bytes = 0;
  for await (const chunk of reader) bytes += (chunk as Buffer).length;
  expect(bytes, 'of one who reads').toBe(BYTES);
  expect(downloads.begun).toBe(2);
  await expect.poll(() => downloads.underWay, { message: 'downloads from the storage' }).toBe(0);
  const ended = new Promise((resolve) => idle.once('error', resolve));
  idle.resume();
  expect(await within('the idle reader is ended', ended)).toMatchObject({ code: 'ECONNRESET' });
});
