import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { all, exec, exists } from '../database/statements.ts';
import { CONFIG, type Config } from '../config/config.ts';
import { DatabaseChannel } from '../database/database-channel.ts';
import { OUTBOX_CHANNEL, type Transaction, UnitOfWork } from '../database/unit-of-work.ts';
import { Log } from '../logging/log.ts';
import { ON_EVENT, type Subscription } from './on-event.ts';

interface Handler {
  name: string;
  run: (payload: unknown) => Promise<void>;
}

interface EventRow {
  id: number;
  type: string;
  payload: unknown;
  attempts: number;
}

const BATCH = 100;
const IDLE_POLL_MS = 5_000;
const MAX_ATTEMPTS = 20;

/**
 * Delivers outbox events to their handlers, woken by the database's own notification and, should one be missed,
 * every five seconds. Several dispatchers share the work through row locks.
 */
@Injectable()
export class OutboxDispatcher implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly handlers = new Map<string, Handler[]>();
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private again = false;
  private stopped = false;

  constructor(
    private readonly work: UnitOfWork,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
    channel: DatabaseChannel,
  ) {
    if (config.OUTBOX) channel.on(OUTBOX_CHANNEL, () => this.wake());
  }

  onApplicationBootstrap(): void {
    this.discoverHandlers();
    if (!this.config.OUTBOX) return;
    this.timer = setInterval(() => this.wake(), IDLE_POLL_MS);
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** Starts a pass, or asks the one that runs for another. */
  wake(): void {
    if (this.stopped) return;
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = this.drain()
      .catch((error: unknown) => this.log.error({ err: error }, 'outbox pass failed'))
      .finally(() => {
        this.running = null;
        if (this.again) {
          this.again = false;
          this.wake();
        }
      });
  }

  private discoverHandlers(): void {
    for (const { instance } of this.discovery.getProviders()) {
      if (typeof instance !== 'object' || instance === null) continue;
      for (const method of this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object)) {
        const target = (instance as Record<string, unknown>)[method];
        if (typeof target !== 'function') continue;
        const subscription = this.reflector.get<Subscription | undefined>(ON_EVENT, target);
        if (!subscription) continue;
        const handlers = this.handlers.get(subscription.type) ?? [];
        handlers.push({
          name: subscription.handler,
          run: (payload) => target.call(instance, payload) as Promise<void>,
        });
        this.handlers.set(subscription.type, handlers);
      }
    }
  }

  private async drain(): Promise<void> {
    while (!this.stopped && (await this.pass()) === BATCH);
  }

  private pass(): Promise<number> {
    return this.work.system('outbox', async (tx) => {
      // Handlers call LiveKit, the mail server and the store meanwhile.
      await exec(tx)`SET LOCAL idle_in_transaction_session_timeout = 0`;
      const events = await all<EventRow>(tx)`
        SELECT id, type, payload, attempts FROM outbox_event
        WHERE delivered_at IS NULL AND attempts < ${MAX_ATTEMPTS} AND retry_at <= now()
        ORDER BY id
        LIMIT ${BATCH}
        FOR UPDATE SKIP LOCKED
      `;
      for (const event of events) await this.deliver(tx, event);
      return events.length;
    });
  }

  private async deliver(tx: Transaction, event: EventRow): Promise<void> {
    try {
      for (const handler of this.handlers.get(event.type) ?? []) await this.once(tx, event, handler);
      await exec(tx)`UPDATE outbox_event SET delivered_at = now() WHERE id = ${event.id}`;
    } catch (error) {
      this.log.error({ err: error, event: event.type, id: event.id }, 'outbox handler failed; it will be tried again');
      await exec(tx)`
        UPDATE outbox_event
        SET attempts = attempts + 1, retry_at = now() + make_interval(secs => least(300, power(2, attempts)))
        WHERE id = ${event.id}
      `;
    }
  }

  private async once(tx: Transaction, event: EventRow, handler: Handler): Promise<void> {
    const done = await exists(tx)`
      SELECT 1 FROM outbox_delivery WHERE event_id = ${event.id} AND handler = ${handler.name}
    `;
    if (done) return;
    await handler.run(event.payload);
    await exec(tx)`INSERT INTO outbox_delivery (event_id, handler) VALUES (${event.id}, ${handler.name})`;
  }
}
