import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { recordingLength } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import {
  Interval,
  exec,
  Log,
  maybeOne,
  OnEvent,
  sql,
  type Storage,
  STORAGE,
  StoredFiles,
  UnitOfWork,
} from '../../../platform/index.ts';
import { recordingEnded } from '../../live.events.ts';
import { publishStage } from '../../stage/publish-stage.ts';
import { chaptersOf } from './chapters.ts';
import { findFfmpeg } from '../local/find-ffmpeg.ts';
import { segmentsOf, timeRangesOf, type Segment } from '../playlists/read-segments.ts';
import { fileKey, initKey, segmentKey } from './recording-keys.ts';

const run = promisify(execFile);
/** A file whose maker has not been heard of for this long is made by another. */
const CLAIM_MINUTES = 10;
const RENEW_MS = 60_000;
const ATTEMPTS = 3;

interface Claimed {
  sessionId: string;
  pitchId: string | null;
  /** Which attempt it is: after another has begun, what this one did counts no more. */
  attempts: number;
}

/**
 * Makes MP4 files of what was recorded once a session is over: one of the whole with chapters, one of each pitch.
 * Nothing is encoded anew.
 */
@Injectable()
export class MakeFiles {
  /** What this node makes now. */
  private making: Claimed | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly work: UnitOfWork,
    private readonly log: Log,
    private readonly files: StoredFiles,
    @Inject(STORAGE) private readonly storage: Storage,
  ) {}

  /** Orders the files once nobody records any more, and tells the session's pages that there is a replay. */
  @OnEvent(recordingEnded, 'live.order-files')
  order({ sessionId }: { sessionId: string }): Promise<void> {
    return this.work.system('live.order-files', async (tx) => {
      await exec(tx)`
        INSERT INTO recording_file (session_id, pitch_id)
        SELECT st.session_id, w.pitch_id
        FROM stage st
        CROSS JOIN LATERAL (SELECT NULL::uuid AS pitch_id UNION ALL SELECT DISTINCT r.pitch_id FROM pitch_run r
          WHERE r.session_id = st.session_id) w
        WHERE st.session_id = ${sessionId} AND st.state = 'ended' AND NOT EXISTS (SELECT 1 FROM recording_part p
          WHERE p.session_id = ${sessionId} AND p.ended_at IS NULL)
          AND EXISTS (SELECT 1 FROM recording_segment g WHERE g.session_id = ${sessionId})
        ON CONFLICT DO NOTHING
      `;
      await publishStage(tx, sessionId);
    });
  }

  @Interval(1_000, 'live.make-files')
  async run(): Promise<void> {
    const claimed = await this.work.system(
      'live.make-files',
      (tx) => maybeOne<Claimed>(tx)`
      UPDATE recording_file SET claimed_at = now(), attempts = attempts + 1 WHERE ctid = (
        SELECT ctid
        FROM recording_file
        WHERE state = 'waiting'
          AND (claimed_at IS NULL OR claimed_at < now() - make_interval(mins => ${CLAIM_MINUTES}))
        ORDER BY pitch_id NULLS FIRST
        LIMIT 1
        FOR UPDATE SKIP LOCKED)
      RETURNING session_id AS "sessionId", pitch_id AS "pitchId", attempts
    `,
    );
    if (!claimed) return;
    this.making = claimed;
    try {
      await this.make(claimed);
    } catch (error) {
      this.log.warn({ err: error, ...claimed }, 'a recording file could not be made');
      await this.work.system(
        'live.make-files',
        (tx) => exec(tx)`
        UPDATE recording_file
        SET claimed_at = NULL, state = CASE WHEN attempts >= ${ATTEMPTS} THEN 'failed' ELSE state END
        WHERE ${isClaimed(claimed)}
      `,
      );
    } finally {
      this.making = null;
    }
  }

  /** Hours of a recording take longer than a claim: joining them, and above all putting them into the storage. */
  @Interval(RENEW_MS, 'live.renew-claim')
  async renewClaim(): Promise<void> {
    const { making } = this;
    if (!making) return;
    await this.work.system(
      'live.renew-claim',
      (tx) => exec(tx)`UPDATE recording_file SET claimed_at = now() WHERE ${isClaimed(making)}`,
    );
  }

  private async make({ sessionId, pitchId }: Claimed): Promise<void> {
    const { manager } = this.dataSource;
    const whole = await segmentsOf(manager, sessionId);
    const chapters = await chaptersOf(manager, sessionId, timeRangesOf(whole));
    const own = chapters.filter((chapter) => chapter.pitchId === pitchId);
    const segments =
      pitchId === null ? whole : whole.filter((segment) => own.some((chapter) => overlaps(segment, chapter)));
    if (segments.length === 0) throw new Error('nothing of it was recorded');
    const folder = await mkdtemp(join(tmpdir(), 'everexpo-file-'));
    try {
      await this.joinParts(sessionId, segments, folder);
      await writeFile(
        join(folder, 'chapters.txt'),
        chapterFile(pitchId === null ? chapters : [], recordingLength(timeRangesOf(segments))),
      );
      const made = join(folder, 'made.mp4');
      const inputs = [
        '-f',
        'concat',
        '-safe',
        '0',
        '-i',
        join(folder, 'parts.txt'),
        '-f',
        'ffmetadata',
        '-i',
        join(folder, 'chapters.txt'),
      ];
      await run(await findFfmpeg(), [
        '-hide_banner',
        '-loglevel',
        'error',
        '-nostdin',
        ...inputs,
        '-map',
        '0',
        '-map_metadata',
        '1',
        '-map_chapters',
        '1',
        '-c',
        'copy',
        '-movflags',
        '+faststart',
        made,
      ]);
      const { size } = await stat(made);
      const key = fileKey(sessionId, `${pitchId ?? 'session'}-${Date.now()}`);
      await this.files.save({ key, content: { path: made }, type: 'video/mp4' });
      await this.work.system('live.make-files', async (tx) => {
        await this.files.pin(tx, key);
        await exec(tx)`
          UPDATE recording_file
          SET state = 'ready', key = ${key}, bytes = ${size}, duration_ms = ${recordingLength(timeRangesOf(segments))}
          WHERE session_id = ${sessionId} AND pitch_id IS NOT DISTINCT FROM ${pitchId}
        `;
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Puts the segments of each unbroken run behind their part's beginning; `parts.txt` names the results in order. */
  private async joinParts(
    sessionId: string,
    segments: Awaited<ReturnType<typeof segmentsOf>>,
    folder: string,
  ): Promise<void> {
    const names: string[] = [];
    let file: Awaited<ReturnType<typeof open>> | null = null;
    let before: Segment | null = null;
    for (const segment of segments) {
      const { part, index, type } = segment;
      if (before?.part !== part || before.index + 1 !== index) {
        await file?.close();
        const name = `run-${names.push('')}.${type === 'fmp4' ? 'mp4' : 'ts'}`;
        names[names.length - 1] = name;
        file = await open(join(folder, name), 'w');
        if (type === 'fmp4') await file.write(await this.storage.get(initKey(sessionId, part)));
      }
      await file?.write(await this.storage.get(segmentKey(sessionId, part, index, type)));
      before = segment;
    }
    await file?.close();
    await writeFile(join(folder, 'parts.txt'), names.map((name) => `file '${join(folder, name)}'\n`).join(''));
  }
}

const isClaimed = ({ sessionId, pitchId, attempts }: Claimed) => sql`
  state = 'waiting' AND session_id = ${sessionId} AND pitch_id IS NOT DISTINCT FROM ${pitchId}
    AND attempts = ${attempts}
`;

function overlaps({ startedAt, durationMs }: Segment, { at, endsAt }: { at: string; endsAt: string | null }): boolean {
  return (
    startedAt.getTime() + durationMs > Date.parse(at) && (endsAt === null || startedAt.getTime() < Date.parse(endsAt))
  );
}

/** ffmpeg's own form of chapters (ffmetadata), in milliseconds of the file. */
function chapterFile(chapters: { position: number; titleZh: string; startMs: number }[], length: number): string {
  const sections = chapters.map(({ position, titleZh, startMs }, index) => {
    const end = Math.max(startMs + 1, chapters[index + 1]?.startMs ?? length);
    const title = `${position} ${titleZh}`.replaceAll(/[=;#\\\n]/g, (sign) => `\\${sign}`);
    return `[CHAPTER]\nTIMEBASE=1/1000\nSTART=${startMs}\nEND=${end}\ntitle=${title}\n`;
  });
  return `;FFMETADATA1\n${sections.join('')}`;
}
