import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { CONFIG, type Config } from '../config/config.ts';
import { DatabaseChannel } from '../database/database-channel.ts';
import { OUTBOX_CHANNEL, UnitOfWork } from '../database/unit-of-work.ts';
import { Log } from '../logging/log.ts';
import { DeliveryLane, type Handler } from './delivery-lane.ts';
import { LANES, ON_EVENT, type Lane, type Subscription } from './on-event.ts';

const IDLE_POLL_MS = 5_000;

/**
 * Delivers outbox events to their handlers, woken by the database's own notification and, should one be missed,
 * every five seconds. Several dispatchers share the lanes.
 */
@Injectable()
export class OutboxDispatcher implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly lanes = new Map<Lane, DeliveryLane>();
  private handlers: Handler[] = [];
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly work: UnitOfWork,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
    private readonly channel: DatabaseChannel,
  ) {
    if (!config.OUTBOX) return;
    channel.on(OUTBOX_CHANNEL, (type) => this.wakeFor(type));
    channel.onGap(() => this.wake());
  }

  onApplicationBootstrap(): void {
    if (!this.config.OUTBOX) return;
    this.handlers = this.discoverHandlers();
    for (const lane of LANES)
      this.lanes.set(lane, new DeliveryLane(lane, this.handlers, this.work, this.channel, this.log));
    this.timer = setInterval(() => this.wake(), IDLE_POLL_MS);
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await Promise.all([...this.lanes.values()].map((lane) => lane.stop()));
  }

  /** Looks for what is due in every lane. */
  wake(): void {
    for (const lane of this.lanes.values()) lane.wake();
  }

  private wakeFor(type: string): void {
    const own = new Set(this.handlers.filter((handler) => handler.type === type).map(({ lane }) => lane));
    // What nobody handles has to be closed all the same.
    for (const lane of own.size > 0 ? own : (['pages'] as const)) this.lanes.get(lane)?.wake();
  }

  private discoverHandlers(): Handler[] {
    return this.discovery.getProviders().flatMap(({ instance }) => {
      if (typeof instance !== 'object' || instance === null) return [];
      return this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object).flatMap((method) => {
        const target = (instance as Record<string, unknown>)[method];
        if (typeof target !== 'function') return [];
        const subscription = this.reflector.get<Subscription | undefined>(ON_EVENT, target);
        if (!subscription) return [];
        return [{ ...subscription, run: (payload: unknown) => target.call(instance, payload) as Promise<void> }];
      });
    });
  }
}
