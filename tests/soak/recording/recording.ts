import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { Replay } from '@everexpo/contracts';
import { seeded } from '../../../apps/api/src/demo/generate/random.ts';
import { aPerson, aSession, step, type SessionFixture } from '../../../apps/api/src/testing/builders/index.ts';
import { findFfprobe } from '../../support/services/find-ffprobe.ts';
import { startInstallation, type Installation } from '../../support/installation/installation.ts';
import { LightClients } from '../../support/light-clients/light-clients.ts';
import { recorderOf } from '../../support/live/recorder-process.ts';
import { untilPresent } from '../../support/live/stage.ts';
import { until } from '../../support/until.ts';
import type { SoakOptions } from '../soak-run.ts';

const run = promisify(execFile);
const PRESENTERS = 2;
const VIEWERS = 2;
/** Segments that must be recorded after a kill before the next. */
const MAX_SEGMENTS = 5;
/** What a stretch's file may be longer or shorter than its segments say: a frame of sound and one of the picture. */
const SLACK_MS = 150;

/**
 * A session is recorded with presenters and viewers in the room, and its recorder or the API is killed `size` times.
 * Recording goes on after each; at the end playlist and MP4 hold every segment, and chapters where the pitches were.
 */
export async function recording(options: SoakOptions): Promise<void> {
  const { size, seed, log, defer, services } = options;
  const random = seeded(seed);
  const host = await startInstallation({ env: { RECORDER: 'local' }, services: await services() });
  defer(() => host.stop());
  const fixture = await aSession(host, { pitches: PRESENTERS });
  const { session, organizer } = fixture;
  const presenters = session.pitches.map(({ owner }) => owner);
  const inRoom = await LightClients.start(host, { sessionId: session.id, presenters });
  defer(() => inRoom.stop());
  await untilPresent(organizer.client, session.id, PRESENTERS);
  for (const action of ['open', 'next'] as const) await step(organizer.client, session.id, action);
  const audience = await LightClients.start(host, { sessionId: session.id, viewers: VIEWERS });
  defer(() => audience.stop());

  await untilRecorded(host, session.id, 1);
  for (let kill = 1; kill <= size; kill += 1) {
    const whom = random.pick(['recorder', 'API'] as const);
    if (whom === 'recorder') {
      process.kill(await until('a recorder', () => recorderOf(session.id)), 'SIGKILL');
    } else {
      await host.killApi();
      await host.startApi();
    }
    await untilRecorded(host, session.id, random.int(1, MAX_SEGMENTS));
    log(`${kill} of ${size} kills: ${whom}, recording goes on`);
    // The second pitch comes on halfway, so that there is a chapter to find.
    if (kill === Math.ceil(size / 2)) await step(organizer.client, session.id, 'next');
  }
  const { viewers } = await audience.look();
  expect(viewers.map(({ connected, recording: shown }) => ({ connected, shown }))).toEqual(
    viewers.map(() => ({ connected: true, shown: true })),
  );
  await step(organizer.client, session.id, 'close');
  await expectWhole(host, fixture, options);
}

interface Segment {
  part: number;
  startedAt: number;
  durationMs: number;
}

/** Every segment in the order of the session's clock, milliseconds of the Unix epoch. */
const segmentsOf = (host: Installation, sessionId: string): Promise<Segment[]> =>
  host.asOwner(
    `SELECT part, extract(epoch FROM started_at)::float8 * 1000 AS "startedAt", duration_ms AS "durationMs"
       FROM recording_segment WHERE session_id = $1 ORDER BY part, index`,
    [sessionId],
  );

/** Waits for so many segments more than there are now. */
async function untilRecorded(host: Installation, sessionId: string, more: number): Promise<void> {
  const before = (await segmentsOf(host, sessionId)).length;
  const evidence = () => host.apiTail();
  await until(
    `${more} more segments are recorded`,
    async () => (await segmentsOf(host, sessionId)).length >= before + more,
    { evidence },
  );
}

async function expectWhole(host: Installation, { session }: SessionFixture, { log }: SoakOptions): Promise<void> {
  const { client } = await aPerson(host);
  const replay = await until(
    'the whole session’s file',
    async () => {
      const seen = await client.ask<Replay>('GET', `/api/sessions/${session.id}/replay`);
      return seen.files.some(({ pitchId, state }) => pitchId === null && state === 'ready') ? seen : null;
    },
    { evidence: () => host.apiTail() },
  );
  const segments = await segmentsOf(host, session.id);
  const total = segments.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const gaps = segments.slice(1).map(({ startedAt }, index) => {
    const before = segments[index] as Segment;
    return Math.round(startedAt - before.startedAt - before.durationMs);
  });
  expect(
    gaps.filter((gap) => gap < -SLACK_MS),
    'no segment lies on another',
  ).toEqual([]);
  const lost = gaps.filter((gap) => gap > SLACK_MS);
  const parts = new Set(segments.map(({ part }) => part)).size;
  log(
    `${segments.length} segments in ${parts} parts, ${(total / 1000).toFixed(1)} s; ` +
      `lost between them: ${lost.join(', ') || 0} ms`,
  );
  expect(replay.durationMs).toBe(total);
  expect(replay.chapters.map(({ position }) => position)).toEqual([1, 2]);

  const playlist = await client.ask<string>('GET', `/api/sessions/${session.id}/recording/replay.m3u8`);
  const durations = [...playlist.matchAll(/^#EXTINF:([\d.]+),$/gm)].map(([, seconds]) =>
    Math.round(Number(seconds) * 1000),
  );
  expect(durations, 'the playlist’s segments').toEqual(segments.map(({ durationMs }) => durationMs));
  expect(playlist.match(/^#EXT-X-DISCONTINUITY$/gm)?.length ?? 0).toBe(parts - 1);
  expect(playlist).toMatch(/#EXT-X-ENDLIST\s*$/);
  await expectFile(host, { replay, cookie: client.cookie, parts });
}

async function expectFile(
  host: Installation,
  { replay, cookie, parts }: { replay: Replay; cookie: string; parts: number },
): Promise<void> {
  const answer = await fetch(`${host.url}/api/sessions/${replay.sessionId}/recording/session.mp4`, {
    headers: { cookie },
  });
  expect(answer.status).toBe(200);
  const path = join(host.dir, 'session.mp4');
  writeFileSync(path, new Uint8Array(await answer.arrayBuffer()));
  const flags = ['-v', 'error', '-print_format', 'json', '-show_streams', '-show_format', '-show_chapters'];
  const { stdout } = await run(await findFfprobe(), [...flags, path]);
  const { streams, format, chapters } = JSON.parse(stdout) as Probed;
  expect(streams.map(({ codec_name }) => codec_name)).toEqual(expect.arrayContaining(['h264', 'aac']));
  expect(Math.abs(Number(format.duration) * 1000 - replay.durationMs)).toBeLessThan(SLACK_MS * parts);
  expect(chapters.map(({ tags }) => tags.title)).toEqual(
    replay.chapters.map(({ position, titleZh }) => `${position} ${titleZh}`),
  );
}

interface Probed {
  streams: { codec_name: string }[];
  format: { duration: string };
  chapters: { tags: { title: string } }[];
}
