import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unique } from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { CONFIG, type Config } from '../config/config.ts';
import { DatabaseChannel } from '../database/database-channel.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { Log } from '../logging/log.ts';
import { eventKind } from './event-kind.ts';
import { OnEvent } from './on-event.ts';
import { OutboxDispatcher } from './outbox.dispatcher.ts';

interface Happened {
  id: string;
}
const somethingHappened = eventKind<Happened>('test.something-happened');

/** Two handlers of one event: one that never fails, and after it one that fails the first time. */
class Handlers {
  readonly steady: string[] = [];
  readonly shaky: string[] = [];

  @OnEvent(somethingHappened, 'test.steady')
  handleSteadily({ id }: Happened): Promise<void> {
    this.steady.push(id);
    return Promise.resolve();
  }

  @OnEvent(somethingHappened, 'test.shaky')
  handleShakily({ id }: Happened): Promise<void> {
    this.shaky.push(id);
    const isFirst = this.shaky.filter((one) => one === id).length === 1;
    return isFirst ? Promise.reject(new Error('not yet')) : Promise.resolve();
  }
}

let api: TestApi;
let channel: DatabaseChannel;
let dispatcher: OutboxDispatcher;
const handlers = new Handlers();
beforeAll(async () => {
  // The API's own dispatcher is off, so that this one alone delivers; the database's notifications wake it.
  api = await startTestApi({ OUTBOX: 'false' });
  const { app } = api;
  const [log, config] = [app.get(Log), { ...app.get<Config>(CONFIG), OUTBOX: true }];
  const discovery = { getProviders: () => [{ instance: handlers }] } as unknown as DiscoveryService;
  const [scanner, reflector] = [new MetadataScanner(), new Reflector()];
  channel = new DatabaseChannel(config, log);
  dispatcher = new OutboxDispatcher(app.get(UnitOfWork), discovery, scanner, reflector, log, config, channel);
  await channel.onApplicationBootstrap();
  dispatcher.onApplicationBootstrap();
});
afterAll(async () => {
  await dispatcher.onApplicationShutdown();
  await channel.onApplicationShutdown();
  await api.close();
});

const command = { actor: { kind: 'system' as const }, requestId: 'test' };
const work = () => api.app.get(UnitOfWork);
const eventOf = (id: string) =>
  api.db.query<{ attempts: number; delivered: boolean }[]>(
    `SELECT attempts, delivered_at IS NOT NULL AS delivered FROM outbox_event
      WHERE payload->>'id' = $1`,
    [id],
  );

test('an event whose transaction is taken back is never delivered', async () => {
  const id = unique();
  const taken = work().run(command, async (tx) => {
    await tx.emit(somethingHappened, { id });
    throw new Error('taken back');
  });
  await expect(taken).rejects.toThrow('taken back');
  expect(await eventOf(id)).toEqual([]);
  // What is emitted later is delivered; the one before never comes.
  const later = unique();
  await work().run(command, (tx) => tx.emit(somethingHappened, { id: later }));
  await expect.poll(() => handlers.steady).toContain(later);
  expect(handlers.steady).not.toContain(id);
});

test('a handler that fails is tried again after a pause; those that were done are not', async () => {
  const id = unique();
  await work().run(command, (tx) => tx.emit(somethingHappened, { id }));
  await expect.poll(() => eventOf(id)).toMatchObject([{ attempts: 1, delivered: false }]);
  // As if its pause had passed.
  await api.db.query(`UPDATE outbox_event SET retry_at = now() WHERE payload->>'id' = $1`, [id]);
  dispatcher.wake();
  await expect.poll(() => eventOf(id)).toMatchObject([{ attempts: 1, delivered: true }]);
  const timesOf = (calls: string[]) => calls.filter((one) => one === id).length;
  expect([timesOf(handlers.steady), timesOf(handlers.shaky)]).toEqual([1, 2]);
});
