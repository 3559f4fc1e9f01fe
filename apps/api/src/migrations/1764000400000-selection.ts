import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Calls for projects, reviews, decisions and letters. */
export class Selection1764000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE call (
        edition_id uuid PRIMARY KEY REFERENCES edition ON DELETE CASCADE,
        opens_at timestamptz NOT NULL,
        closes_at timestamptz NOT NULL,
        questions jsonb NOT NULL,
        criteria jsonb NOT NULL,
        CHECK (closes_at > opens_at)
      );

      ALTER TABLE project
        DROP CONSTRAINT project_status_check,
        ADD CONSTRAINT project_status_check
          CHECK (status IN ('submitted','accepted','waitlisted','declined','confirmed','withdrawn')),
        ADD COLUMN answers jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN deck_sha256 text,
        ADD COLUMN nominated_by uuid REFERENCES person,
        ADD COLUMN letter text,
        ADD COLUMN decided_at timestamptz;
      CREATE INDEX project_status ON project (edition_id, status, id);

      CREATE TABLE review (
        project_id uuid NOT NULL REFERENCES project ON DELETE CASCADE,
        reviewer_id uuid NOT NULL REFERENCES person,
        scores jsonb NOT NULL,
        -- Weighted mean by the call's criteria, 0 to 10.
        score numeric(4,2) NOT NULL CHECK (score BETWEEN 0 AND 10),
        comment text NOT NULL,
        reviewed_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (project_id, reviewer_id)
      );

      -- Nobody judges a project of their own organisation, their own, or one they nominated, whatever page they use.
      CREATE FUNCTION review_without_conflict() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (
          SELECT 1 FROM project j JOIN person r ON r.id = NEW.reviewer_id
           WHERE j.id = NEW.project_id AND (j.owner_id = r.id OR j.nominated_by = r.id
             OR j.organisation_id = r.organisation_id)
        ) THEN
          RAISE EXCEPTION 'conflict of interest' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'review_without_conflict';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER review_without_conflict BEFORE INSERT OR UPDATE ON review FOR EACH ROW
        EXECUTE FUNCTION review_without_conflict();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE review, call;
      DROP FUNCTION review_without_conflict;
      UPDATE project SET status = 'accepted' WHERE status = 'confirmed';
      ALTER TABLE project
        DROP COLUMN answers, DROP COLUMN deck_sha256, DROP COLUMN nominated_by, DROP COLUMN letter,
        DROP COLUMN decided_at,
        DROP CONSTRAINT project_status_check,
        ADD CONSTRAINT project_status_check
          CHECK (status IN ('submitted','accepted','waitlisted','declined','withdrawn'));
    `);
  }
}
