import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who one is: names by one rule, attempts at secrets counted, media identities that say nothing. */
export class Identity1764001500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Attempts at a password or code that were wrong or are under way, by what is tried and by whom or from where.
      CREATE TABLE secret_attempt (
        key text PRIMARY KEY,
        attempts int NOT NULL CHECK (attempts >= 0),
        since timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      ALTER TABLE second_factor DROP COLUMN failures, DROP COLUMN locked_until;

      -- The person behind an identity in a session's media room; the identity itself is random.
      CREATE TABLE media_identity (
        session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
        identity text NOT NULL,
        person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
        issued_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (session_id, identity)
      );
      CREATE INDEX media_identity_person ON media_identity (session_id, person_id);

      -- No control, bidirectional or zero-width characters; at most 120 characters; NFC.
      CREATE FUNCTION is_name(name text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT char_length(name) <= 120 AND name IS NFC NORMALIZED AND name !~ '${UNSEEN}'
      $$;
      UPDATE person SET name = left(normalize(regexp_replace(name, '${UNSEEN}', '', 'g'), NFC), 120)
        WHERE NOT is_name(name);
      UPDATE person SET name_en = left(normalize(regexp_replace(name_en, '${UNSEEN}', '', 'g'), NFC), 120)
        WHERE NOT is_name(name_en);
      UPDATE person SET name = split_part(email, '@', 1) WHERE btrim(name) = '';
      ALTER TABLE person ADD CONSTRAINT person_name CHECK (is_name(name) AND btrim(name) <> '' AND is_name(name_en));
    `);
    await runner.query(
      freezeParties(`
        IF TG_OP = 'UPDATE' AND OLD.signed_at IS NOT NULL AND NEW.signed_at IS NOT NULL
           AND (NEW.person_id, NEW.name, NEW.organisation) IS DISTINCT FROM (OLD.person_id, OLD.name,
             OLD.organisation) THEN
          RAISE EXCEPTION 'a party that has signed cannot change its name' USING ERRCODE = 'insufficient_privilege';
        END IF;`),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(freezeParties());
    await runner.query(`
      ALTER TABLE person DROP CONSTRAINT person_name;
      DROP FUNCTION is_name;
      DROP TABLE media_identity, secret_attempt;
      ALTER TABLE second_factor ADD COLUMN failures int NOT NULL DEFAULT 0, ADD COLUMN locked_until timestamptz;
    `);
  }
}

/** A PostgreSQL bracket expression. */
const UNSEEN = String.raw`[\u0001-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF]`;

/** The guard of an agreement's parties: frozen once it is registered, and by what more a version of it asks. */
const freezeParties = (more = '') => `
  CREATE OR REPLACE FUNCTION freeze_parties() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    taken text;
  BEGIN
    SELECT number INTO taken FROM agreement WHERE id = coalesce(NEW.agreement_id, OLD.agreement_id);
    IF taken IS NOT NULL THEN
      RAISE EXCEPTION 'the parties of % are registered and cannot change', taken
        USING ERRCODE = 'insufficient_privilege';
    END IF;${more}
    RETURN coalesce(NEW, OLD);
  END $$;
`;
