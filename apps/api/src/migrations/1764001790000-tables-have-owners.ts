import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Each table is written by its own context only (contexts.ts). The progress of a pitch becomes live's; what lower
 * contexts need to know of the show, of notices and of demo accounts is kept with them; reminders of meetings part from
 * those of agreements; and each context publishes views of what those above may read.
 */
export class TablesHaveOwners1764001790000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROGRESS_OF_LIVE);
    await runner.query(`
      ALTER TABLE programme_version ADD COLUMN told int NOT NULL DEFAULT 0 CHECK (told >= 0);
      UPDATE programme_version v SET told = n.told
        FROM (SELECT version_id, count(*) AS told FROM notice WHERE version_id IS NOT NULL GROUP BY 1) n
       WHERE v.id = n.version_id;

      -- Where demo people are, pages offer them to sign in with.
      ALTER TABLE person ADD COLUMN demo boolean NOT NULL DEFAULT false;
      UPDATE person SET demo = true
       WHERE email LIKE '%@everexpo.example' AND EXISTS (SELECT 1 FROM edition WHERE demo);
      CREATE INDEX person_demo ON person (demo) WHERE demo;

      CREATE TABLE meeting_reminder (
        meeting_id uuid NOT NULL REFERENCES meeting ON DELETE CASCADE,
        -- That of the meeting: one that is moved is reminded of anew.
        revision int NOT NULL,
        minutes_before int NOT NULL,
        sent_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (meeting_id, revision, minutes_before)
      );
      INSERT INTO meeting_reminder (meeting_id, revision, minutes_before, sent_at)
        SELECT m.id, split_part(r.what, ' ', 2)::int, split_part(r.what, ' ', 3)::int, r.at
          FROM reminder_sent r JOIN meeting m ON m.id = r.subject_id WHERE r.what LIKE 'meeting %';
      DELETE FROM reminder_sent WHERE what LIKE 'meeting %';
    `);
    await runner.query(VIEWS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW agreements_agreement, negotiation_meeting, expo_version, expo_unavailability, expo_deck_page,
        expo_project, expo_pitch, expo_session, expo_room, expo_edition, accounts_role, accounts_organisation,
        accounts_person;

      INSERT INTO reminder_sent (subject_id, what, at)
        SELECT meeting_id, concat_ws(' ', 'meeting', revision, minutes_before), sent_at FROM meeting_reminder;
      DROP TABLE meeting_reminder;
      ALTER TABLE person DROP COLUMN demo;
      ALTER TABLE programme_version DROP COLUMN told;

      ALTER TABLE pitch
        ADD COLUMN started_at timestamptz,
        ADD COLUMN ended_at timestamptz,
        ADD COLUMN skipped_at timestamptz,
        ADD CONSTRAINT pitch_check CHECK (ended_at IS NULL OR started_at IS NOT NULL);
      UPDATE pitch t SET started_at = g.started_at, ended_at = g.ended_at, skipped_at = g.skipped_at
        FROM pitch_progress g WHERE g.pitch_id = t.id;
      ALTER TABLE pitch DROP COLUMN begun;
      ALTER TABLE session DROP COLUMN state;
      DROP TABLE pitch_progress;
    `);
  }
}

const PROGRESS_OF_LIVE = `
  -- The pitches that have been on or were skipped; those that are still to come have no row.
  CREATE TABLE pitch_progress (
    pitch_id uuid PRIMARY KEY REFERENCES pitch ON DELETE CASCADE,
    started_at timestamptz,
    ended_at timestamptz,
    skipped_at timestamptz,
    CHECK (ended_at IS NULL OR started_at IS NOT NULL)
  );
  INSERT INTO pitch_progress (pitch_id, started_at, ended_at, skipped_at)
    SELECT id, started_at, ended_at, skipped_at FROM pitch WHERE num_nonnulls(started_at, skipped_at) > 0;

  -- What the programme knows of the show: live says so in the transaction of each step.
  ALTER TABLE session ADD COLUMN state text NOT NULL DEFAULT 'scheduled'
    CONSTRAINT session_state_check CHECK (state IN ('scheduled','live','ended'));
  UPDATE session s SET state = st.state FROM stage st WHERE st.session_id = s.id AND st.state <> 'scheduled';
  ALTER TABLE pitch ADD COLUMN begun boolean NOT NULL DEFAULT false;
  UPDATE pitch SET begun = true WHERE started_at IS NOT NULL;
  ALTER TABLE pitch DROP COLUMN started_at, DROP COLUMN ended_at, DROP COLUMN skipped_at;
`;

/** Of each only the columns that a context above reads. */
const VIEWS = `
  CREATE VIEW accounts_person AS SELECT id, name, name_en, email, organisation_id FROM person;
  CREATE VIEW accounts_organisation AS SELECT id, name_zh, name_en, city FROM organisation;
  CREATE VIEW accounts_role AS SELECT person_id, role FROM person_role;

  CREATE VIEW expo_edition AS
    SELECT id, code, name_zh, name_en, time_zone, starts_on, day_count, demo, opened_at FROM edition;
  CREATE VIEW expo_room AS SELECT id, edition_id, name_zh, name_en, mode FROM room;
  CREATE VIEW expo_session AS
    SELECT id, edition_id, room_id, code, title_zh, title_en, starts_at, ends_at, cancelled_at FROM session;
  CREATE VIEW expo_pitch AS SELECT id, session_id, project_id, position, minutes FROM pitch;
  CREATE VIEW expo_project AS
    SELECT id, edition_id, owner_id, organisation_id, track, city, title_zh, title_en, amount_sought_fen, deck_sha256
      FROM project;
  CREATE VIEW expo_deck_page AS SELECT sha256, page, words FROM deck_page;
  CREATE VIEW expo_unavailability AS SELECT person_id, starts_at, ends_at FROM unavailability;
  CREATE VIEW expo_version AS SELECT id, number, note FROM programme_version;

  CREATE VIEW negotiation_meeting AS
    SELECT m.id, i.project_id, m.state, m.proposed_by, m.ends_at FROM meeting m JOIN interest i ON i.id = m.interest_id;
  CREATE VIEW agreements_agreement AS SELECT id, title, state, version FROM agreement;

  REVOKE INSERT, UPDATE, DELETE ON accounts_person, accounts_organisation, accounts_role, expo_edition, expo_room,
    expo_session, expo_pitch, expo_project, expo_deck_page, expo_unavailability, expo_version, negotiation_meeting,
    agreements_agreement FROM everexpo_app;
`;
