import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { CONFIG } from '../config/config.ts';
import { DatabaseChannel } from '../database/database-channel.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { Log } from '../logging/log.ts';
import { eventKind } from './event-kind.ts';
import { OnEvent } from './on-event.ts';
import { OutboxDispatcher } from './outbox.dispatcher.ts';

const somethingHappened = eventKind<{ n: number }>('test.something-happened');

class Handlers {
  heard: number[] = [];
  failures = 1;

  @OnEvent(somethingHappened, 'test.steady')
  steady({ n }: { n: number }): Promise<void> {
    this.heard.push(n);
    return Promise.resolve();
  }

  @OnEvent(somethingHappened, 'test.shaky')
  shaky(): Promise<void> {
    this.failures -= 1;
    return this.failures >= 0 ? Promise.reject(new Error('not yet')) : Promise.resolve();
  }
}

let api: TestApi;
let dispatcher: OutboxDispatcher;
const handlers = new Handlers();
beforeAll(async () => {
  // The API's own dispatcher is off, so that this one alone delivers.
  api = await startTestApi({ OUTBOX: 'false' });
  const discovery = { getProviders: () => [{ instance: handlers }] } as unknown as DiscoveryService;
  const config = { ...api.app.get<object>(CONFIG), OUTBOX: true } as never;
  dispatcher = new OutboxDispatcher(api.app.get(DataSource), discovery, new MetadataScanner(), new Reflector(), api.app.get(Log), config, api.app.get(DatabaseChannel));
  dispatcher.onApplicationBootstrap();
});
afterAll(async () => {
  await dispatcher.onApplicationShutdown();
  await api.close();
});

const command = { actor: { kind: 'system' as const }, requestId: 'test' };

test('an event whose transaction is taken back is never delivered', async () => {
  const work = api.app.get(UnitOfWork);
  await expect(
    work.run(command, async (tx) => {
      await tx.emit(somethingHappened, { n: 0 });
      throw new Error('taken back');
    }),
  ).rejects.toThrow('taken back');
  expect(await api.db.query('SELECT count(*)::int AS n FROM outbox_event WHERE type = $1', [somethingHappened.type])).toEqual([{ n: 0 }]);
});

test('a handler that fails is tried again; those that were done are not', async () => {
  await api.app.get(UnitOfWork).run(command, (tx) => tx.emit(somethingHappened, { n: 7 }));
  await vi.waitFor(() => expect(handlers.failures).toBe(0), { timeout: 10_000 });
  await api.db.query(`UPDATE outbox_event SET retry_at = now()`);
  dispatcher.wake();
  await vi.waitFor(async () => {
    expect(await api.db.query('SELECT count(*)::int AS n FROM outbox_event WHERE type = $1 AND delivered_at IS NOT NULL', [somethingHappened.type])).toEqual([{ n: 1 }]);
  }, { timeout: 10_000 });
  expect(handlers.heard).toEqual([7]);
});
