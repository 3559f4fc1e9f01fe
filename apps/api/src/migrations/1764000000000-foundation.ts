import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People and sign-in (better-auth's own shapes under our names), outbox, audit, idempotency, files. */
export class Foundation1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS btree_gist;
      CREATE EXTENSION IF NOT EXISTS pg_trgm;

      CREATE TABLE organisation (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        name_zh text NOT NULL,
        name_en text NOT NULL,
        city text NOT NULL
      );

      CREATE TABLE person (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        name text NOT NULL,
        name_en text NOT NULL DEFAULT '',
        email text NOT NULL UNIQUE,
        email_verified boolean NOT NULL DEFAULT false,
        image text,
        organisation_id uuid REFERENCES organisation,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX person_organisation ON person (organisation_id);

      CREATE TABLE person_role (
        person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
        role text NOT NULL CHECK (role IN ('owner','investor','organizer','staff','steward','attendee','admin')),
        PRIMARY KEY (person_id, role)
      );

      CREATE TABLE auth_session (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
        token text NOT NULL UNIQUE,
        expires_at timestamptz NOT NULL,
        ip_address text,
        user_agent text,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX auth_session_person ON auth_session (person_id);

      CREATE TABLE auth_credential (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
        account_id text NOT NULL,
        provider_id text NOT NULL,
        password text,
        access_token text,
        refresh_token text,
        id_token text,
        access_token_expires_at timestamptz,
        refresh_token_expires_at timestamptz,
        scope text,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        UNIQUE (provider_id, account_id)
      );
      CREATE INDEX auth_credential_person ON auth_credential (person_id);

      CREATE TABLE auth_verification (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        identifier text NOT NULL,
        value text NOT NULL,
        expires_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX auth_verification_identifier ON auth_verification (identifier);

      CREATE TABLE outbox_event (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        type text NOT NULL,
        payload jsonb NOT NULL,
        attempts int NOT NULL DEFAULT 0,
        retry_at timestamptz NOT NULL DEFAULT now(),
        created_at timestamptz NOT NULL DEFAULT now(),
        delivered_at timestamptz
      );
      CREATE INDEX outbox_waiting ON outbox_event (id) WHERE delivered_at IS NULL;

      CREATE TABLE outbox_delivery (
        event_id bigint NOT NULL REFERENCES outbox_event ON DELETE CASCADE,
        handler text NOT NULL,
        delivered_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (event_id, handler)
      );

      CREATE TABLE audit_entry (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        person_id uuid,
        request_id text NOT NULL,
        action text NOT NULL,
        subject text NOT NULL,
        detail jsonb NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX audit_subject ON audit_entry (subject, id);

      CREATE TABLE idempotency_key (
        person_id uuid NOT NULL,
        key text NOT NULL,
        request_hash text NOT NULL,
        result jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (person_id, key)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE idempotency_key, audit_entry, outbox_delivery, outbox_event, auth_verification, auth_credential,
        auth_session, person_role, person, organisation;
    `);
  }
}
