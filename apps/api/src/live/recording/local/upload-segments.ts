import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exec, type StoredFiles, type UnitOfWork } from '../../../platform/index.ts';
import { initKey, segmentKey } from '../files/recording-keys.ts';
import { readPlaylist } from '../playlists/read-playlist.ts';
import { PLAYLIST } from './encoder.ts';

interface UploadOptions {
  sessionId: string;
  part: number;
  folder: string;
  files: StoredFiles;
  work: UnitOfWork;
  /** The instant of the first picture, in milliseconds of the Unix epoch. */
  startedAt: () => number | null;
}

/** Takes finished segments from ffmpeg's folder into the storage and, once they are there, into the database. */
export class UploadSegments {
  private uploaded = 0;
  private elapsedMs = 0;
  private initUploaded = false;

  constructor(private readonly options: UploadOptions) {}

  /** Takes what is finished by now; called again, it goes on where it was, also after a failure. */
  async run(): Promise<void> {
    const { sessionId, part, folder, files, work, startedAt } = this.options;
    const start = startedAt();
    const text = await readFile(join(folder, PLAYLIST), 'utf8').catch(() => '');
    if (text === '' || start === null) return;
    const segments = readPlaylist(text);
    if (!this.initUploaded && segments.length > 0) {
      const content = await readFile(join(folder, 'init.mp4'));
      await files.save({ key: initKey(sessionId, part), content, type: 'video/mp4' });
      this.initUploaded = true;
    }
    for (const { address, durationMs } of segments.slice(this.uploaded)) {
      const file = join(folder, address);
      const key = segmentKey(sessionId, part, this.uploaded);
      await files.save({ key, content: await readFile(file), type: 'video/mp4' });
      await work.system('live.upload-segments', async (tx) => {
        await files.pin(tx, key);
        await exec(tx)`
          INSERT INTO recording_segment (session_id, part, index, started_at, duration_ms)
          VALUES (${sessionId}, ${part}, ${this.uploaded}, to_timestamp(${start + this.elapsedMs}::float8 / 1000),
            ${durationMs})
          ON CONFLICT DO NOTHING
        `;
      });
      this.uploaded += 1;
      this.elapsedMs += durationMs;
      await rm(file);
    }
  }
}
