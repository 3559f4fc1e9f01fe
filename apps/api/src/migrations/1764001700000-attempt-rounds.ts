import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often in a row a limit on secrets was exhausted: each time the wait doubles. */
export class AttemptRounds1764001700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE secret_attempt ADD COLUMN rounds int NOT NULL DEFAULT 0 CHECK (rounds >= 0)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE secret_attempt DROP COLUMN rounds`);
  }
}
