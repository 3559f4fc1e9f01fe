import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A notice that somebody has put away stays away on all their devices. */
export class DismissedNotices1764002100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE notice ADD COLUMN dismissed_at timestamptz,
        -- What somebody has put away does not wait to be read.
        ADD CONSTRAINT notice_dismissed_is_read CHECK (dismissed_at IS NULL OR read_at IS NOT NULL)
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE notice DROP COLUMN dismissed_at`);
  }
}
