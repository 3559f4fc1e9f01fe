import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../config/config.ts';
import { outageOf } from '../http/outage.ts';
import { S3Storage } from './s3-storage.ts';

const storageAt = (port: number) =>
  new S3Storage(
    readConfig({
      DATABASE_URL: 'postgres://x',
      AUTH_SECRET: 'x'.repeat(32),
      STORAGE: 's3',
      S3_ENDPOINT: `http://127.0.0.1:${port}`,
      S3_BUCKET: 'everexpo',
      S3_ACCESS_KEY_ID: 'test-access',
      S3_SECRET_ACCESS_KEY: 'test-secret-key',
    }),
  );

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return (server.address() as AddressInfo).port;
}

/** Takes connections and says nothing, as a server that was stopped by SIGSTOP. */
async function standsStill(): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return portOf(server);
}

/** Nobody listens there any more. */
async function isDown(): Promise<number> {
  const server = createServer();
  const port = await portOf(server);
  await new Promise((ended) => server.close(ended));
  return port;
}

async function answers(status: number): Promise<number> {
  const server = createHttpServer((request, response) => {
    request.resume().once('end', () => response.writeHead(status).end());
  });
  onTestFinished(() => void server.close());
  return portOf(server);
}

describe.each([
  ['stands still', standsStill],
  ['is down', isDown],
  ['has broken down', () => answers(500)],
  ['is overloaded', () => answers(503)],
])('an S3 server that %s', (_what, start) => {
  test('is a storage that is away: whoever asks is told to come again', async () => {
    const storage = storageAt(await start());
    const attempts = await Promise.allSettled([
      storage.put('a', Buffer.from('a'), 'text/plain'),
      storage.get('a'),
      storage.open('a'),
      storage.delete('a'),
      storage.check(),
    ]);
    for (const attempt of attempts) {
      const reason: unknown = attempt.status === 'rejected' ? attempt.reason : null;
      expect(outageOf(reason)).toMatchObject({ status: 503, code: 'storage_unavailable', retryAfterSeconds: 3 });
    }
  });
});

test('an S3 server without space is full, and the check sees it', async () => {
  const storage = storageAt(await answers(507));
  const full: unknown = await storage.check().catch((error: unknown) => error);
  expect(outageOf(full)).toMatchObject({ status: 507, code: 'storage_full' });
});
