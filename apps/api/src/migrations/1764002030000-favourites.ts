import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Projects that a person has marked to find again; nobody else sees which. */
export class Favourites1764002030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE project_favourite (
        person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
        project_id uuid NOT NULL REFERENCES project ON DELETE CASCADE,
        marked_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (person_id, project_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE project_favourite`);
  }
}
