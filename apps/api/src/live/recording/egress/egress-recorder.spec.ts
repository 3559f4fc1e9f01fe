import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EgressClient } from 'livekit-server-sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newStorage, readConfig, UnitOfWork, type Storage } from '../../../platform/index.ts';
import { startLiveKitStandIn } from '../../../testing/livekit-stand-in.ts';
import { aLiveSession } from '../../../testing/scenes.ts';
import { mediaKeys, startTestApi, type TestApi } from '../../../testing/test-api.ts';
import { segmentsOf } from '../read-segments.ts';
import { partFolder } from '../recording-keys.ts';
import { EgressRecorder } from './egress-recorder.ts';

/** Egress itself needs Chrome and GStreamer in a container; what is tested here is what we ask of it and how we read what it writes. */
let api: TestApi;
let livekit: Awaited<ReturnType<typeof startLiveKitStandIn>>;
let storage: Storage;
let recorder: EgressRecorder;
let sessionId: string;
let status = 'EGRESS_ACTIVE';
const folder = mkdtempSync(join(tmpdir(), 'everexpo-egress-'));

beforeAll(async () => {
  livekit = await startLiveKitStandIn((method) => (method === 'ListEgress' ? { items: [{ egress_id: 'EG_test', status }] } : { egress_id: 'EG_test', status }));
  api = await startTestApi({ ...mediaKeys, OUTBOX: 'false' });
  sessionId = (await aLiveSession(api, await api.as('organizer'))).session.id;
  await api.db.query(`INSERT INTO recording_part (session_id, part, segment_type, egress_id, lease_until) VALUES ($1, 1, 'ts', 'EG_test', now())`, [sessionId]);
  const s3 = { S3_BUCKET: 'expo', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret', S3_ENDPOINT: 'http://storage:8333' };
  const config = readConfig({ DATABASE_URL: 'postgres://x', AUTH_SECRET: 'x'.repeat(32), PUBLIC_URL: 'https://expo.example', STORAGE_DIR: folder, ...s3 });
  storage = await newStorage(config);
  const egress = new EgressClient(livekit.url, mediaKeys.LIVEKIT_API_KEY, mediaKeys.LIVEKIT_API_SECRET);
  recorder = new EgressRecorder({ egress, config, dataSource: api.db, storage, work: new UnitOfWork(api.db) });
});
afterAll(async () => {
  await api.close();
  livekit.stop();
  rmSync(folder, { recursive: true, force: true });
});

const part = () => ({ sessionId, part: 1, egressId: 'EG_test', wanted: true });
const ended = async () => (await api.db.query<{ ended: boolean }[]>(`SELECT ended_at IS NOT NULL AS ended FROM recording_part WHERE session_id = $1`, [sessionId]))[0]?.ended;

test('asks Egress to record our own page of the stage into our bucket', async () => {
  expect(await recorder.start({ sessionId, part: 1 })).toBe('EG_test');
  expect(livekit.asked.at(-1)).toMatchObject({
    method: 'StartRoomCompositeEgress',
    body: { roomName: `stage-${sessionId}`, customBaseUrl: `https://expo.example/record/${sessionId}`, segmentOutputs: [{ filenamePrefix: `recordings/${sessionId}/1/segment`, playlistName: 'list.m3u8', segmentDuration: 2, s3: { bucket: 'expo', endpoint: 'http://storage:8333', forcePathStyle: true } }] },
  });
});

test('reads on in the playlist that Egress writes, each segment once and by its own clock', async () => {
  const playlist = (lines: string) => storage.put(`${partFolder(sessionId, 1)}/list.m3u8`, Buffer.from(`#EXTM3U\n#EXT-X-VERSION:4\n#EXT-X-PLAYLIST-TYPE:EVENT\n#EXT-X-TARGETDURATION:2\n${lines}`), 'application/vnd.apple.mpegurl');
  const first = '#EXT-X-PROGRAM-DATE-TIME:2026-11-26T01:00:00.100Z\n#EXTINF:2.002,\nsegment_00000.ts\n';
  await playlist(first);
  await recorder.tend(part());
  await playlist(`${first}#EXT-X-PROGRAM-DATE-TIME:2026-11-26T01:00:02.102Z\n#EXTINF:1.980,\nsegment_00001.ts\n`);
  await recorder.tend(part());
  expect((await segmentsOf(api.db.manager, sessionId)).map(({ nth, type, milliseconds, beganAt }) => [nth, type, milliseconds, beganAt.toISOString()])).toEqual([
    [0, 'ts', 2_002, '2026-11-26T01:00:00.100Z'],
    [1, 'ts', 1_980, '2026-11-26T01:00:02.102Z'],
  ]);
  expect(await ended()).toBe(false);
});

test('is told to stop when nobody wants the recording any more, and ends the part once Egress is done', async () => {
  await recorder.tend({ ...part(), wanted: false });
  expect(livekit.asked.at(-1)).toMatchObject({ method: 'StopEgress', body: { egressId: 'EG_test' } });
  expect(await ended()).toBe(false);
  status = 'EGRESS_COMPLETE';
  await recorder.tend({ ...part(), wanted: false });
  expect(await ended()).toBe(true);
});
