import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A call that nobody answered is a missed meeting like any other, not a state of its own. */
export class MissedCalls1764001650000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE meeting SET state = 'missed' WHERE state = 'expired';
      ALTER TABLE meeting
        DROP CONSTRAINT meeting_state_check,
        ADD CONSTRAINT meeting_state_check
          CHECK (state IN ('requested','accepted','open','ended','declined','cancelled','missed'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE meeting
        DROP CONSTRAINT meeting_state_check,
        ADD CONSTRAINT meeting_state_check
          CHECK (state IN ('requested','accepted','open','ended','declined','cancelled','expired','missed'));
      UPDATE meeting SET state = 'expired' WHERE state = 'missed' AND instant;
    `);
  }
}
