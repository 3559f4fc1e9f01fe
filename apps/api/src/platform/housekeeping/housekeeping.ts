import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Every } from '../jobs/every.ts';

const EVERY_MS = 60 * 60_000;
/** A repeat that comes later than this is a new request. */
const KEEP_KEYS_DAYS = 7;
/** Long enough to look into what was announced during an expo and its follow-up. */
const KEEP_EVENTS_DAYS = 30;

/** Once an hour, where events are delivered, throws away what has served its time. Undelivered events stay. */
@Injectable()
export class Housekeeping {
  constructor(private readonly dataSource: DataSource) {}

  @Every(EVERY_MS, 'housekeeping')
  async sweep(): Promise<void> {
    await this.dataSource.query(`DELETE FROM idempotency_key WHERE created_at < now() - make_interval(days => $1)`, [KEEP_KEYS_DAYS]);
    await this.dataSource.query(`DELETE FROM outbox_event WHERE delivered_at < now() - make_interval(days => $1)`, [KEEP_EVENTS_DAYS]);
  }
}
