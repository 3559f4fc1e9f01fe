import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Editions with their rooms, projects, sessions and running orders; the stage and its questions. */
export class Expo1764000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE edition (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        code text NOT NULL UNIQUE,
        year int NOT NULL,
        name_zh text NOT NULL,
        name_en text NOT NULL,
        time_zone text NOT NULL,
        starts_on date NOT NULL,
        day_count int NOT NULL CHECK (day_count BETWEEN 1 AND 14),
        demo boolean NOT NULL DEFAULT false,
        -- Rises with every change that the public programme shows.
        programme_revision int NOT NULL DEFAULT 1
      );

      CREATE TABLE room (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        position int NOT NULL,
        venue_zh text NOT NULL,
        venue_en text NOT NULL,
        name_zh text NOT NULL,
        name_en text NOT NULL,
        mode text NOT NULL CHECK (mode IN ('onsite','online','both')),
        seats int NOT NULL CHECK (seats >= 0),
        UNIQUE (edition_id, position)
      );

      CREATE TABLE project (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        owner_id uuid NOT NULL REFERENCES person,
        organisation_id uuid NOT NULL REFERENCES organisation,
        track text NOT NULL CHECK (track IN ('achievement','hightech','challenge')),
        field text NOT NULL,
        city text NOT NULL,
        stage text NOT NULL CHECK (stage IN ('laboratory','prototype','pilot','production')),
        title_zh text NOT NULL,
        title_en text NOT NULL,
        summary_zh text NOT NULL,
        summary_en text NOT NULL,
        seeks_zh text NOT NULL,
        seeks_en text NOT NULL,
        amount_sought_fen bigint CHECK (amount_sought_fen >= 0)
      );
      CREATE INDEX project_owner ON project (owner_id);
      CREATE INDEX project_listing ON project (edition_id, track, field, city, id);
      CREATE INDEX project_words ON project USING gin ((title_zh || ' ' || title_en || ' ' || summary_zh) gin_trgm_ops);

      CREATE TABLE session (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        edition_id uuid NOT NULL REFERENCES edition ON DELETE CASCADE,
        room_id uuid NOT NULL REFERENCES room,
        code text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('pitch','negotiation','ceremony','talk')),
        title_zh text NOT NULL,
        title_en text NOT NULL,
        track text NOT NULL CHECK (track IN ('achievement','hightech','challenge')),
        field text NOT NULL,
        city text,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        UNIQUE (edition_id, code),
        CHECK (ends_at > starts_at),
        CONSTRAINT session_room_free EXCLUDE USING gist (room_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
      );
      CREATE INDEX session_time ON session (edition_id, starts_at);

      CREATE TABLE pitch (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
        project_id uuid NOT NULL UNIQUE REFERENCES project,
        position int NOT NULL CHECK (position >= 1),
        minutes int NOT NULL CHECK (minutes BETWEEN 1 AND 120),
        started_at timestamptz,
        ended_at timestamptz,
        UNIQUE (session_id, position) DEFERRABLE INITIALLY DEFERRED,
        CHECK (ended_at IS NULL OR started_at IS NOT NULL)
      );

      CREATE TABLE stage (
        session_id uuid PRIMARY KEY REFERENCES session ON DELETE CASCADE,
        state text NOT NULL DEFAULT 'scheduled' CHECK (state IN ('scheduled','live','ended')),
        revision int NOT NULL DEFAULT 0,
        opened_at timestamptz,
        ended_at timestamptz,
        current_pitch_id uuid REFERENCES pitch,
        CHECK (state <> 'live' OR opened_at IS NOT NULL),
        CHECK (current_pitch_id IS NULL OR state = 'live')
      );

      CREATE TABLE stage_presenter (
        session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
        person_id uuid NOT NULL REFERENCES person,
        on_stage boolean NOT NULL DEFAULT false,
        present boolean NOT NULL DEFAULT false,
        -- Instant of the media server's report that "present" comes from; older reports change nothing.
        seen_at timestamptz,
        PRIMARY KEY (session_id, person_id)
      );

      CREATE TABLE media_event (
        id text PRIMARY KEY,
        received_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE question (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
        pitch_id uuid REFERENCES pitch,
        author_id uuid NOT NULL REFERENCES person,
        body text NOT NULL CHECK (length(body) BETWEEN 2 AND 500),
        anonymous boolean NOT NULL,
        votes int NOT NULL DEFAULT 0 CHECK (votes >= 0),
        answered boolean NOT NULL DEFAULT false,
        asked_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX question_ranking ON question (session_id, answered, votes DESC, id);

      CREATE TABLE question_vote (
        question_id uuid NOT NULL REFERENCES question ON DELETE CASCADE,
        person_id uuid NOT NULL REFERENCES person,
        PRIMARY KEY (question_id, person_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP TABLE question_vote, question, media_event, stage_presenter, stage, pitch, session, project, room,
                  edition;`,
    );
  }
}
