import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why a deck was not drawn to its end, for those whose deck it is. */
export class DeckFaults1764001300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deck
        ADD COLUMN fault text CHECK (fault IN ('damaged', 'memory_limit', 'time_limit')),
        -- The first page that is missing.
        ADD COLUMN fault_page int,
        ADD CONSTRAINT deck_fault_page CHECK ((fault IS NULL) = (fault_page IS NULL));
      UPDATE deck d SET fault = 'damaged', fault_page = 1 + (SELECT count(*) FROM deck_page p WHERE p.sha256 = d.sha256)
        WHERE failed;
      ALTER TABLE deck DROP COLUMN failed;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deck ADD COLUMN failed boolean NOT NULL DEFAULT false;
      UPDATE deck SET failed = true WHERE fault IS NOT NULL;
      ALTER TABLE deck DROP CONSTRAINT deck_fault_page, DROP COLUMN fault, DROP COLUMN fault_page;
    `);
  }
}
