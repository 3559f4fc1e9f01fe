import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A session's seats know from which network they were asked for: one computer cannot take them all. */
export class SeatNetworks1764001760000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- An IPv4 address, or the first 64 bits of an IPv6 address; null for those who came before it was asked.
      ALTER TABLE stage_seat ADD COLUMN network text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE stage_seat DROP COLUMN network`);
  }
}
