import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What recordings have in the storage is written down as everything else is, so that it can be found and removed. */
export class FilesOfRecordings1764002010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO stored_file (key, bytes)
        SELECT folder || CASE segment_type WHEN 'ts' THEN 'list.m3u8' ELSE 'init.mp4' END, 0
        FROM (SELECT 'recordings/' || session_id || '/' || part || '/' AS folder, segment_type FROM recording_part) p
        UNION SELECT 'recordings/' || g.session_id || '/' || g.part || '/' || CASE r.segment_type
          WHEN 'ts' THEN 'segment_' || lpad(g.index::text, greatest(5, length(g.index::text)), '0') || '.ts'
          ELSE g.index || '.m4s' END, 0
        FROM recording_segment g JOIN recording_part r USING (session_id, part)
        UNION SELECT key, coalesce(bytes, 0) FROM recording_file WHERE key IS NOT NULL
      ON CONFLICT DO NOTHING
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM stored_file WHERE starts_with(key, 'recordings/')`);
  }
}
