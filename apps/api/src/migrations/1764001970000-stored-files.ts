import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is kept in the storage is written down first, so that what no row names can be found and removed. */
export class StoredFiles1764001970000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE stored_file (
        key text PRIMARY KEY,
        bytes bigint NOT NULL CHECK (bytes >= 0),
        -- Whose upload it was; null for what we make ourselves.
        person_id uuid,
        saved_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- Since when another has taken its place.
        superseded_at timestamptz
      );
      CREATE INDEX stored_file_of_person ON stored_file (person_id, saved_at);

      -- Sizes of what is there already are not known; none of it counts for anybody.
      INSERT INTO stored_file (key, bytes, saved_at)
        SELECT 'decks/' || sha256, 0, now() FROM deck
        UNION SELECT 'deck-pages/' || sha256 || '/' || page, 0, now() FROM deck_page
        UNION SELECT 'meetings/' || meeting_id || '/' || sha256, bytes, now() FROM meeting_file
        UNION SELECT 'agreements/' || left(sha256, 2) || '/' || sha256, 0, now() FROM (
          SELECT document_sha256 AS sha256 FROM agreement UNION SELECT sealed_sha256 FROM agreement
          UNION SELECT document_sha256 FROM signature_evidence UNION SELECT sha256 FROM milestone_evidence
        ) d WHERE sha256 IS NOT NULL
      ON CONFLICT DO NOTHING;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE stored_file`);
  }
}
