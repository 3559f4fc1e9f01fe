import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { EgressClient } from 'livekit-server-sdk';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { newStorage, readConfig, StoredFiles, UnitOfWork, type Storage } from '../../../platform/index.ts';
import { aLiveSession } from '../../../testing/builders/index.ts';
import { startFakeLiveKit } from '../../../testing/services/fake-livekit.ts';
import { mediaKeys, startTestApi, type TestApi } from '../../../testing/test-api.ts';
import { segmentsOf } from '../playlists/read-segments.ts';
import { partFolder } from '../files/recording-keys.ts';
import { EgressRecorder } from './egress-recorder.ts';
import { newTempFolder } from '../../../../../../tests/support/temp-folder.ts';

/** Egress itself needs Chrome and GStreamer in a container: tested is what we ask of it and read from it. */
let api: TestApi;
let livekit: Awaited<ReturnType<typeof startFakeLiveKit>>;
let storage: Storage;
let recorder: EgressRecorder;
/** What Egress answers about each of its recordings, by the room it records or by its own id. */
const statuses = new Map<string, string>();
const folder = newTempFolder('egress');

beforeAll(async () => {
  livekit = await startFakeLiveKit((method, body) => {
    const egressId = (body.egressId as string | undefined) ?? `EG_${String(body.roomName)}`;
    const info = { egress_id: egressId, status: statuses.get(egressId) ?? 'EGRESS_ACTIVE' };
    return method === 'ListEgress' ? { items: [info] } : info;
  });
  api = await startTestApi({ ...mediaKeys, OUTBOX: 'false' });
  const config = readConfig({
    DATABASE_URL: 'postgres://x',
    AUTH_SECRET: 'x'.repeat(32),
    PUBLIC_URL: 'https://expo.example',
    STORAGE_DIR: folder,
    S3_BUCKET: 'expo',
    S3_ACCESS_KEY_ID: 'id',
    S3_SECRET_ACCESS_KEY: 'secret',
    S3_ENDPOINT: 'http://storage:8333',
  });
  storage = await newStorage(config);
  const egress = new EgressClient(livekit.url, mediaKeys.LIVEKIT_API_KEY, mediaKeys.LIVEKIT_API_SECRET);
  recorder = new EgressRecorder({
    egress,
    config,
    storage,
    files: api.app.get(StoredFiles),
    work: new UnitOfWork(api.db),
  });
});
afterAll(async () => {
  await api.close();
  livekit.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A live session whose first part Egress records. */
async function aRecordedSession() {
  const { session } = await aLiveSession(api);
  const egressId = `EG_${randomUUID()}`;
  await api.asOwner(
    `INSERT INTO recording_part (session_id, part, segment_type, egress_id, lease_until)
       VALUES ($1, 1, 'ts', $2, now())`,
    [session.id, egressId],
  );
  const ended = async () => {
    const sql = `SELECT ended_at IS NOT NULL AS ended FROM recording_part WHERE session_id = $1`;
    return (await api.asOwner<{ ended: boolean }>(sql, [session.id]))[0]?.ended;
  };
  return { sessionId: session.id, part: { sessionId: session.id, part: 1, egressId, wanted: true }, ended };
}

test('asks Egress to record our own page of the stage into our bucket', async () => {
  const { session } = await aLiveSession(api);
  expect(await recorder.start({ sessionId: session.id, part: 1 })).toBe(`EG_stage-${session.id}`);
  const segments = {
    filenamePrefix: `recordings/${session.id}/1/segment`,
    playlistName: 'list.m3u8',
    segmentDuration: 2,
    s3: { bucket: 'expo', endpoint: 'http://storage:8333', forcePathStyle: true },
  };
  expect(livekit.asked.at(-1)).toMatchObject({
    method: 'StartRoomCompositeEgress',
    body: {
      roomName: `stage-${session.id}`,
      customBaseUrl: `https://expo.example/record/${session.id}`,
      segmentOutputs: [segments],
    },
  });
});

test('reads on in the playlist that Egress writes, each segment once and by its own clock', async () => {
  const { sessionId, part, ended } = await aRecordedSession();
  const adopt = vi.spyOn(api.app.get(StoredFiles), 'adopt');
  onTestFinished(() => adopt.mockRestore());
  const head = '#EXTM3U\n#EXT-X-VERSION:4\n#EXT-X-PLAYLIST-TYPE:EVENT\n#EXT-X-TARGETDURATION:2\n';
  const first = '#EXT-X-PROGRAM-DATE-TIME:2026-11-26T01:00:00.100Z\n#EXTINF:2.002,\nsegment_00000.ts\n';
  const second = '#EXT-X-PROGRAM-DATE-TIME:2026-11-26T01:00:02.102Z\n#EXTINF:1.980,\nsegment_00001.ts\n';
  for (const lines of [first, first + second, first + second]) {
    const playlist = Buffer.from(head + lines);
    await storage.put(`${partFolder(sessionId, 1)}/list.m3u8`, playlist, 'application/vnd.apple.mpegurl');
    await recorder.monitor(part);
  }
  const read = await segmentsOf(api.db.manager, sessionId);
  expect(
    read.map(({ index, type, durationMs, startedAt }) => [index, type, durationMs, startedAt.toISOString()]),
  ).toEqual([
    [0, 'ts', 2_002, '2026-11-26T01:00:00.100Z'],
    [1, 'ts', 1_980, '2026-11-26T01:00:02.102Z'],
  ]);
  expect(adopt.mock.calls.map(([, keys]) => keys.map((key) => key.split('/').at(-1)))).toEqual([
    ['list.m3u8', 'segment_00000.ts'],
    ['list.m3u8', 'segment_00001.ts'],
  ]);
  const written = await api.asOwner<{ key: string }>(
    `SELECT key FROM stored_file WHERE starts_with(key, $1) ORDER BY key`,
    [partFolder(sessionId, 1)],
  );
  expect(written.map(({ key }) => key.split('/').at(-1))).toEqual([
    'list.m3u8',
    'segment_00000.ts',
    'segment_00001.ts',
  ]);
  expect(await ended()).toBe(false);
});

test('is told to stop when nobody wants the recording any more, and ends the part once Egress is done', async () => {
  const { part, ended } = await aRecordedSession();
  const { egressId } = part;
  await recorder.monitor({ ...part, wanted: false });
  expect(livekit.asked.at(-1)).toMatchObject({ method: 'StopEgress', body: { egressId } });
  expect(await ended()).toBe(false);
  statuses.set(egressId, 'EGRESS_COMPLETE');
  await recorder.monitor({ ...part, wanted: false });
  expect(await ended()).toBe(true);
});

test('while the storage is away a recording that is done stays open: its last segments come yet', async () => {
  const { sessionId, part, ended } = await aRecordedSession();
  const tail = '#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:2026-11-26T01:00:00.100Z\n#EXTINF:2.002,\nsegment_00000.ts\n';
  await storage.put(`${partFolder(sessionId, 1)}/list.m3u8`, Buffer.from(tail), 'application/vnd.apple.mpegurl');
  statuses.set(part.egressId, 'EGRESS_COMPLETE');
  const get = vi.spyOn(storage, 'get').mockRejectedValueOnce(new Error('the storage is away'));
  onTestFinished(() => get.mockRestore());
  await expect(recorder.monitor({ ...part, wanted: false })).rejects.toThrow('away');
  expect(await ended()).toBe(false);
  const held = await api.asOwner(`SELECT 1 FROM recording_part WHERE session_id = $1 AND lease_until > now()`, [
    sessionId,
  ]);
  expect(held, 'a lease, without which it would be ended as abandoned').toHaveLength(1);
  await recorder.monitor({ ...part, wanted: false });
  expect(await ended()).toBe(true);
  expect(await segmentsOf(api.db.manager, sessionId)).toHaveLength(1);
});

test('a recording that has written no playlist ends without one', async () => {
  const { part, ended } = await aRecordedSession();
  statuses.set(part.egressId, 'EGRESS_FAILED');
  await recorder.monitor(part);
  expect(await ended()).toBe(true);
});
