import { Injectable, type OnModuleInit } from '@nestjs/common';
import { all, FileSweeper } from '../../../platform/index.ts';
import { RECORDINGS, segmentOf } from './recording-keys.ts';

/** Segments and files of recordings that no row has any more, or ever had, are removed. */
@Injectable()
export class RecordingFiles implements OnModuleInit {
  constructor(private readonly sweeper: FileSweeper) {}

  onModuleInit(): void {
    this.sweeper.register({
      prefix: RECORDINGS,
      named: async (tx, keys) => {
        const ofParts = keys.flatMap((key) => {
          const segment = segmentOf(key);
          return segment ? [{ key, ...segment }] : [];
        });
        const rows = await all<{ key: string }>(tx)`
          SELECT k.key
          FROM jsonb_to_recordset(${JSON.stringify(ofParts)}) AS k(key text, "sessionId" uuid, part int, index int)
          WHERE EXISTS (SELECT 1 FROM recording_segment g
              WHERE g.session_id = k."sessionId" AND g.part = k.part AND g.index = coalesce(k.index, g.index))
            OR EXISTS (SELECT 1 FROM recording_part r
              WHERE r.session_id = k."sessionId" AND r.part = k.part AND r.ended_at IS NULL)
          UNION ALL SELECT key FROM recording_file WHERE key = ANY (${keys})
        `;
        return rows.map(({ key }) => key);
      },
    });
  }
}
