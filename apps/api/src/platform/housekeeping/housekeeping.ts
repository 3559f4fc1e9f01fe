import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Every } from '../jobs/every.ts';

const EVERY_MS = 60 * 60_000;
/** A repeat that comes later than this is a new request. */
const KEEP_KEYS_DAYS = 7;
/** Long enough to look into what was announced during an expo and its follow-up. */
const KEEP_EVENTS_DAYS = 30;
const AT_ONCE = 10_000;

/** Once an hour, where events are delivered, throws away what has served its time. Undelivered events stay. */
@Injectable()
export class Housekeeping {
  constructor(private readonly dataSource: DataSource) {}

  @Every(EVERY_MS, 'housekeeping')
  async sweep(): Promise<void> {
    await this.deleteOld('idempotency_key', 'created_at', KEEP_KEYS_DAYS);
    await this.deleteOld('outbox_event', 'delivered_at', KEEP_EVENTS_DAYS);
  }

  /** Part by part: all at once could take longer than a statement may. */
  private async deleteOld(table: string, column: string, days: number): Promise<void> {
    const old = `SELECT ctid FROM ${table} WHERE ${column} < now() - make_interval(days => $1) LIMIT ${AT_ONCE}`;
    const statement = `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(${old}))`;
    for (;;) {
      const [, deleted] = await this.dataSource.query<[unknown[], number]>(statement, [days]);
      if (deleted < AT_ONCE) return;
    }
  }
}
