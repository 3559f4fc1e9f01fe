import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Log, UnitOfWork } from '../../platform/index.ts';
import { aLiveSession } from '../../testing/builders/index.ts';
import { startTestApi, type TestApi } from '../../testing/test-api.ts';
import { EnsureRecording } from './ensure-recording.ts';
import type { Recorder, RecordingPart } from './recorder.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ OUTBOX: 'false' });
});
afterAll(() => api.close());

test('a recorder that came to nothing is followed by one with twice as long, until one records', async () => {
  const { id } = (await aLiveSession(api)).session;
  const started: RecordingPart[] = [];
  const recorder: Recorder = {
    segmentType: 'fmp4',
    start: (part) => {
      started.push(part);
      return Promise.resolve(null);
    },
  };
  const ensure = new EnsureRecording(api.app.get(DataSource), api.app.get(UnitOfWork), api.app.get(Log), recorder);
  /** Of the newest part, from when it was claimed. */
  const secondsOfNext = async () => {
    await ensure.run();
    const [part] = await api.asOwner<{ seconds: number }>(
      `SELECT extract(epoch FROM lease_until - claimed_at)::int AS seconds FROM recording_part
         WHERE session_id = $1 ORDER BY part DESC LIMIT 1`,
      [id],
    );
    const past = `now() - interval '1 minute'`;
    await api.asOwner(`UPDATE recording_part SET claimed_at = ${past}, lease_until = ${past} WHERE session_id = $1`, [
      id,
    ]);
    return part?.seconds;
  };
  for (const seconds of [15, 30, 60, 120, 120]) expect(await secondsOfNext()).toBe(seconds);
  await api.asOwner(
    `INSERT INTO recording_segment (session_id, part, index, started_at, duration_ms) VALUES ($1, 5, 0, now(), 1000)`,
    [id],
  );
  expect(await secondsOfNext()).toBe(15);
  expect(started.filter(({ sessionId }) => sessionId === id).map(({ part }) => part)).toEqual([1, 2, 3, 4, 5, 6]);
});
