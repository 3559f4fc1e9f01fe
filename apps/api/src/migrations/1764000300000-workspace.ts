import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The programme's workspace beside the published programme, its versions, and what people are told of them. */
export class Workspace1764000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE edition
        -- The public pages show the latest edition that is open.
        ADD COLUMN opened_at timestamptz,
        ADD COLUMN draft_revision int NOT NULL DEFAULT 1,
        ADD COLUMN rules jsonb NOT NULL DEFAULT '{}';
      UPDATE edition SET opened_at = now();

      ALTER TABLE room
        ADD COLUMN features text[] NOT NULL DEFAULT '{}',
        ADD COLUMN opens_at time,
        ADD COLUMN closes_at time;

      CREATE TABLE room_closure (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        room_id uuid NOT NULL REFERENCES room ON DELETE CASCADE,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        CHECK (ends_at > starts_at)
      );

      CREATE TABLE timeslot (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        day date NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        tags text[] NOT NULL DEFAULT '{}',
        UNIQUE (edition_id, starts_at, ends_at),
        CHECK (ends_at > starts_at)
      );

      CREATE TABLE unavailability (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        person_id uuid NOT NULL REFERENCES person,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        CHECK (ends_at > starts_at)
      );
      CREATE INDEX unavailability_of ON unavailability (edition_id, person_id);

      ALTER TABLE project
        ADD COLUMN code text,
        ADD COLUMN status text NOT NULL DEFAULT 'accepted'
          CHECK (status IN ('submitted','accepted','waitlisted','declined','withdrawn'));
      CREATE UNIQUE INDEX project_code ON project (edition_id, code);

      CREATE TABLE project_follower (
        project_id uuid NOT NULL REFERENCES project ON DELETE CASCADE,
        person_id uuid NOT NULL REFERENCES person,
        PRIMARY KEY (project_id, person_id)
      );

      CREATE TABLE draft_session (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        code text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('pitch','negotiation','ceremony','talk')),
        title_zh text NOT NULL,
        title_en text NOT NULL,
        track text NOT NULL CHECK (track IN ('achievement','hightech','challenge')),
        field text NOT NULL,
        city text,
        minutes int NOT NULL CHECK (minutes BETWEEN 5 AND 720),
        expected int NOT NULL DEFAULT 0 CHECK (expected >= 0),
        needs text[] NOT NULL DEFAULT '{}',
        room_id uuid REFERENCES room,
        starts_at timestamptz,
        locked boolean NOT NULL DEFAULT false,
        revision int NOT NULL DEFAULT 1,
        UNIQUE (edition_id, code),
        CHECK ((room_id IS NULL) = (starts_at IS NULL))
      );

      CREATE TABLE draft_pitch (
        project_id uuid PRIMARY KEY REFERENCES project ON DELETE CASCADE,
        session_id uuid NOT NULL REFERENCES draft_session ON DELETE CASCADE,
        position int NOT NULL CHECK (position >= 1),
        minutes int NOT NULL CHECK (minutes BETWEEN 1 AND 120),
        UNIQUE (session_id, position) DEFERRABLE INITIALLY DEFERRED
      );

      CREATE TABLE programme_version (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        number int CHECK (number >= 1),
        state text NOT NULL CHECK (state IN ('scheduled','published','called-off')),
        note text NOT NULL,
        publish_at timestamptz,
        published_at timestamptz,
        created_by uuid REFERENCES person,
        UNIQUE (edition_id, number),
        CHECK ((state = 'published') = (number IS NOT NULL)),
        CHECK ((state = 'published') = (published_at IS NOT NULL)),
        CHECK (state <> 'scheduled' OR publish_at IS NOT NULL)
      );
      CREATE INDEX programme_version_due ON programme_version (publish_at) WHERE state = 'scheduled';

      CREATE TABLE programme_entry (
        version_id uuid NOT NULL REFERENCES programme_version ON DELETE CASCADE,
        session_id uuid NOT NULL,
        code text NOT NULL,
        kind text NOT NULL,
        title_zh text NOT NULL,
        title_en text NOT NULL,
        track text NOT NULL,
        field text NOT NULL,
        city text,
        room_id uuid NOT NULL REFERENCES room,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        -- Projects in running order.
        pitches uuid[] NOT NULL,
        pitch_minutes int[] NOT NULL,
        PRIMARY KEY (version_id, session_id),
        CHECK (ends_at > starts_at)
      );

      ALTER TABLE session
        ADD COLUMN cancelled_at timestamptz,
        -- RFC 5545: rises when the entry changed, and only then.
        ADD COLUMN sequence int NOT NULL DEFAULT 0,
        ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now(),
        DROP CONSTRAINT session_room_free,
        -- Looked at when the transaction ends, so that two sessions can change places.
        ADD CONSTRAINT session_room_free EXCLUDE USING gist (room_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
          WHERE (cancelled_at IS NULL) DEFERRABLE INITIALLY DEFERRED;

      CREATE TABLE solve_run (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        state text NOT NULL CHECK (state IN ('running','done','cancelled','failed')),
        seconds int NOT NULL,
        started_by uuid NOT NULL REFERENCES person,
        started_at timestamptz NOT NULL DEFAULT now(),
        -- A node that runs it says so every second; silence means it is gone.
        seen_at timestamptz NOT NULL DEFAULT now(),
        cancel_asked boolean NOT NULL DEFAULT false,
        result jsonb,
        adopted boolean NOT NULL DEFAULT false
      );
      CREATE UNIQUE INDEX solve_run_one ON solve_run (edition_id) WHERE state = 'running';

      CREATE TABLE calendar_feed (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        -- SHA-256 of the secret part of the address.
        token_hash bytea NOT NULL UNIQUE,
        person_id uuid NOT NULL REFERENCES person,
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        scope text NOT NULL CHECK (scope IN ('edition','track','room','mine')),
        value text,
        created_at timestamptz NOT NULL DEFAULT now(),
        revoked_at timestamptz
      );
      CREATE INDEX calendar_feed_of ON calendar_feed (person_id, id);

      CREATE TABLE notice (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        person_id uuid NOT NULL REFERENCES person,
        version_id uuid NOT NULL REFERENCES programme_version ON DELETE CASCADE,
        changes jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        read_at timestamptz,
        -- One message per person and version, however often the event is delivered.
        UNIQUE (person_id, version_id)
      );
      CREATE INDEX notice_of ON notice (person_id, id DESC);

      -- Editions that were published before there was a workspace start theirs from what is published.
      INSERT INTO draft_session (id, edition_id, code, kind, title_zh, title_en, track, field, city, minutes, expected,
        room_id, starts_at)
        SELECT s.id, s.edition_id, s.code, s.kind, s.title_zh, s.title_en, s.track, s.field, s.city,
               extract(epoch FROM s.ends_at - s.starts_at)::int / 60, 0, s.room_id, s.starts_at FROM session s;
      INSERT INTO draft_pitch (project_id, session_id, position, minutes)
        SELECT project_id, session_id, position, minutes FROM pitch;
      INSERT INTO timeslot (edition_id, day, starts_at, ends_at)
        SELECT DISTINCT s.edition_id, (s.starts_at AT TIME ZONE e.time_zone)::date, s.starts_at, s.ends_at
          FROM session s JOIN edition e ON e.id = s.edition_id;
      INSERT INTO programme_version (edition_id, number, state, note, published_at)
        SELECT DISTINCT edition_id, 1, 'published', '发布于有版本之前', now() FROM session;
      INSERT INTO programme_entry (version_id, session_id, code, kind, title_zh, title_en, track, field, city, room_id,
        starts_at, ends_at, pitches, pitch_minutes)
        SELECT v.id, s.id, s.code, s.kind, s.title_zh, s.title_en, s.track, s.field, s.city, s.room_id, s.starts_at,
          s.ends_at,
               coalesce(array_agg(p.project_id ORDER BY p.position) FILTER (WHERE p.id IS NOT NULL), '{}'),
               coalesce(array_agg(p.minutes ORDER BY p.position) FILTER (WHERE p.id IS NOT NULL), '{}')
          FROM programme_version v JOIN session s ON s.edition_id = v.edition_id
            LEFT JOIN pitch p ON p.session_id = s.id GROUP BY v.id, s.id;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE notice, calendar_feed, solve_run, programme_entry, programme_version, draft_pitch, draft_session,
        project_follower,
        unavailability, timeslot, room_closure;
      ALTER TABLE session DROP CONSTRAINT session_room_free, DROP COLUMN cancelled_at, DROP COLUMN sequence,
        DROP COLUMN changed_at,
        ADD CONSTRAINT session_room_free EXCLUDE USING gist (room_id WITH =, tstzrange(starts_at, ends_at) WITH &&);
      ALTER TABLE project DROP COLUMN code, DROP COLUMN status;
      ALTER TABLE room DROP COLUMN features, DROP COLUMN opens_at, DROP COLUMN closes_at;
      ALTER TABLE edition DROP COLUMN opened_at, DROP COLUMN draft_revision, DROP COLUMN rules;
    `);
  }
}
