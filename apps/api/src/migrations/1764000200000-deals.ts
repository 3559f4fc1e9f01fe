import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Interests, meetings, agreements and the ledger, with the rules that money and rooms hang on. */
export class Deals1764000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE interest (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        project_id uuid NOT NULL REFERENCES project,
        investor_id uuid NOT NULL REFERENCES person,
        owner_id uuid NOT NULL REFERENCES person,
        pitch_id uuid REFERENCES pitch,
        note text,
        created_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (project_id, investor_id),
        CHECK (investor_id <> owner_id)
      );
      CREATE INDEX interest_owner ON interest (owner_id, id DESC);
      CREATE INDEX interest_investor ON interest (investor_id, id DESC);

      CREATE TABLE meeting (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        interest_id uuid NOT NULL REFERENCES interest,
        opened_by uuid NOT NULL REFERENCES person,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open','ended')),
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        CHECK (ends_at > starts_at)
      );
      CREATE INDEX meeting_interest ON meeting (interest_id);

      CREATE TABLE meeting_party (
        meeting_id uuid NOT NULL REFERENCES meeting ON DELETE CASCADE,
        person_id uuid NOT NULL REFERENCES person,
        side text NOT NULL CHECK (side IN ('owner','investor')),
        occupied tstzrange NOT NULL,
        PRIMARY KEY (meeting_id, person_id),
        CONSTRAINT meeting_party_free EXCLUDE USING gist (person_id WITH =, occupied WITH &&)
      );

      CREATE TABLE agreement (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        edition_id uuid NOT NULL REFERENCES edition,
        meeting_id uuid REFERENCES meeting,
        project_id uuid REFERENCES project,
        source text NOT NULL CHECK (source IN ('screen','paper')),
        state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft','ready','partly_signed','registered')),
        version int NOT NULL DEFAULT 1,
        kind text NOT NULL CHECK (kind IN ('intent','cooperation','transfer','licence','investment')),
        title text NOT NULL,
        amount_fen bigint NOT NULL CHECK (amount_fen BETWEEN 0 AND 100000000000000),
        amount_public boolean NOT NULL,
        term_months int NOT NULL CHECK (term_months BETWEEN 1 AND 600),
        terms text NOT NULL,
        city text,
        track text,
        signed_on date,
        document_sha256 text CHECK (document_sha256 ~ '^[0-9a-f]{64}$'),
        document_type text,
        salt text NOT NULL DEFAULT encode(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), 'hex'),
        number text UNIQUE,
        registered_at timestamptz,
        created_by uuid NOT NULL REFERENCES person,
        created_at timestamptz NOT NULL DEFAULT now(),
        CHECK (state = 'draft' OR document_sha256 IS NOT NULL),
        CHECK ((state = 'registered') = (number IS NOT NULL)),
        CHECK ((number IS NULL) = (registered_at IS NULL)),
        CHECK (source = 'screen' OR signed_on IS NOT NULL)
      );
      CREATE INDEX agreement_meeting ON agreement (meeting_id);
      CREATE INDEX agreement_wall ON agreement (edition_id, registered_at DESC) WHERE state = 'registered';

      CREATE TABLE agreement_party (
        agreement_id uuid NOT NULL REFERENCES agreement ON DELETE CASCADE,
        position int NOT NULL,
        person_id uuid REFERENCES person,
        name text NOT NULL,
        organisation text NOT NULL,
        signed_at timestamptz,
        signed_version int,
        signed_sha256 text,
        signature text,
        PRIMARY KEY (agreement_id, position),
        UNIQUE (agreement_id, person_id),
        CHECK ((signed_at IS NULL) = (signed_sha256 IS NULL))
      );

      CREATE TABLE ledger_head (
        edition_id uuid PRIMARY KEY REFERENCES edition,
        seq int NOT NULL DEFAULT 0,
        hash text NOT NULL
      );

      CREATE TABLE ledger_entry (
        edition_id uuid NOT NULL REFERENCES edition,
        seq int NOT NULL,
        number text NOT NULL UNIQUE,
        agreement_id uuid NOT NULL REFERENCES agreement,
        event text NOT NULL CHECK (event IN ('registered')),
        content text NOT NULL,
        document text NOT NULL,
        at text NOT NULL,
        prev text NOT NULL,
        hash text NOT NULL UNIQUE,
        PRIMARY KEY (edition_id, seq),
        UNIQUE (edition_id, prev),
        UNIQUE (agreement_id, event)
      );

      CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'the ledger is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
      END $$;
      CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW
        EXECUTE FUNCTION refuse_ledger_change();
      CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger_entry FOR EACH STATEMENT
        EXECUTE FUNCTION refuse_ledger_change();

      CREATE FUNCTION freeze_registered_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.state = 'registered' THEN
          RAISE EXCEPTION 'agreement % is registered and cannot change', OLD.number
            USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER agreement_frozen BEFORE UPDATE ON agreement FOR EACH ROW
        EXECUTE FUNCTION freeze_registered_agreement();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE ledger_entry, ledger_head, agreement_party, agreement, meeting_party, meeting, interest;
      DROP FUNCTION refuse_ledger_change, freeze_registered_agreement;
    `);
  }
}
