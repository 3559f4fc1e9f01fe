import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Meetings that are asked for, booked, held and followed by an outcome; tables, term sheets, files. */
export class Meetings1764000700000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE meeting
        DROP CONSTRAINT meeting_state_check,
        DROP CONSTRAINT meeting_check,
        ALTER COLUMN starts_at DROP NOT NULL,
        ALTER COLUMN ends_at DROP NOT NULL,
        ADD COLUMN minutes int NOT NULL DEFAULT 20 CHECK (minutes BETWEEN 10 AND 120),
        ADD COLUMN place text NOT NULL DEFAULT 'online' CHECK (place IN ('online','table')),
        ADD COLUMN note text,
        ADD COLUMN reason text,
        -- Whose proposal is on the table; the other side answers it.
        ADD COLUMN proposed_by text CHECK (proposed_by IN ('owner','investor')),
        ADD COLUMN revision int NOT NULL DEFAULT 0,
        -- Moves with every removal: tickets to the room of before open an empty one.
        ADD COLUMN generation int NOT NULL DEFAULT 0,
        ADD COLUMN instant boolean NOT NULL DEFAULT false,
        ADD COLUMN created_at timestamptz NOT NULL DEFAULT now(),
        ADD CONSTRAINT meeting_state_check
          CHECK (state IN ('requested','accepted','open','ended','declined','cancelled','expired','missed')),
        ADD CONSTRAINT meeting_timed CHECK ((state NOT IN ('accepted','open','ended','missed') OR starts_at IS NOT NULL)
          AND (starts_at IS NULL) = (ends_at IS NULL) AND ends_at > starts_at);
      CREATE INDEX meeting_upcoming ON meeting (starts_at) WHERE state IN ('accepted','open');

      -- Times that are proposed; none means any.
      CREATE TABLE meeting_time (
        meeting_id uuid NOT NULL REFERENCES meeting ON DELETE CASCADE,
        starts_at timestamptz NOT NULL,
        PRIMARY KEY (meeting_id, starts_at)
      );

      ALTER TABLE meeting_party
        DROP CONSTRAINT meeting_party_side_check,
        ALTER COLUMN occupied DROP NOT NULL,
        ADD COLUMN waiting_since timestamptz,
        ADD COLUMN admitted_at timestamptz,
        ADD COLUMN arrived_at timestamptz,
        ADD COLUMN removed_at timestamptz,
        ADD COLUMN no_show boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT meeting_party_side_check CHECK (side IN ('owner','investor','guest'));
      CREATE INDEX meeting_party_of ON meeting_party (person_id, meeting_id DESC);

      CREATE TABLE meeting_table (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        number int NOT NULL CHECK (number BETWEEN 1 AND 999),
        -- What stands in the table's QR code.
        token text NOT NULL UNIQUE DEFAULT encode(uuid_send(gen_random_uuid()), 'hex'),
        UNIQUE (edition_id, number)
      );
      CREATE TABLE table_booking (
        meeting_id uuid PRIMARY KEY REFERENCES meeting ON DELETE CASCADE,
        table_id uuid NOT NULL REFERENCES meeting_table,
        occupied tstzrange NOT NULL,
        CONSTRAINT table_booking_free EXCLUDE USING gist (table_id WITH =, occupied WITH &&)
      );

      -- When a person takes meetings, in their own zone; without a row, the edition's hours.
      CREATE TABLE meeting_hours (
        person_id uuid PRIMARY KEY REFERENCES person ON DELETE CASCADE,
        opens time NOT NULL,
        closes time NOT NULL,
        time_zone text NOT NULL,
        CHECK (closes > opens)
      );
      CREATE TABLE must_see (
        person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
        session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
        PRIMARY KEY (person_id, session_id)
      );
      CREATE TABLE person_block (
        person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
        blocked_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
        PRIMARY KEY (person_id, blocked_id),
        CHECK (person_id <> blocked_id)
      );

      -- Others let in by both sides: an interpreter, a steward, somebody of the deal desk.
      CREATE TABLE meeting_guest (
        meeting_id uuid NOT NULL REFERENCES meeting ON DELETE CASCADE,
        person_id uuid NOT NULL REFERENCES person,
        seat text NOT NULL CHECK (seat IN ('interpreter','steward','desk')),
        owner_agreed boolean NOT NULL DEFAULT false,
        investor_agreed boolean NOT NULL DEFAULT false,
        PRIMARY KEY (meeting_id, person_id)
      );

      CREATE TABLE sheet_update (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        meeting_id uuid NOT NULL REFERENCES meeting ON DELETE CASCADE,
        person_id uuid NOT NULL REFERENCES person,
        bytes bytea NOT NULL CHECK (octet_length(bytes) <= 65536),
        at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX sheet_update_of ON sheet_update (meeting_id, id);

      CREATE TABLE meeting_file (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        meeting_id uuid NOT NULL REFERENCES meeting ON DELETE CASCADE,
        person_id uuid NOT NULL REFERENCES person,
        name text NOT NULL,
        type text NOT NULL,
        bytes int NOT NULL,
        sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX meeting_file_of ON meeting_file (meeting_id, id);

      -- What a side says among itself.
      CREATE TABLE side_message (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        meeting_id uuid NOT NULL REFERENCES meeting ON DELETE CASCADE,
        side text NOT NULL CHECK (side IN ('owner','investor')),
        person_id uuid NOT NULL REFERENCES person,
        body text NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX side_message_of ON side_message (meeting_id, side, id);

      CREATE TABLE meeting_outcome (
        meeting_id uuid NOT NULL REFERENCES meeting ON DELETE CASCADE,
        side text NOT NULL CHECK (side IN ('owner','investor')),
        outcome text NOT NULL CHECK (outcome IN ('agreement','next-meeting','stay-in-touch','no')),
        next_steps text NOT NULL DEFAULT '',
        next_on date,
        person_id uuid NOT NULL REFERENCES person,
        at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (meeting_id, side)
      );

      ALTER TABLE notice
        DROP CONSTRAINT notice_of_one,
        ADD COLUMN meeting_id uuid REFERENCES meeting ON DELETE CASCADE,
        ADD CONSTRAINT notice_of_one CHECK (num_nonnulls(version_id, agreement_id, meeting_id) = 1
          AND (version_id IS NOT NULL) = (news IS NULL));

      INSERT INTO meeting_table (edition_id, number) SELECT id, n FROM edition, generate_series(1, 60) AS n
        WHERE opened_at IS NOT NULL;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO everexpo_app;
      REVOKE UPDATE, DELETE ON ledger_entry, ledger_checkpoint, agreement_step, agreement_version, signature_evidence,
        sheet_update FROM everexpo_app;
      REVOKE INSERT, UPDATE, DELETE ON migration FROM everexpo_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM notice WHERE meeting_id IS NOT NULL;
      ALTER TABLE notice DROP CONSTRAINT notice_of_one, DROP COLUMN meeting_id,
        ADD CONSTRAINT notice_of_one CHECK (num_nonnulls(version_id, agreement_id) = 1
          AND (agreement_id IS NULL) = (news IS NULL));
      DROP TABLE meeting_outcome, side_message, meeting_file, sheet_update, meeting_guest, person_block, must_see,
        meeting_hours, table_booking, meeting_table, meeting_time;
      DROP INDEX meeting_party_of, meeting_upcoming;
      ALTER TABLE meeting_party DROP CONSTRAINT meeting_party_side_check, DROP COLUMN waiting_since,
        DROP COLUMN admitted_at, DROP COLUMN arrived_at, DROP COLUMN removed_at, DROP COLUMN no_show,
        ALTER COLUMN occupied SET NOT NULL, ADD CONSTRAINT meeting_party_side_check
          CHECK (side IN ('owner','investor'));
      ALTER TABLE meeting DROP CONSTRAINT meeting_timed, DROP CONSTRAINT meeting_state_check,
        DROP COLUMN minutes, DROP COLUMN place, DROP COLUMN note, DROP COLUMN reason, DROP COLUMN proposed_by,
        DROP COLUMN revision, DROP COLUMN generation, DROP COLUMN instant, DROP COLUMN created_at,
        ALTER COLUMN starts_at SET NOT NULL, ALTER COLUMN ends_at SET NOT NULL,
        ADD CONSTRAINT meeting_state_check CHECK (state IN ('open','ended')),
        ADD CONSTRAINT meeting_check CHECK (ends_at > starts_at);
    `);
  }
}
