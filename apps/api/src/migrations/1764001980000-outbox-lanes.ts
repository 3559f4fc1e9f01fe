import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Attempts are a handler's own, so that one that fails holds up no other; what is given up is kept as such. */
export class OutboxLanes1764001980000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbox_delivery
        ADD COLUMN attempts int NOT NULL DEFAULT 0,
        ADD COLUMN retry_at timestamptz,
        ADD COLUMN given_up_at timestamptz,
        ALTER COLUMN delivered_at DROP NOT NULL,
        ALTER COLUMN delivered_at DROP DEFAULT,
        -- Done, to be tried again, or never to be tried again.
        ADD CONSTRAINT outbox_delivery_state CHECK (num_nonnulls(delivered_at, retry_at, given_up_at) = 1);
      CREATE INDEX outbox_delivery_undelivered ON outbox_delivery (handler) WHERE delivered_at IS NULL;
      COMMENT ON COLUMN outbox_event.delivered_at IS 'When none of its handlers had to do with it any more.';
      ALTER TABLE outbox_event DROP COLUMN attempts, DROP COLUMN retry_at;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbox_event
        ADD COLUMN attempts int NOT NULL DEFAULT 0,
        ADD COLUMN retry_at timestamptz NOT NULL DEFAULT now();
      COMMENT ON COLUMN outbox_event.delivered_at IS NULL;
      DELETE FROM outbox_delivery WHERE delivered_at IS NULL;
      DROP INDEX outbox_delivery_undelivered;
      ALTER TABLE outbox_delivery
        DROP CONSTRAINT outbox_delivery_state,
        DROP COLUMN attempts,
        DROP COLUMN retry_at,
        DROP COLUMN given_up_at,
        ALTER COLUMN delivered_at SET DEFAULT now(),
        ALTER COLUMN delivered_at SET NOT NULL;
    `);
  }
}
