import { join } from 'node:path';
import { expect } from 'vitest';
import { seeded } from '../../../apps/api/src/demo/generate/random.ts';
import { aLiveSession, step } from '../../../apps/api/src/testing/builders/index.ts';
import { clientOf } from '../../../apps/api/src/testing/clients/client.ts';
import { findLiveKit } from '../../../apps/launcher/src/livekit/find-livekit.ts';
import { startLiveKit } from '../../../apps/launcher/src/livekit/livekit.ts';
import { until } from '../../support/until.ts';
import type { SoakOptions } from '../soak-run.ts';
import { startCutNodes, type CutNodes } from '../nodes/cut-nodes.ts';

const MEDIA = { key: 'key-of-the-faults', secret: 'secret-of-the-faults-of-more-than-32-characters' };
/** Segments that must be recorded after every node was killed. */
const MORE_SEGMENTS = 2;
/** What a segment may lie on the one before it: a frame of its picture. */
const SLACK_MS = 150;

interface Segment {
  part: number;
  /** Milliseconds of the Unix epoch. */
  startedAt: number;
  durationMs: number;
}

/** A session is recorded while, in each of `size` rounds, every node that could have started its recorder is killed. */
export async function recordingFaults(options: SoakOptions): Promise<void> {
  const { size, seed, log } = options;
  const nodes = await startCutNodes(options, {
    random: seeded(seed).next,
    env: (dir) => aMediaServer(dir, options),
  });
  const { fleet, host } = nodes;
  const { session, organizer } = await aLiveSession(host, { pitches: 1 });
  await untilRecorded(nodes, session.id, 1);
  for (let round = 1; round <= size; round += 1) {
    const before = fleet.urls;
    await until('every node has been replaced', () => {
      fleet.check();
      const old = fleet.urls.find((url) => before.includes(url));
      // One of them goes on serving while the other's successor starts.
      if (old !== undefined && fleet.urls.length > 1) fleet.kill(old);
      return old === undefined && fleet.urls.length > 1;
    });
    await untilRecorded(nodes, session.id, MORE_SEGMENTS);
    log(`${round} of ${size} rounds: ${fleet.kills} nodes killed, recording goes on`);
  }
  const segments = await segmentsOf(nodes, session.id);
  const gaps = segments.slice(1).map(({ startedAt, part }, index) => {
    const { startedAt: from, durationMs, part: before } = segments[index] as Segment;
    return { ms: Math.round(startedAt - from - durationMs), within: part === before };
  });
  const parts = new Set(segments.map(({ part }) => part)).size;
  const lost = gaps.filter(({ ms }) => ms > SLACK_MS);
  log(
    `${segments.length} segments in ${parts} parts; lost between them: ${lost.map(({ ms }) => ms).join(', ') || 0} ms`,
  );
  expect(
    gaps.filter(({ ms }) => ms < -SLACK_MS),
    'no segment lies on another',
  ).toEqual([]);
  expect(parts, 'a part ends with a node at most').toBeLessThanOrEqual(fleet.kills + 1);
  expect(
    lost.filter(({ within }) => within),
    'nothing is lost within a part',
  ).toEqual([]);

  await step(clientOf(fleet.urls[0] as string, organizer.cookie), session.id, 'close');
  await until('no part is open', async () => {
    const sql = `SELECT 1 FROM recording_part WHERE session_id = $1 AND ended_at IS NULL`;
    return (await host.asOwner(sql, [session.id])).length === 0;
  });
}

/** Settings of nodes that record from a media server of their own. */
async function aMediaServer(dir: string, { defer }: SoakOptions): Promise<NodeJS.ProcessEnv> {
  const source = await findLiveKit({ print: console.log, signal: new AbortController().signal });
  if (!source) throw new Error('no livekit-server to record from');
  // Nobody presents: who comes and goes is reported to no one.
  const media = await startLiveKit({
    source,
    dataDir: dir,
    log: join(dir, 'livekit.log'),
    ...MEDIA,
    reportUrl: 'http://127.0.0.1:9/',
  });
  defer(() => media.proc.stop());
  const { key: LIVEKIT_API_KEY, secret: LIVEKIT_API_SECRET } = MEDIA;
  return { LIVEKIT_URL: media.url, LIVEKIT_API_KEY, LIVEKIT_API_SECRET, LIVEKIT_ICE: 'none', RECORDER: 'local' };
}

const segmentsOf = ({ host }: CutNodes, sessionId: string): Promise<Segment[]> =>
  host.asOwner(
    `SELECT part, extract(epoch FROM started_at)::float8 * 1000 AS "startedAt", duration_ms AS "durationMs"
       FROM recording_segment WHERE session_id = $1 ORDER BY started_at`,
    [sessionId],
  );

/** Waits for so many segments more than there are now. */
async function untilRecorded(nodes: CutNodes, sessionId: string, more: number): Promise<void> {
  const wanted = (await segmentsOf(nodes, sessionId)).length + more;
  await until(`${wanted} segments are recorded`, async () => (await segmentsOf(nodes, sessionId)).length >= wanted);
}
