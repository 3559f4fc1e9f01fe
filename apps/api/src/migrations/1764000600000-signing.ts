import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The whole life of an agreement: second factor, states, evidence, four eyes, follow-up, ceremony. */
export class Signing1764000600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE second_factor (
        person_id uuid PRIMARY KEY REFERENCES person ON DELETE CASCADE,
        -- Encrypted with a key of the installation; nobody reads it from a copy of the database.
        secret text NOT NULL,
        confirmed_at timestamptz,
        -- The last time step (RFC 6238) of which a code was used: no code counts twice.
        used_step bigint NOT NULL DEFAULT 0,
        failures int NOT NULL DEFAULT 0,
        locked_until timestamptz
      );

      ALTER TABLE agreement
        DROP CONSTRAINT agreement_state_check,
        DROP CONSTRAINT agreement_check,
        DROP CONSTRAINT agreement_check1,
        ADD CONSTRAINT agreement_state_check
          CHECK (state IN ('draft','review','ready','partly_signed','signed','registered','amended','completed',
            'terminated','withdrawn')),
        ADD CONSTRAINT agreement_document_fixed
          CHECK (state NOT IN ('ready','partly_signed','signed','registered','amended','completed','terminated')
          OR document_sha256 IS NOT NULL),
        ADD CONSTRAINT agreement_numbered
          CHECK ((state IN ('registered','amended','completed','terminated')) = (number IS NOT NULL)),
        ADD COLUMN parties_public boolean NOT NULL DEFAULT true,
        ADD COLUMN details jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN signing_order text NOT NULL DEFAULT 'parallel' CHECK (signing_order IN ('parallel','sequential')),
        ADD COLUMN sign_by timestamptz,
        ADD COLUMN submitted_by uuid REFERENCES person,
        ADD COLUMN sealed_sha256 text CHECK (sealed_sha256 ~ '^[0-9a-f]{64}$'),
        ADD COLUMN replaces uuid REFERENCES agreement,
        ADD COLUMN replaces_reason text,
        ADD COLUMN verified_by uuid REFERENCES person,
        ADD COLUMN verified_at timestamptz,
        ADD CONSTRAINT agreement_four_eyes CHECK (verified_by IS NULL OR verified_by <> created_by);
      -- The same scan is the same paper; one registered number is replaced at most once.
      CREATE UNIQUE INDEX agreement_scan ON agreement (edition_id, document_sha256) WHERE source = 'paper'
        AND state NOT IN ('withdrawn','amended') AND replaces IS NULL;
      CREATE UNIQUE INDEX agreement_replaced_once ON agreement (replaces) WHERE number IS NOT NULL;
      CREATE INDEX agreement_desk ON agreement (edition_id, id DESC) WHERE source = 'paper';
      CREATE INDEX agreement_sign_by ON agreement (sign_by) WHERE state IN ('ready','partly_signed');
      DROP INDEX agreement_wall;
      CREATE INDEX agreement_wall ON agreement (edition_id, registered_at DESC) WHERE number IS NOT NULL;

      ALTER TABLE agreement_party DROP COLUMN signature, ADD COLUMN signature jsonb;
      CREATE INDEX agreement_party_person ON agreement_party (person_id, agreement_id DESC);
      CREATE INDEX agreement_party_name ON agreement_party USING gin (organisation gin_trgm_ops);
      CREATE INDEX organisation_name ON organisation USING gin (name_zh gin_trgm_ops);

      CREATE TABLE agreement_version (
        agreement_id uuid NOT NULL REFERENCES agreement ON DELETE CASCADE,
        version int NOT NULL,
        terms jsonb NOT NULL,
        parties jsonb NOT NULL,
        person_id uuid NOT NULL REFERENCES person,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (agreement_id, version)
      );

      CREATE TABLE agreement_step (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        agreement_id uuid NOT NULL REFERENCES agreement ON DELETE CASCADE,
        action text NOT NULL,
        from_state text,
        to_state text NOT NULL,
        version int NOT NULL,
        person_id uuid REFERENCES person,
        reason text,
        at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX agreement_step_of ON agreement_step (agreement_id, id);

      -- Consents that must be complete before an agreement moves on; those of a version fall with it.
      CREATE TABLE agreement_consent (
        agreement_id uuid NOT NULL REFERENCES agreement ON DELETE CASCADE,
        action text NOT NULL CHECK (action IN ('approve','complete','terminate')),
        version int NOT NULL,
        person_id uuid NOT NULL REFERENCES person,
        reason text,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (agreement_id, action, version, person_id)
      );

      CREATE TABLE signature_evidence (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        agreement_id uuid NOT NULL REFERENCES agreement,
        position int NOT NULL,
        version int NOT NULL,
        person_id uuid NOT NULL REFERENCES person,
        name text NOT NULL,
        organisation text NOT NULL,
        at timestamptz NOT NULL,
        method text NOT NULL CHECK (method IN ('totp')),
        factor_step bigint NOT NULL,
        document_sha256 text NOT NULL CHECK (document_sha256 ~ '^[0-9a-f]{64}$'),
        address text NOT NULL,
        user_agent text NOT NULL,
        signature jsonb NOT NULL
      );
      CREATE INDEX signature_evidence_of ON signature_evidence (agreement_id, id);

      ALTER TABLE ledger_entry
        DROP CONSTRAINT ledger_entry_event_check,
        DROP CONSTRAINT ledger_entry_number_key,
        ADD COLUMN v int NOT NULL DEFAULT 1 CHECK (v IN (1, 2)),
        ADD COLUMN refers text,
        ADD COLUMN signed text,
        ADD CONSTRAINT ledger_entry_event_check
          CHECK (event IN ('registered','amended','corrected','completed','terminated')),
        ADD CONSTRAINT ledger_entry_refers CHECK ((event IN ('amended','corrected')) = (refers IS NOT NULL));
      CREATE UNIQUE INDEX ledger_entry_number ON ledger_entry (number)
        WHERE event IN ('registered','amended','corrected');
      CREATE UNIQUE INDEX ledger_entry_refers_once ON ledger_entry (refers);
      CREATE INDEX ledger_entry_document ON ledger_entry (document);
      CREATE INDEX ledger_entry_signed ON ledger_entry (signed);
      ALTER TABLE ledger_head ADD COLUMN numbered int;
      UPDATE ledger_head SET numbered = seq;
      ALTER TABLE ledger_head ALTER COLUMN numbered SET NOT NULL, ALTER COLUMN numbered SET DEFAULT 0;

      -- What is promised for a day, and what came of it.
      CREATE TABLE milestone (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        agreement_id uuid NOT NULL REFERENCES agreement,
        kind text NOT NULL CHECK (kind IN ('milestone','payment')),
        title text NOT NULL,
        due_on date NOT NULL,
        amount_fen bigint CHECK (amount_fen BETWEEN 0 AND 100000000000000),
        realised_fen bigint NOT NULL DEFAULT 0 CHECK (realised_fen BETWEEN 0 AND 100000000000000),
        done_at timestamptz,
        done_by uuid REFERENCES person,
        CHECK ((done_at IS NULL) = (done_by IS NULL))
      );
      CREATE INDEX milestone_agreement ON milestone (agreement_id, due_on);
      CREATE INDEX milestone_open ON milestone (due_on, id) WHERE done_at IS NULL;
      CREATE TABLE milestone_evidence (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        milestone_id uuid NOT NULL REFERENCES milestone ON DELETE CASCADE,
        name text NOT NULL,
        type text NOT NULL,
        sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        bytes int NOT NULL,
        person_id uuid NOT NULL REFERENCES person,
        at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (milestone_id, sha256)
      );
      -- Each reminder goes out once.
      CREATE TABLE reminder_sent (
        subject_id uuid NOT NULL,
        what text NOT NULL,
        at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (subject_id, what)
      );

      CREATE TABLE ceremony (
        edition_id uuid PRIMARY KEY REFERENCES edition,
        revision int NOT NULL DEFAULT 0,
        mode text NOT NULL DEFAULT 'wall' CHECK (mode IN ('wall','ceremony')),
        current uuid REFERENCES agreement
      );
      CREATE TABLE ceremony_item (
        edition_id uuid NOT NULL REFERENCES edition,
        agreement_id uuid NOT NULL UNIQUE REFERENCES agreement,
        position int NOT NULL,
        called_at timestamptz,
        done_at timestamptz,
        PRIMARY KEY (edition_id, position)
      );

      ALTER TABLE notice
        ALTER COLUMN version_id DROP NOT NULL,
        ALTER COLUMN changes DROP NOT NULL,
        ADD COLUMN agreement_id uuid REFERENCES agreement,
        ADD COLUMN news text,
        ADD COLUMN detail text,
        ADD COLUMN event_id text,
        ADD CONSTRAINT notice_of_one CHECK (num_nonnulls(version_id, agreement_id) = 1
          AND (agreement_id IS NULL) = (news IS NULL));
      CREATE UNIQUE INDEX notice_once ON notice (person_id, event_id);
    `);
    await runner.query(RULES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER agreement_moves ON agreement;
      DROP TRIGGER agreement_party_frozen ON agreement_party;
      DROP FUNCTION check_agreement_move, freeze_parties;
      DELETE FROM notice WHERE agreement_id IS NOT NULL;
      ALTER TABLE notice DROP COLUMN agreement_id, DROP COLUMN news, DROP COLUMN detail, DROP COLUMN event_id,
        ALTER COLUMN version_id SET NOT NULL, ALTER COLUMN changes SET NOT NULL;
      DROP TABLE ceremony_item, ceremony, reminder_sent, milestone_evidence, milestone, signature_evidence,
        agreement_consent, agreement_step, agreement_version, second_factor;
      DROP INDEX ledger_entry_document, ledger_entry_signed, ledger_entry_number, ledger_entry_refers_once,
        organisation_name, agreement_party_name, agreement_party_person, agreement_wall, agreement_sign_by,
        agreement_desk, agreement_replaced_once, agreement_scan;
      ALTER TABLE ledger_head DROP COLUMN numbered;
      ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_refers, DROP CONSTRAINT ledger_entry_event_check,
        DROP COLUMN v, DROP COLUMN refers, DROP COLUMN signed,
        ADD CONSTRAINT ledger_entry_event_check CHECK (event IN ('registered')),
        ADD CONSTRAINT ledger_entry_number_key UNIQUE (number);
      ALTER TABLE agreement_party DROP COLUMN signature, ADD COLUMN signature text;
      ALTER TABLE agreement DROP CONSTRAINT agreement_four_eyes, DROP CONSTRAINT agreement_numbered,
        DROP CONSTRAINT agreement_document_fixed, DROP CONSTRAINT agreement_state_check,
        DROP COLUMN parties_public, DROP COLUMN details, DROP COLUMN signing_order, DROP COLUMN sign_by,
        DROP COLUMN submitted_by, DROP COLUMN sealed_sha256, DROP COLUMN replaces, DROP COLUMN replaces_reason,
        DROP COLUMN verified_by, DROP COLUMN verified_at,
        ADD CONSTRAINT agreement_state_check CHECK (state IN ('draft','ready','partly_signed','registered')),
        ADD CONSTRAINT agreement_check CHECK (state = 'draft' OR document_sha256 IS NOT NULL),
        ADD CONSTRAINT agreement_check1 CHECK ((state = 'registered') = (number IS NOT NULL));
      CREATE INDEX agreement_wall ON agreement (edition_id, registered_at DESC) WHERE state = 'registered';
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
}

/** What holds whoever writes: the state machine, the frozen register, histories that only grow. */
const RULES = `
  DROP TRIGGER agreement_frozen ON agreement;
  DROP FUNCTION freeze_registered_agreement;

  CREATE FUNCTION check_agreement_move() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF OLD.number IS NOT NULL THEN
      IF to_jsonb(NEW) - 'state' IS DISTINCT FROM to_jsonb(OLD) - 'state' THEN
        RAISE EXCEPTION 'agreement % is registered and cannot change', OLD.number
          USING ERRCODE = 'insufficient_privilege';
      END IF;
    END IF;
    IF NEW.state = OLD.state THEN
      RETURN NEW;
    END IF;
    IF (OLD.state, NEW.state) NOT IN (
      ('draft','review'), ('draft','withdrawn'), ('review','draft'), ('review','ready'), ('review','withdrawn'),
      ('ready','draft'), ('ready','partly_signed'), ('ready','withdrawn'), ('partly_signed','draft'),
      ('partly_signed','signed'),
      ('signed','registered'), ('signed','withdrawn'), ('registered','amended'), ('registered','completed'),
      ('registered','terminated')
    ) THEN
      RAISE EXCEPTION 'an agreement cannot go from % to %', OLD.state, NEW.state
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.state = 'signed' AND NEW.source = 'screen' AND EXISTS (
      SELECT 1 FROM agreement_party p WHERE p.agreement_id = NEW.id
        AND (p.signed_sha256 IS DISTINCT FROM NEW.document_sha256 OR p.signed_version IS DISTINCT FROM NEW.version)
    ) THEN
      RAISE EXCEPTION 'not every party has signed this document' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.state = 'registered' AND NEW.source = 'paper' AND NEW.verified_by IS NULL THEN
      RAISE EXCEPTION 'a paper agreement is registered when a second person has verified it'
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER agreement_moves BEFORE UPDATE ON agreement FOR EACH ROW EXECUTE FUNCTION check_agreement_move();

  CREATE FUNCTION freeze_parties() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    taken text;
  BEGIN
    SELECT number INTO taken FROM agreement WHERE id = coalesce(NEW.agreement_id, OLD.agreement_id);
    IF taken IS NOT NULL THEN
      RAISE EXCEPTION 'the parties of % are registered and cannot change', taken
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN coalesce(NEW, OLD);
  END $$;
  CREATE TRIGGER agreement_party_frozen BEFORE UPDATE OR DELETE ON agreement_party FOR EACH ROW
    EXECUTE FUNCTION freeze_parties();

  CREATE TRIGGER agreement_version_append_only BEFORE UPDATE OR DELETE ON agreement_version FOR EACH ROW
    EXECUTE FUNCTION refuse_ledger_change();
  CREATE TRIGGER agreement_step_append_only BEFORE UPDATE OR DELETE ON agreement_step FOR EACH ROW
    EXECUTE FUNCTION refuse_ledger_change();
  CREATE TRIGGER signature_evidence_append_only BEFORE UPDATE OR DELETE ON signature_evidence FOR EACH ROW
    EXECUTE FUNCTION refuse_ledger_change();
  CREATE TRIGGER agreement_step_no_truncate BEFORE TRUNCATE ON agreement_step FOR EACH STATEMENT
    EXECUTE FUNCTION refuse_ledger_change();
  CREATE TRIGGER signature_evidence_no_truncate BEFORE TRUNCATE ON signature_evidence FOR EACH STATEMENT
    EXECUTE FUNCTION refuse_ledger_change();

  -- The role that API nodes work under: it owns nothing, so it can neither change the ledger nor switch its triggers
  -- off.
  DO $$
  BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'everexpo_app') THEN
      CREATE ROLE everexpo_app NOLOGIN;
    END IF;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
  END $$;
  GRANT USAGE ON SCHEMA public TO everexpo_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO everexpo_app;
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO everexpo_app;
  ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO everexpo_app;
  ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO everexpo_app;
  REVOKE UPDATE, DELETE ON ledger_entry, ledger_checkpoint, agreement_step, agreement_version, signature_evidence
    FROM everexpo_app;
  REVOKE INSERT, UPDATE, DELETE ON migration FROM everexpo_app;
`;
