import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { aPerson } from '../../testing/builders/index.ts';
import { connectSocket } from '../../testing/clients/sockets.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { Realtime, rooms } from './realtime.ts';

/** ioredis gives up what waits after this many attempts to connect. */
const ATTEMPTS = 20;

/** Stands between nodes and Redis; while it is cut, nobody gets through, as of a server that has ended. */
class Passage {
  attempts = 0;
  private isCut = false;
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((client) => {
    this.attempts += 1;
    if (this.isCut) return client.destroy();
    const { hostname, port } = new URL(inject('redisUrl'));
    const redis = connect(Number(port), hostname);
    for (const [one, other] of [
      [client, redis],
      [redis, client],
    ] as const) {
      this.sockets.add(one.on('error', () => undefined).on('close', () => other.destroy()));
      one.pipe(other);
    }
    return undefined;
  });

  async open(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `redis://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.isCut = true;
    this.attempts = 0;
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  mend(): void {
    this.isCut = false;
  }

  close(): void {
    this.cut();
    this.server.close();
  }
}

const passage = new Passage();
let nodes: [TestApi, TestApi];
beforeAll(async () => {
  const env = { REDIS_URL: await passage.open() };
  const first = await startTestApi(env);
  nodes = [first, await startTestApi(env, first)];
});
afterAll(async () => {
  await nodes[1].close();
  await nodes[0].close();
  passage.close();
});

test('nodes outlive Redis: their own pages are told meanwhile, all pages once it is back', async () => {
  const [here, there] = nodes;
  const person = await aPerson(here);
  const heard: Record<'here' | 'there', string[]> = { here: [], there: [] };
  const [own, other] = [await connectSocket(here, person.cookie), await connectSocket(there, person.cookie)];
  own.on('session:removed', ({ sessionId }) => heard.here.push(sessionId));
  other.on('session:removed', ({ sessionId }) => heard.there.push(sessionId));
  const tell = (sessionId: string) =>
    here.app.get(Realtime).emit(rooms.person(person.id), 'session:removed', { sessionId });

  tell('before');
  await expect.poll(() => heard).toEqual({ here: ['before'], there: ['before'] });
  passage.cut();
  tell('meanwhile');
  await expect.poll(() => heard.here).toContain('meanwhile');
  here.app.get(Realtime).leave(rooms.person(person.id), rooms.person(person.id));
  tell('left');
  // Of each node one that publishes and one that listens.
  await expect.poll(() => passage.attempts).toBeGreaterThan(nodes.length * 2 * (ATTEMPTS + 1));
  passage.mend();
  await expect
    .poll(() => {
      tell('after');
      return heard.there;
    })
    .toContain('after');
  expect(heard.here, 'who was taken out of a room meanwhile is out').toEqual(['before', 'meanwhile']);
});
