import type { Presence } from '@everexpo/contracts';
import { DiscoveryService } from '@nestjs/core';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { anEdition, aPerson, type Person } from '../../testing/builders/index.ts';
import { addressesOf } from '../../testing/copy-database.ts';
import { PostgresProxy } from '../../testing/services/postgres-proxy.ts';
import { asked, connectSocket } from '../../testing/clients/sockets.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';

let direct: TestApi;
let proxy: PostgresProxy;
let api: TestApi;
beforeAll(async () => {
  direct = await startTestApi({ OUTBOX: 'false' });
  proxy = await PostgresProxy.start(inject('databaseUrl'));
  const { appUrl } = addressesOf(inject('databaseUrl'), direct.database);
  api = await startTestApi({ OUTBOX: 'false', DATABASE_URL: proxy.through(appUrl) }, direct);
});
afterAll(async () => {
  await api.close();
  proxy.stop();
  await direct.close();
});

const anOrganizer = () => aPerson(api, { roles: ['organizer'] });

async function inWorkspace(person: Person, editionId: string): Promise<{ socket: Socket; present: () => string[] }> {
  const socket = await connectSocket(api, person.cookie);
  let people: Presence['people'] = [];
  socket.on('draft:presence', (presence: Presence) => ({ people } = presence));
  await asked(socket, 'draft:watch', { editionId });
  return { socket, present: () => people.map(({ id }) => id).toSorted() };
}

test('who closes the workspace while the database is away is gone for the others, and the API goes on', async () => {
  const [edition, stays, goes] = await Promise.all([anEdition(api).build(), anOrganizer(), anOrganizer()]);
  const page = await inWorkspace(stays, edition.id);
  const other = await inWorkspace(goes, edition.id);
  await expect.poll(page.present).toEqual([stays.id, goes.id].toSorted());
  proxy.standStill();
  onTestFinished(() => proxy.goOn());
  other.socket.disconnect();
  await expect.poll(page.present).toEqual([stays.id]);
  expect((await api.anonymous.get('/healthz')).status).toBe(200);
});

test('who holds a session is named with it, on whichever of their pages', async () => {
  const [edition, person] = await Promise.all([anEdition(api).withSession({}).build(), anOrganizer()]);
  const sessionId = edition.sessions[0]?.id as string;
  const { socket } = await inWorkspace(person, edition.id);
  await asked(socket, 'draft:hold', { editionId: edition.id, sessionId });
  const again = await connectSocket(api, person.cookie);
  const presence = await asked<Presence>(again, 'draft:watch', { editionId: edition.id });
  expect(presence.people).toEqual([{ id: person.id, name: person.name, nameEn: expect.any(String), sessionId }]);
});

test('no gateway has a hook of NestJS, which calls it without minding how it ends', () => {
  const gateways = api.app
    .get(DiscoveryService, { strict: false })
    .getProviders()
    .filter(({ metatype }) => metatype && Reflect.hasMetadata('websockets:is_gateway', metatype));
  expect(gateways.length).toBeGreaterThan(2);
  const hooks = ['afterInit', 'handleConnection', 'handleDisconnect'];
  const found = gateways.flatMap(({ instance, name }) =>
    hooks.filter((hook) => hook in (instance as object)).map((hook) => `${name}.${hook}`),
  );
  expect(found).toEqual([]);
});
