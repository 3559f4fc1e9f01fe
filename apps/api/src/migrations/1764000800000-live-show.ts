import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The show itself: what was said and done in a session in one numbered log; holds, chat, polls, hands, and who was put
 * out.
 */
export class LiveShow1764000800000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE stage
        -- The number of the session's newest message. It rises under this row's lock, so that numbers are committed in
        -- order.
        ADD COLUMN last_seq int NOT NULL DEFAULT 0,
        ADD COLUMN held_at timestamptz,
        ADD COLUMN held_ms int NOT NULL DEFAULT 0 CHECK (held_ms >= 0),
        ADD COLUMN extra_minutes int NOT NULL DEFAULT 0 CHECK (extra_minutes BETWEEN 0 AND 120),
        ADD COLUMN manager_id uuid REFERENCES person,
        -- How things stood before the newest step, while it may be taken back.
        ADD COLUMN before jsonb,
        ADD COLUMN undo_until timestamptz,
        ADD COLUMN chat_open boolean NOT NULL DEFAULT true,
        ADD COLUMN slow_seconds int NOT NULL DEFAULT 3 CHECK (slow_seconds BETWEEN 0 AND 300),
        ADD COLUMN moderated boolean NOT NULL DEFAULT false,
        ADD CONSTRAINT stage_hold_needs_pitch CHECK (held_at IS NULL OR current_pitch_id IS NOT NULL);
      ALTER TABLE pitch ADD COLUMN skipped_at timestamptz;

      CREATE TABLE live_message (
        session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
        seq int NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        kind text NOT NULL,
        payload jsonb NOT NULL,
        PRIMARY KEY (session_id, seq)
      );

      -- Each time a pitch was on; one that is brought back has several. Chapters come from here.
      CREATE TABLE pitch_run (
        session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
        pitch_id uuid NOT NULL REFERENCES pitch ON DELETE CASCADE,
        started_at timestamptz NOT NULL,
        ended_at timestamptz CHECK (ended_at >= started_at),
        PRIMARY KEY (pitch_id, started_at)
      );
      CREATE UNIQUE INDEX pitch_run_one_at_a_time ON pitch_run (session_id) WHERE ended_at IS NULL;

      ALTER TABLE stage_presenter
        -- Null for those of the running order; the identity an attendee was brought on under otherwise.
        ADD COLUMN guest_identity text;

      CREATE TABLE raised_hand (
        session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
        person_id uuid NOT NULL REFERENCES person,
        identity text NOT NULL,
        raised_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (session_id, person_id)
      );

      -- Put out of a session until they are let in again.
      CREATE TABLE stage_ban (
        session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
        person_id uuid NOT NULL REFERENCES person,
        banned_by uuid NOT NULL REFERENCES person,
        banned_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (session_id, person_id)
      );

      ALTER TABLE question
        ADD COLUMN state text NOT NULL DEFAULT 'shown' CHECK (state IN ('waiting','shown','dismissed')),
        ADD COLUMN pinned boolean NOT NULL DEFAULT false,
        ADD CHECK (NOT pinned OR state = 'shown');
      CREATE UNIQUE INDEX question_one_pinned ON question (session_id) WHERE pinned;

      CREATE TABLE chat_line (
        id uuid PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
        seq int NOT NULL,
        author_id uuid NOT NULL REFERENCES person,
        body text NOT NULL CHECK (length(body) BETWEEN 1 AND 300),
        said_at timestamptz NOT NULL DEFAULT now(),
        removed_at timestamptz,
        reports int NOT NULL DEFAULT 0,
        UNIQUE (session_id, seq)
      );
      CREATE TABLE chat_report (
        line_id uuid NOT NULL REFERENCES chat_line ON DELETE CASCADE,
        person_id uuid NOT NULL REFERENCES person,
        PRIMARY KEY (line_id, person_id)
      );
      CREATE TABLE chat_pace (
        session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
        person_id uuid NOT NULL REFERENCES person,
        last_at timestamptz,
        PRIMARY KEY (session_id, person_id)
      );
      CREATE TABLE chat_mute (
        session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
        person_id uuid NOT NULL REFERENCES person,
        PRIMARY KEY (session_id, person_id)
      );

      CREATE TABLE poll (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
        body text NOT NULL CHECK (length(body) BETWEEN 2 AND 200),
        options text[] NOT NULL CHECK (cardinality(options) BETWEEN 2 AND 6),
        opened_at timestamptz NOT NULL DEFAULT now(),
        closed_at timestamptz,
        -- Votes came in that no message has told yet.
        untold boolean NOT NULL DEFAULT false
      );
      CREATE INDEX poll_of_session ON poll (session_id, opened_at);
      CREATE INDEX poll_untold ON poll (id) WHERE untold;
      CREATE TABLE poll_vote (
        poll_id uuid NOT NULL REFERENCES poll ON DELETE CASCADE,
        person_id uuid NOT NULL REFERENCES person,
        option int NOT NULL CHECK (option BETWEEN 0 AND 5),
        PRIMARY KEY (poll_id, person_id)
      );

      -- How often each sign was given in each second; kept for the curve shown to the owner.
      CREATE TABLE reaction_count (
        session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
        second timestamptz NOT NULL,
        sign text NOT NULL CHECK (sign IN ('clap','like','wow')),
        given int NOT NULL CHECK (given > 0),
        PRIMARY KEY (session_id, second, sign)
      );

      -- From when to when somebody of the audience was in a session's media room, by the media server's own word.
      CREATE TABLE visit (
        session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
        -- The media server's name for this one stay.
        sid text NOT NULL,
        identity text NOT NULL,
        person_id uuid REFERENCES person,
        joined_at timestamptz NOT NULL,
        left_at timestamptz CHECK (left_at >= joined_at),
        PRIMARY KEY (session_id, sid)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE visit, reaction_count, poll_vote, poll, chat_mute, chat_pace, chat_report, chat_line, stage_ban,
        raised_hand, pitch_run, live_message;
      ALTER TABLE question DROP COLUMN pinned, DROP COLUMN state;
      ALTER TABLE stage_presenter DROP COLUMN guest_identity;
      ALTER TABLE pitch DROP COLUMN skipped_at;
      ALTER TABLE stage DROP COLUMN last_seq, DROP COLUMN held_at, DROP COLUMN held_ms, DROP COLUMN extra_minutes,
        DROP COLUMN manager_id,
        DROP COLUMN before, DROP COLUMN undo_until, DROP COLUMN chat_open, DROP COLUMN slow_seconds,
        DROP COLUMN moderated;
    `);
  }
}
