import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A place in a media room is known with the sign-in that it was given to, and ends with it. */
export class PlacesOfSignIns1764001850000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE VIEW accounts_sign_in AS SELECT id, person_id, expires_at FROM auth_session;
      REVOKE INSERT, UPDATE, DELETE ON accounts_sign_in FROM everexpo_app;

      -- The sign-in that was last given a ticket to it; null for places that were given before this was known.
      ALTER TABLE media_identity ADD COLUMN sign_in_id uuid;
      CREATE INDEX media_identity_sign_in ON media_identity (sign_in_id);
      ALTER TABLE meeting_party ADD COLUMN sign_in_id uuid;
      CREATE INDEX meeting_party_sign_in ON meeting_party (sign_in_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE meeting_party DROP COLUMN sign_in_id;
      ALTER TABLE media_identity DROP COLUMN sign_in_id;
      DROP VIEW accounts_sign_in;
    `);
  }
}
