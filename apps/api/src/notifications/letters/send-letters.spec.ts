import type { Meeting, NoticePage } from '@everexpo/contracts';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { expect, onTestFinished, test } from 'vitest';
import { anInterest, type InterestFixture } from '../../testing/builders/index.ts';
import { everythingDelivered } from '../../testing/everything-delivered.ts';
import { mediaKeys, startTestApi, type TestApi } from '../../testing/test-api.ts';

/** An API whose mail server listens at this port; closed at the test's end. */
async function anApi(port: number): Promise<TestApi> {
  const api = await startTestApi({ ...mediaKeys, SMTP_URL: `smtp://127.0.0.1:${port}` });
  onTestFinished(() => api.close());
  return api;
}

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Takes connections and says nothing. */
async function aSilentServer() {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket.on('error', () => undefined)));
  const port = await portOf(server);
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port, sockets };
}

type Reply = { code: number } | null;

/** A real one that asks `answer` whether to take a letter for an address; null takes it. */
async function aServer(answer: (address: string) => Reply) {
  const taken: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      const reply = answer(address);
      if (reply === null) done();
      else done(Object.assign(new Error('refused'), { responseCode: reply.code }));
    },
    onData(stream, session, done) {
      stream.resume().on('end', () => {
        taken.push(session.envelope.rcptTo[0]?.address ?? '');
        done();
      });
    },
  });
  server.on('error', () => undefined);
  const port = await portOf(server.server as unknown as Server);
  onTestFinished(() => new Promise<void>((closed) => server.close(() => closed())));
  return { port, taken };
}

/** A meeting that was asked for and agreed on: a letter to the owner, then one to the investor. */
async function agreed(api: TestApi): Promise<InterestFixture> {
  const fixture = await anInterest(api);
  const { owner, investor, interest } = fixture;
  const request = await investor.client.ask<Meeting>('POST', `/api/interests/${interest.id}/meeting-requests`, {});
  await owner.client.ask('POST', `/api/meetings/${request.id}/accept`, { revision: 0 });
  return fixture;
}

test('a mail server that takes connections and says nothing keeps nobody from what stands on the page', async () => {
  const { port, sockets } = await aSilentServer();
  const api = await anApi(port);
  await agreed(api);
  await expect.poll(() => sockets.length).toBeGreaterThan(0);
  const { investor } = await agreed(api);
  const notices = async () => (await investor.client.ask<NoticePage>('GET', '/api/notices?limit=50')).items;
  await expect.poll(notices).toMatchObject([{ kind: 'meeting', news: 'accepted' }]);
  const failing = `SELECT 1 FROM outbox_delivery WHERE handler = 'notifications.send-letter' AND retry_at IS NOT NULL`;
  await expect.poll(() => api.asOwner(failing), { message: 'left within seconds, to be asked again' }).not.toEqual([]);
});

test('a letter that is refused for now is sent again, and nobody else’s is lost or sent twice', async () => {
  const refusedOnce = new Set<string>();
  const { port, taken } = await aServer((address) => {
    if (refusedOnce.has(address)) return null;
    refusedOnce.add(address);
    return refusedOnce.size === 2 ? { code: 451 } : null;
  });
  const api = await anApi(port);
  const { owner, investor } = await agreed(api);
  await everythingDelivered(api);
  const told = await api.asOwner<{ email: string }>(
    `SELECT p.email FROM notice n JOIN person p ON p.id = n.person_id ORDER BY p.email`,
  );
  expect(told).toEqual(expect.arrayContaining([{ email: owner.email }, { email: investor.email }]));
  expect(taken.toSorted()).toEqual(told.map(({ email }) => email));
});

test('an address that is refused for good is asked once, and that is said', async () => {
  const asked: string[] = [];
  const { port, taken } = await aServer((address) => {
    asked.push(address);
    return { code: 550 };
  });
  const api = await anApi(port);
  await agreed(api);
  await everythingDelivered(api);
  const givenUp = `SELECT 1 FROM outbox_delivery WHERE given_up_at IS NOT NULL`;
  expect(await api.asOwner(givenUp)).toHaveLength(asked.length);
  expect(taken).toEqual([]);
});
