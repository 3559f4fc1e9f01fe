import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unique } from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { CONFIG, type Config } from '../config/config.ts';
import { DatabaseChannel } from '../database/database-channel.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { Log } from '../logging/log.ts';
import { eventKind } from './event-kind.ts';
import { OnEvent, Undeliverable } from './on-event.ts';
import { OutboxDispatcher } from './outbox.dispatcher.ts';

interface Happened {
  id: string;
}
const somethingHappened = eventKind<Happened>('test.something-happened');

const letterWritten = eventKind<Happened>('test.letter-written');

/** Two handlers of one event: one that never fails, and after it one that fails the first time; and a mail server. */
class Handlers {
  readonly steady: string[] = [];
  readonly shaky: string[] = [];
  /** What the mail server does with each letter. */
  send: (letter: Happened) => Promise<void> = () => Promise.resolve();

  @OnEvent(letterWritten, 'test.send', { lane: 'mail', expiresAfterHours: 1 })
  handleLetter(letter: Happened): Promise<void> {
    return this.send(letter);
  }

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
  api.db.query<{ attempts: number; delivered: boolean; givenUp: boolean }[]>(
    `SELECT (SELECT max(attempts) FROM outbox_delivery WHERE event_id = e.id) AS attempts,
            EXISTS (SELECT 1 FROM outbox_delivery WHERE event_id = e.id AND given_up_at IS NOT NULL) AS "givenUp",
            delivered_at IS NOT NULL AS delivered
       FROM outbox_event e
      WHERE payload->>'id' = $1`,
    [id],
  );
const emit = (kind: typeof letterWritten, id: string) => work().run(command, (tx) => tx.emit(kind, { id }));
/** As if the pauses of an event's deliveries had passed. */
const passPauses = async (id: string) => {
  await api.db.query(
    `UPDATE outbox_delivery SET retry_at = now()
      WHERE retry_at IS NOT NULL AND event_id = (SELECT id FROM outbox_event WHERE payload->>'id' = $1)`,
    [id],
  );
  dispatcher.wake();
};
/** A figure of the metrics: 0 where there are none. */
const lettersThat = async (what: 'failing' | 'given_up') => {
  const { body } = await api.anonymous.get<string>('/metrics');
  return Number(new RegExp(`everexpo_outbox_${what}{handler="test.send"} (\\d+)`).exec(body)?.[1] ?? 0);
};

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
  await passPauses(id);
  await expect.poll(() => eventOf(id)).toMatchObject([{ attempts: 1, delivered: true }]);
  const timesOf = (calls: string[]) => calls.filter((one) => one === id).length;
  expect([timesOf(handlers.steady), timesOf(handlers.shaky)]).toEqual([1, 2]);
});

test('a mail server that stands still holds up neither the pages nor a connection to the database', async () => {
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  handlers.send = () => {
    begun.resolve();
    return gate.promise;
  };
  const [letter, other] = [unique(), unique()];
  await emit(letterWritten, letter);
  await begun.promise;
  await emit(somethingHappened, other);
  await expect.poll(() => handlers.steady).toContain(other);
  expect(await eventOf(letter)).toMatchObject([{ delivered: false }]);
  const idle = `SELECT 1 FROM pg_stat_activity
    WHERE datname = current_database() AND state = 'idle in transaction' AND pid <> pg_backend_pid()`;
  await expect.poll(() => api.db.query<unknown[]>(idle)).toEqual([]);
  gate.resolve();
  await expect.poll(() => eventOf(letter)).toMatchObject([{ delivered: true }]);
});

test('nothing is given up because it has failed often', async () => {
  const id = unique();
  handlers.send = () => Promise.reject(new Error('not yet'));
  await emit(letterWritten, id);
  await expect.poll(() => eventOf(id)).toMatchObject([{ attempts: 1 }]);
  await api.db.query(
    `UPDATE outbox_delivery SET attempts = 5000
      WHERE event_id = (SELECT id FROM outbox_event WHERE payload->>'id' = $1)`,
    [id],
  );
  await passPauses(id);
  await expect.poll(() => eventOf(id)).toMatchObject([{ attempts: 5001, delivered: false, givenUp: false }]);
  await expect.poll(() => lettersThat('failing')).toBe(1);
  handlers.send = () => Promise.resolve();
  await passPauses(id);
  await expect.poll(() => eventOf(id)).toMatchObject([{ delivered: true, givenUp: false }]);
  await expect.poll(() => lettersThat('failing')).toBe(0);
});

test('what its handler says cannot be delivered is given up, and counted', async () => {
  const id = unique();
  const before = await lettersThat('given_up');
  handlers.send = () => Promise.reject(new Undeliverable(new Error('no such mailbox')));
  await emit(letterWritten, id);
  await expect.poll(() => eventOf(id)).toMatchObject([{ delivered: true, givenUp: true }]);
  await expect.poll(() => lettersThat('given_up')).toBe(before + 1);
});

test('what has expired is given up without being tried', async () => {
  const id = unique();
  const sent: string[] = [];
  handlers.send = (letter) => Promise.resolve(void sent.push(letter.id));
  const insert = `INSERT INTO outbox_event (type, payload, created_at) VALUES ($1, $2, now() - interval '2 hours')`;
  await api.db.query(insert, [letterWritten.type, { id }]);
  dispatcher.wake();
  await expect.poll(() => eventOf(id)).toMatchObject([{ delivered: true, givenUp: true }]);
  expect(sent).not.toContain(id);
});

test('a lane is one dispatcher’s at a time, and another’s once that one is gone', async () => {
  const other = new DatabaseChannel({ ...api.app.get<Config>(CONFIG) }, api.app.get(Log));
  other.on('test', () => undefined);
  await other.onApplicationBootstrap();
  await expect.poll(() => other.tryLock('outbox mail')).toBe(true);
  const id = unique();
  const sent: string[] = [];
  handlers.send = (letter) => Promise.resolve(void sent.push(letter.id));
  await emit(letterWritten, id);
  const passed = unique();
  await emit(somethingHappened, passed);
  await expect.poll(() => handlers.steady).toContain(passed);
  expect(sent).toEqual([]);
  await other.onApplicationShutdown();
  dispatcher.wake();
  await expect.poll(() => sent).toEqual([id]);
});
