import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is recorded of a session, from its first segment to the files made of it; captions; and the seats of its media
 * room.
 */
export class Recording1764001000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE stage
        -- Whether the session is to be recorded; where no recorder is set up, none is.
        ADD COLUMN recorded boolean NOT NULL DEFAULT true,
        ADD COLUMN replay_open boolean NOT NULL DEFAULT true,
        -- How many of the audience may be in the media room at once; null for what the installation allows.
        ADD COLUMN seat_limit int CHECK (seat_limit BETWEEN 1 AND 100000);

      -- What a presenter's page says of its devices before they go on; null until it has.
      ALTER TABLE stage_presenter ADD COLUMN camera boolean, ADD COLUMN microphone boolean;

      -- One unbroken stretch of recording. It hangs on a stage: a negotiation room has none, so it cannot be recorded.
      CREATE TABLE recording_part (
        session_id uuid NOT NULL REFERENCES stage ON DELETE CASCADE,
        part int NOT NULL CHECK (part >= 1),
        segment_type text NOT NULL CHECK (segment_type IN ('fmp4','ts')),
        -- The name that LiveKit's Egress has for it; null for the local recorder.
        egress_id text,
        claimed_at timestamptz NOT NULL DEFAULT now(),
        -- Whoever records renews this; once it is over, somebody else goes on with the next part.
        lease_until timestamptz NOT NULL,
        ended_at timestamptz,
        PRIMARY KEY (session_id, part)
      );
      CREATE UNIQUE INDEX recording_one_part_at_a_time ON recording_part (session_id) WHERE ended_at IS NULL;

      CREATE TABLE recording_segment (
        session_id uuid NOT NULL,
        part int NOT NULL,
        nth int NOT NULL CHECK (nth >= 0),
        -- The session's own clock at its first frame.
        began_at timestamptz NOT NULL,
        milliseconds int NOT NULL CHECK (milliseconds > 0),
        PRIMARY KEY (session_id, part, nth),
        FOREIGN KEY (session_id, part) REFERENCES recording_part ON DELETE CASCADE
      );

      -- MP4 files made once a session is over: of the whole (pitch_id null) and of each pitch.
      CREATE TABLE recording_file (
        session_id uuid NOT NULL REFERENCES stage ON DELETE CASCADE,
        pitch_id uuid REFERENCES pitch ON DELETE CASCADE,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting','ready','failed')),
        attempts int NOT NULL DEFAULT 0,
        claimed_at timestamptz,
        key text,
        bytes bigint,
        milliseconds int,
        UNIQUE NULLS NOT DISTINCT (session_id, pitch_id),
        CHECK (state <> 'ready' OR (key IS NOT NULL AND bytes > 0 AND milliseconds > 0))
      );

      CREATE TABLE caption (
        session_id uuid NOT NULL REFERENCES stage ON DELETE CASCADE,
        language text NOT NULL CHECK (language IN ('zh','en')),
        -- WebVTT, with the times of the recording.
        body text NOT NULL,
        PRIMARY KEY (session_id, language)
      );
      CREATE TABLE caption_cue (
        session_id uuid NOT NULL,
        language text NOT NULL,
        nth int NOT NULL,
        starts_ms int NOT NULL CHECK (starts_ms >= 0),
        ends_ms int NOT NULL CHECK (ends_ms > starts_ms),
        words text NOT NULL,
        PRIMARY KEY (session_id, language, nth),
        FOREIGN KEY (session_id, language) REFERENCES caption ON DELETE CASCADE
      );

      -- A place in a session's media room: promised from admit_at, held for the ticket's minutes, then for as long as
      -- somebody sits on it.
      CREATE TABLE stage_seat (
        session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
        identity text NOT NULL,
        -- Who may come back to it: a person or a guest's session.
        holder uuid,
        admit_at timestamptz NOT NULL,
        held_until timestamptz NOT NULL,
        -- By the media server's own word.
        taken boolean NOT NULL DEFAULT false,
        -- Kept beside the limit for one who raises a hand.
        beside boolean NOT NULL DEFAULT false,
        PRIMARY KEY (session_id, identity)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE stage_seat, caption_cue, caption, recording_file, recording_segment, recording_part;
      ALTER TABLE stage_presenter DROP COLUMN camera, DROP COLUMN microphone;
      ALTER TABLE stage DROP COLUMN recorded, DROP COLUMN replay_open, DROP COLUMN seat_limit;
    `);
  }
}
