import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { DeskEntry, LedgerPage } from '@everexpo/contracts';
import { anEdition, aPaper } from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

/** `COMMIT` as a simple query of PostgreSQL's protocol: its type, its length, its text. */
const COMMIT = Buffer.concat([Buffer.from('Q'), Buffer.from([0, 0, 0, 11]), Buffer.from('COMMIT\0')]);

/** Tells the registration's own connection from those of other work. */
const KEY = 'lost-reply-key';

let api: TestApi;
let proxy: Server;
let cutNext = false;
let cuts = 0;
const sockets = new Set<Socket>();

beforeAll(async () => {
  const { hostname, port } = new URL(inject('databaseUrl'));
  proxy = createServer((client) => {
    const server = connect(Number(port), hostname);
    let ours = false;
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => {
        client.destroy();
        server.destroy();
      });
    }
    client.on('data', (bytes) => {
      server.write(bytes);
      ours ||= cutNext && bytes.includes(KEY);
      if (!ours || !cutNext || !bytes.includes(COMMIT)) return;
      // The database commits; its answer never comes back.
      cutNext = false;
      cuts += 1;
      server.removeAllListeners('data').once('data', () => client.destroy());
    });
    server.on('data', (bytes) => client.write(bytes));
  });
  await new Promise<void>((ready) => proxy.listen(0, '127.0.0.1', ready));
  const direct = await startTestApi();
  const url = new URL(inject('databaseUrl'));
  const { port: here } = proxy.address() as AddressInfo;
  const pathname = `/${direct.database}`;
  Object.assign(url, { username: 'everexpo_app', password: 'test', port: String(here), pathname });
  const behind = await startTestApi({ DATABASE_URL: url.href }, direct);
  api = {
    ...behind,
    async close() {
      await behind.close();
      await direct.close();
    },
  };
});
afterAll(async () => {
  await api.close();
  for (const socket of sockets) socket.destroy();
  proxy.close();
});

test('a connection cut between commit and reply: the retry gives the same number, and there is one entry', async () => {
  const edition = await anEdition(api).current().build();
  const { colleague, entry } = await aPaper(api);
  const verify = () =>
    colleague.client.create<DeskEntry>(`/api/agreements/paper/${entry.id}/verify`, { version: 1 }, KEY);
  cutNext = true;
  const lost = await verify();
  expect({ status: lost.status, cuts }).toEqual({ status: 500, cuts: 1 });
  const replies = await Promise.all([1, 2, 3].map(verify));
  const expected = `200 ${edition.code}-0001`;
  expect(replies.map(({ status, body }) => `${status} ${body.number}`)).toEqual([expected, expected, expected]);
  const { items } = await api.anonymous.ask<LedgerPage>('GET', `/api/ledger/${edition.code}`);
  expect(items).toHaveLength(1);
});
