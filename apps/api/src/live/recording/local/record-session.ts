import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dispose } from '@livekit/rtc-node';
import { pageKey } from '../../../expo/index.ts';
import {
  FileSweeper,
  nodeDatabaseOptions,
  MediaServer,
  newStorage,
  StoredFiles,
  UnitOfWork,
  type Config,
  type Log,
  type Storage,
} from '../../../platform/index.ts';
import { DataSource } from 'typeorm';
import { recorderIdentity, stageRoom } from '../../media/names.ts';
import { endPart } from '../end-part.ts';
import { LEASE_SECONDS, renewLease } from '../lease.ts';
import { Encoder } from './encoder.ts';
import { findFfmpeg } from './find-ffmpeg.ts';
import { Mix } from './mix.ts';
import { captionOf, readScene } from './read-scene.ts';
import { Screen } from './screen.ts';
import { UploadSegments } from './upload-segments.ts';
import { watchRoom } from './watch-room.ts';

const LOOK_MS = 250;
const RENEW_MS = 1_000;
/** Without the database nobody knows whether the session goes on. */
const ALONE_MS = 10_000;
/** Older releases of the media library grew without bound: one that does is replaced by a new process. */
const MEMORY_BYTES = 1_200_000_000;

/**
 * Records one session until it is over, until the recording is switched off, or until `stop` is aborted; resolves to
 * why it ended. Everything that is finished lies in the storage and the database by then.
 */
export async function recordSession(
  config: Config,
  log: Log,
  { sessionId, part, stop }: { sessionId: string; part: number; stop: AbortSignal },
): Promise<string> {
  const database = await new DataSource({ ...nodeDatabaseOptions(config, []), poolSize: 2 }).initialize();
  const work = new UnitOfWork(database);
  const storage = await newStorage(config);
  const folder = await mkdtemp(join(tmpdir(), 'everexpo-recording-'));
  const [screen, mix] = [new Screen(), new Mix()];
  const encoder = new Encoder(await findFfmpeg(), folder, config.RECORDER_FPS);
  const files = new StoredFiles(work, new FileSweeper(work, log, storage), storage, config);
  const upload = new UploadSegments({ sessionId, part, folder, files, work, startedAt: () => encoder.startedAt });
  const over = new AbortController();
  const joined = stayInRoom(new MediaServer(config), sessionId, screen, mix, over.signal, log);
  encoder.feed(() => screen.current(), mix);
  try {
    const why = await Promise.race([
      watch({ sessionId, part, database, work, storage, screen, upload, stop, log }),
      encoder.ended.then((how) => `ffmpeg ended (${how})`),
    ]);
    await encoder.stop();
    if (why !== 'superseded') {
      await upload.run();
      await work.system(`recorder ${process.pid}`, (tx) => endPart(tx, sessionId, part));
    }
    return why;
  } finally {
    over.abort();
    encoder.kill();
    await joined;
    await dispose();
    await database.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Watched {
  sessionId: string;
  part: number;
  database: DataSource;
  work: UnitOfWork;
  storage: Storage;
  screen: Screen;
  upload: UploadSegments;
  stop: AbortSignal;
  log: Log;
}

/**
 * Looks at the stage, renews the lease and uploads what is finished, again and again; resolves to why there is no more
 * to do.
 */
async function watch({
  sessionId,
  part,
  database,
  work,
  storage,
  screen,
  upload,
  stop,
  log,
}: Watched): Promise<string> {
  let shown = '';
  let renewedAt = 0;
  let heardAt = Date.now();
  for (;;) {
    if (stop.aborted) return 'stopped';
    try {
      const scene = await readScene(database, sessionId);
      if (!scene?.wanted) return 'over';
      if (Date.now() - renewedAt >= RENEW_MS) {
        if (!(await renewLease(work, { sessionId, part }, LEASE_SECONDS))) return 'superseded';
        renewedAt = Date.now();
      }
      const { deckSha256, deckPage } = scene;
      const key = JSON.stringify([captionOf(scene), deckSha256, deckPage]);
      if (key !== shown) {
        screen.setScene(
          deckSha256 === null ? null : await storage.get(pageKey(deckSha256, deckPage)),
          captionOf(scene),
        );
        shown = key;
      }
      await upload.run();
      heardAt = Date.now();
    } catch (error) {
      log.warn({ err: error, sessionId }, 'the recorder could not reach the database or the storage');
      if (Date.now() - heardAt > ALONE_MS) return 'alone';
    }
    if (process.memoryUsage.rss() > MEMORY_BYTES) return 'too large';
    await pause(LOOK_MS);
  }
}

/** Joins the stage's room hidden from everybody, and again whenever it is lost. */
async function stayInRoom(
  media: MediaServer,
  sessionId: string,
  screen: Screen,
  mix: Mix,
  over: AbortSignal,
  log: Log,
): Promise<void> {
  while (!over.aborted) {
    const lost = new AbortController();
    try {
      const ticket = await media.ticket({
        room: stageRoom(sessionId),
        identity: recorderIdentity(),
        name: '',
        attributes: {},
        canPublish: false,
        hidden: true,
        inside: true,
      });
      const room = await watchRoom(ticket, screen, mix, () => lost.abort());
      await pause(2 ** 31 - 1, undefined, { signal: AbortSignal.any([over, lost.signal]) }).catch(() => undefined);
      if (over.aborted) await room.disconnect();
    } catch (error) {
      log.warn({ err: error, sessionId }, 'the recorder could not join the stage');
    }
    await pause(500, undefined, { signal: over }).catch(() => undefined);
  }
}
