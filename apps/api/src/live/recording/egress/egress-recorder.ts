import {
  EgressStatus,
  EncodingOptionsPreset,
  S3Upload,
  SegmentedFileOutput,
  type EgressClient,
} from 'livekit-server-sdk';
import { exec, NoSuchFile, one } from '../../../platform/index.ts';
import type { Config, Storage, StoredFiles, UnitOfWork } from '../../../platform/index.ts';
import { stageRoom } from '../../media/names.ts';
import { endPart } from '../end-part.ts';
import { LEASE_SECONDS, renewLease } from '../lease.ts';
import { readPlaylist } from '../playlists/read-playlist.ts';
import { partFolder, segmentKey } from '../files/recording-keys.ts';
import { SEGMENT_SECONDS, type OpenPart, type Recorder, type RecordingPart } from '../recorder.ts';

const PLAYLIST = 'list.m3u8';
const WORKING = [EgressStatus.EGRESS_STARTING, EgressStatus.EGRESS_ACTIVE, EgressStatus.EGRESS_ENDING];
/** Egress uploads its last segments after it was told to stop; a lease covers it until it says that it is done. */
const EGRESS_LEASE_SECONDS = LEASE_SECONDS * 4;

interface Means {
  egress: EgressClient;
  config: Config;
  storage: Storage;
  files: StoredFiles;
  work: UnitOfWork;
}

/**
 * Records through LiveKit's Egress: it opens our own page of the stage in a browser and writes HLS straight to the
 * bucket. Egress knows transport streams alone. We read on in its playlist, which carries the clock of each segment.
 */
export class EgressRecorder implements Recorder {
  readonly segmentType = 'ts';

  constructor(private readonly means: Means) {}

  async start({ sessionId, part }: RecordingPart): Promise<string> {
    const { egress, config } = this.means;
    const {
      S3_ACCESS_KEY_ID: accessKey = '',
      S3_SECRET_ACCESS_KEY: secret = '',
      S3_BUCKET: bucket = '',
      S3_REGION: region,
      S3_ENDPOINT: endpoint,
    } = config;
    const value = new S3Upload({
      accessKey,
      secret,
      bucket,
      region,
      endpoint: endpoint ?? '',
      forcePathStyle: endpoint !== undefined,
    });
    const folder = partFolder(sessionId, part);
    const segments = new SegmentedFileOutput({
      filenamePrefix: `${folder}/segment`,
      playlistName: PLAYLIST,
      segmentDuration: SEGMENT_SECONDS,
      output: { case: 's3', value },
    });
    const { egressId } = await egress.startRoomCompositeEgress(
      stageRoom(sessionId),
      { segments },
      {
        customBaseUrl: `${config.PUBLIC_URL}/record/${sessionId}`,
        encodingOptions: EncodingOptionsPreset.H264_720P_30,
      },
    );
    return egressId;
  }

  async monitor({ sessionId, part, egressId, wanted }: OpenPart): Promise<void> {
    if (egressId === null) return;
    const { egress, work } = this.means;
    const [info] = await egress.listEgress({ egressId });
    const working = info !== undefined && WORKING.includes(info.status);
    // Also once it is done: while the storage is away the part stays open, since its last segments are not known yet.
    await renewLease(work, { sessionId, part }, EGRESS_LEASE_SECONDS);
    if (working && !wanted && info.status !== EgressStatus.EGRESS_ENDING) await egress.stopEgress(egressId);
    await this.takeSegments(sessionId, part);
    if (!working) await work.system('live.monitor-egress', (tx) => endPart(tx, sessionId, part));
  }

  /**
   * Notes the segments of its playlist that come after those that are known: it grows at its end alone.
   * @throws StorageUnavailable
   */
  private async takeSegments(sessionId: string, part: number): Promise<void> {
    const { storage, files, work } = this.means;
    const list = `${partFolder(sessionId, part)}/${PLAYLIST}`;
    const text = await storage.get(list).catch((error: unknown) => {
      if (error instanceof NoSuchFile) return null;
      throw error;
    });
    if (text === null) return;
    const listed = readPlaylist(text.toString('utf8')).map((segment, index) => ({ ...segment, index }));
    await work.system('live.take-segments', async (tx) => {
      const { next } = await one<{ next: number }>(tx)`
        SELECT coalesce(max(index) + 1, 0) AS next FROM recording_segment
        WHERE session_id = ${sessionId} AND part = ${part}
      `;
      const segments = listed
        .slice(next)
        .flatMap(({ index, at, durationMs }) =>
          at === null ? [] : [{ index, at, durationMs: Math.max(1, durationMs) }],
        );
      if (segments.length === 0) return;
      const keys = segments.map(({ index }) => segmentKey(sessionId, part, index, this.segmentType));
      await files.adopt(tx, [list, ...keys]);
      await exec(tx)`
        INSERT INTO recording_segment (session_id, part, index, started_at, duration_ms)
        SELECT ${sessionId}, ${part}, s.index, to_timestamp(s.at::float8 / 1000), s."durationMs"
        FROM jsonb_to_recordset(${JSON.stringify(segments)}) AS s(index int, at bigint, "durationMs" int)
        ON CONFLICT DO NOTHING
      `;
    });
  }
}
