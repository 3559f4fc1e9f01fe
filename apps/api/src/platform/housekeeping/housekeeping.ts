import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.ts';
import { Log } from '../logging/log.ts';

const EVERY_MS = 60 * 60_000;
/** A repeat that comes later than this is a new request. */
const KEEP_KEYS_DAYS = 7;
/** Long enough to look into what was announced during an expo and its follow-up. */
const KEEP_EVENTS_DAYS = 30;

/** Once an hour, where events are delivered, throws away what has served its time. Undelivered events stay. */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.OUTBOX) return;
    this.timer = setInterval(() => void this.sweep().catch((error: unknown) => this.log.error({ err: error }, 'housekeeping failed')), EVERY_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }

  async sweep(): Promise<void> {
    await this.dataSource.query(`DELETE FROM idempotency_key WHERE created_at < now() - make_interval(days => $1)`, [KEEP_KEYS_DAYS]);
    await this.dataSource.query(`DELETE FROM outbox_event WHERE delivered_at < now() - make_interval(days => $1)`, [KEEP_EVENTS_DAYS]);
  }
}
