import { Injectable } from '@nestjs/common';
import { exec } from '../database/statements.ts';
import { UnitOfWork, type Transaction } from '../database/unit-of-work.ts';
import { Interval } from '../jobs/interval.ts';

const EVERY_MS = 60 * 60_000;
/** A repeat that comes later than this is a new request. */
const KEEP_KEYS_DAYS = 7;
/** Long enough to look into what was announced during an expo and its follow-up. */
const KEEP_EVENTS_DAYS = 30;
const AT_ONCE = 10_000;

/** Once an hour, where events are delivered, throws away what has served its time. Undelivered events stay. */
@Injectable()
export class Housekeeping {
  constructor(private readonly work: UnitOfWork) {}

  @Interval(EVERY_MS, 'housekeeping')
  async sweep(): Promise<void> {
    await this.deleteAll(
      (tx) => exec(tx)`
        DELETE FROM idempotency_key
        WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM idempotency_key WHERE created_at < now() - make_interval(days => ${KEEP_KEYS_DAYS})
          LIMIT ${AT_ONCE}
            ))
      `,
    );
    await this.deleteAll(
      (tx) => exec(tx)`
        DELETE FROM outbox_event
        WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM outbox_event WHERE delivered_at < now() - make_interval(days => ${KEEP_EVENTS_DAYS})
          LIMIT ${AT_ONCE}
            ))
      `,
    );
  }

  /** Part by part: all at once could take longer than a statement may. */
  private async deleteAll(deleteSome: (tx: Transaction) => Promise<number>): Promise<void> {
    while ((await this.work.system('housekeeping', deleteSome)) === AT_ONCE);
  }
}
