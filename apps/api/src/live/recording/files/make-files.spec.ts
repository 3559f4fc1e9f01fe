import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { newTempFolder } from '../../../../../../tests/support/temp-folder.ts';
import { STORAGE, type Storage } from '../../../platform/index.ts';
import { aLiveSession } from '../../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../../testing/test-api.ts';
import { findFfmpeg } from '../local/find-ffmpeg.ts';
import { MakeFiles } from './make-files.ts';
import { segmentKey } from './recording-keys.ts';

const folder = newTempFolder('make-files');
let api: TestApi;
let storage: Storage;
beforeAll(async () => {
  api = await startTestApi({ OUTBOX: 'false' });
  storage = api.app.get<Storage>(STORAGE);
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A session of which one segment was recorded, and whose file is due. */
async function aRecordedSession(): Promise<string> {
  const { id } = (await aLiveSession(api)).session;
  const segment = join(folder, `${id}.ts`);
  const drawn = '-f lavfi -i testsrc=size=64x64:rate=10:duration=1 -c:v libx264 -f mpegts';
  await promisify(execFile)(await findFfmpeg(), ['-loglevel', 'error', ...drawn.split(' '), segment]);
  await storage.put(segmentKey(id, 1, 0, 'ts'), await readFile(segment), 'video/mp2t');
  await api.asOwner(
    `INSERT INTO recording_part (session_id, part, segment_type, lease_until, ended_at)
       VALUES ($1, 1, 'ts', now(), now())`,
    [id],
  );
  await api.asOwner(
    `INSERT INTO recording_segment (session_id, part, index, started_at, duration_ms) VALUES ($1, 1, 0, now(), 1000)`,
    [id],
  );
  await api.asOwner(`INSERT INTO recording_file (session_id) VALUES ($1)`, [id]);
  return id;
}

test('a file that takes longer to make than a claim lasts is made by one node alone', async () => {
  const sessionId = await aRecordedSession();
  const made = async () =>
    (await api.asOwner(`SELECT state, attempts FROM recording_file WHERE session_id = $1`, [sessionId]))[0];
  const [put, started] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const putFile = storage.putFile.bind(storage);
  const slow = vi.spyOn(storage, 'putFile').mockImplementation(async (...file) => {
    started.resolve();
    await put.promise;
    await putFile(...file);
  });
  onTestFinished(() => slow.mockRestore());
  const files = api.app.get(MakeFiles);
  const making = files.run();
  await started.promise;
  await api.asOwner(`UPDATE recording_file SET claimed_at = claimed_at - interval '11 minutes' WHERE session_id = $1`, [
    sessionId,
  ]);
  await files.renewClaim();
  // As another node would.
  await files.run();
  expect(await made()).toEqual({ state: 'waiting', attempts: 1 });
  put.resolve();
  await making;
  expect(await made()).toEqual({ state: 'ready', attempts: 1 });
});
