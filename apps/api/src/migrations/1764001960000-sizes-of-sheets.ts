import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How much is written on each term sheet: known before its changes are read, and held to its most under one lock. */
export class SizesOfSheets1764001960000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sheet_size (
        meeting_id uuid PRIMARY KEY REFERENCES meeting ON DELETE CASCADE,
        changes int NOT NULL CHECK (changes > 0),
        bytes int NOT NULL CHECK (bytes >= 0)
      );
      INSERT INTO sheet_size (meeting_id, changes, bytes)
        SELECT meeting_id, count(*), sum(octet_length(bytes)) FROM sheet_update GROUP BY meeting_id;
      GRANT SELECT, INSERT, UPDATE ON sheet_size TO everexpo_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE sheet_size`);
  }
}
