import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One row that a node writes to learn whether the database has space; its bytes mean nothing. */
export class ReadinessProbe1764001980010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNLOGGED TABLE readiness_probe (pad bytea NOT NULL);
      ALTER TABLE readiness_probe ALTER COLUMN pad SET STORAGE EXTERNAL;
      INSERT INTO readiness_probe (pad) VALUES ('');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE readiness_probe`);
  }
}
