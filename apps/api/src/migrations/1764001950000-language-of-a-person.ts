import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The language that somebody has chosen goes with their account to the next device. */
export class LanguageOfAPerson1764001950000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Null: none was chosen yet.
      ALTER TABLE person ADD COLUMN language text CONSTRAINT person_language CHECK (language IN ('zh', 'en'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE person DROP COLUMN language`);
  }
}
