import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Decks as pictures, page by page, and the page that is shown on a stage. */
export class Decks1764000900000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE deck (
        sha256 text PRIMARY KEY,
        pages int NOT NULL CHECK (pages BETWEEN 1 AND 120),
        -- When a node last began to draw its pages; one that dies leaves them to another.
        claimed_at timestamptz,
        failed boolean NOT NULL DEFAULT false
      );
      CREATE TABLE deck_page (
        sha256 text NOT NULL REFERENCES deck ON DELETE CASCADE,
        page int NOT NULL CHECK (page >= 1),
        -- What is written on it, to be found by.
        words text NOT NULL,
        PRIMARY KEY (sha256, page)
      );
      ALTER TABLE stage ADD COLUMN deck_page int NOT NULL DEFAULT 1 CHECK (deck_page >= 1);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE stage DROP COLUMN deck_page; DROP TABLE deck_page, deck;`);
  }
}
