import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newTempFolder } from '../../../../../../tests/support/temp-folder.ts';
import { FileSweeper, StoredFiles } from '../../../platform/index.ts';
import { aLiveSession } from '../../../testing/builders/index.ts';
import { filesUnder } from '../../../testing/files.ts';
import { startTestApi, type TestApi } from '../../../testing/test-api.ts';
import { fileKey, initKey, partFolder, segmentKey, segmentOf } from './recording-keys.ts';

const folder = newTempFolder('recordings');
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ STORAGE_DIR: folder, OUTBOX: 'false' });
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Files kept longer ago than a file may be without a name. */
async function keep(...keys: string[]): Promise<void> {
  for (const key of keys) await api.app.get(StoredFiles).save({ key, content: Buffer.from(key), type: 'video/mp4' });
  await api.asOwner(`UPDATE stored_file SET saved_at = saved_at - interval '61 minutes' WHERE key = ANY ($1)`, [keys]);
}

async function aPart(sessionId: string, part: number, type: 'fmp4' | 'ts', { ended = true, segments = [0] } = {}) {
  await api.asOwner(
    `INSERT INTO recording_part (session_id, part, segment_type, lease_until, ended_at)
      VALUES ($1, $2, $3, now(), CASE WHEN $4 THEN now() END)`,
    [sessionId, part, type, ended],
  );
  await api.asOwner(
    `INSERT INTO recording_segment (session_id, part, index, started_at, duration_ms)
      SELECT $1, $2, index, now(), 2000 FROM unnest($3::int[]) AS index`,
    [sessionId, part, segments],
  );
}

/** Which of these files are there once all have been swept. */
async function left(keys: string[]): Promise<string[]> {
  await api.app.get(FileSweeper).run();
  const there = filesUnder(folder);
  return keys.filter((key) => there.includes(key));
}

test('segments and files of recordings stay while a row has them; what none has or ever had goes', async () => {
  const { id } = (await aLiveSession(api)).session;
  await aPart(id, 1, 'fmp4');
  await aPart(id, 2, 'ts');
  await aPart(id, 3, 'fmp4', { ended: false, segments: [] });
  await aPart(id, 4, 'fmp4', { segments: [] });
  const made = fileKey(id, 'session-2');
  await api.asOwner(
    `INSERT INTO recording_file (session_id, state, key, bytes, duration_ms) VALUES ($1, 'ready', $2, 1, 1)`,
    [id, made],
  );
  const named = [
    initKey(id, 1),
    segmentKey(id, 1, 0),
    `${partFolder(id, 2)}/list.m3u8`,
    segmentKey(id, 2, 0, 'ts'),
    initKey(id, 3),
    made,
  ];
  const orphans = [segmentKey(id, 1, 1), segmentKey(id, 2, 1, 'ts'), initKey(id, 4), fileKey(id, 'session-1')];
  await keep(...named, ...orphans);
  expect(await left([...named, ...orphans])).toEqual(named);
});

test('what was recorded of a session that is gone goes too', async () => {
  const { id } = (await aLiveSession(api)).session;
  await aPart(id, 1, 'fmp4', { segments: [0, 1] });
  const keys = [initKey(id, 1), segmentKey(id, 1, 0), segmentKey(id, 1, 1)];
  await keep(...keys);
  expect(await left(keys)).toEqual(keys);
  await api.asOwner(`DELETE FROM recording_part WHERE session_id = $1`, [id]);
  expect(await left(keys)).toEqual([]);
});

test('a key says whose it is', () => {
  const sessionId = randomUUID();
  const of = (index: number | null) => ({ sessionId, part: 12, index });
  expect(segmentOf(initKey(sessionId, 12))).toEqual(of(null));
  expect(segmentOf(segmentKey(sessionId, 12, 7))).toEqual(of(7));
  expect(segmentOf(segmentKey(sessionId, 12, 123_456, 'ts'))).toEqual(of(123_456));
  expect(segmentOf(fileKey(sessionId, 'session-1'))).toBeNull();
});
