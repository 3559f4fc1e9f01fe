import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionDetail, Stage, StageTicket } from '@everexpo/contracts';
import autocannon from 'autocannon';
import { demoPerson } from '../../apps/api/src/testing/builders/index.ts';
import { hostOf } from '../support/installation/launched.ts';
import { recorderOf } from '../support/live/recorder-process.ts';
import { newDataDir, removeDataDir, startEverexpo } from '../support/installation/stack.ts';
import { processorSeconds, publish, residentBytes } from './support/media.ts';
import { median, startBaseline, type BenchLine } from './support/measure.ts';

const WARM_MS = 12_000;
const STEADY_MS = 30_000;
const LOAD_SECONDS = 4;
const CONNECTIONS = 20;
const ROUNDS = 3;
const GOAL_BEHIND_S = 10;
const MEGABYTE = 1_000_000;

/**
 * One session on the air: what its recorder costs, how far its newest segment is behind the stage, and how many
 * playlists and segments an API node serves without any cache before it.
 */
export async function* broadcast(): AsyncGenerator<BenchLine> {
  const dataDir = newDataDir();
  const stack = await startEverexpo(dataDir, { env: { RECORDER: 'local' } });
  try {
    const host = hostOf(stack);
    const { client: organizer } = await demoPerson(host, 'organizer');
    const owner = await demoPerson(host, 'owner');
    const { sessions } = await organizer.ask<{ sessions: Pick<SessionDetail, 'id' | 'startsAt'>[] }>(
      'GET',
      '/api/programme',
    );
    const sessionId = sessions.find(({ startsAt }) => Date.parse(startsAt) > Date.now())?.id ?? '';
    const step = async (action: string, { revision }: { revision: number }, more = {}) =>
      organizer.ask<Stage>('POST', `/api/sessions/${sessionId}/stage/steps`, { action, revision, ...more });
    await step('next', await step('open', { revision: 0 }), { confirmAbsent: true });
    await organizer.ask('PUT', `/api/sessions/${sessionId}/stage/presenters/${owner.id}`, { onStage: true });
    const publisher = await publish(
      await owner.client.ask<StageTicket>('POST', `/api/sessions/${sessionId}/stage/ticket`),
    );
    await new Promise((resolve) => setTimeout(resolve, WARM_MS));
    yield* recorderCost(stack.url, sessionId);
    yield* serving(stack.url, sessionId, dataDir);
    await publisher.stop();
  } finally {
    await stack.stop();
    removeDataDir(dataDir);
  }
}

async function* recorderCost(url: string, sessionId: string): AsyncGenerator<BenchLine> {
  const recorder = recorderOf(sessionId);
  const processes = [recorder, ...childrenOf(recorder)];
  const used = () => processes.reduce((sum, pid) => sum + processorSeconds(pid), 0);
  const [cpuBefore, memoryBefore, startedAt] = [used(), residentBytes(recorder), performance.now()];
  const behind: number[] = [];
  while (performance.now() - startedAt < STEADY_MS) {
    behind.push(await secondsBehind(url, sessionId));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const cores = (used() - cpuBefore) / ((performance.now() - startedAt) / 1000);
  const grown = (residentBytes(recorder) - memoryBefore) / MEGABYTE;
  yield {
    bench: 'broadcast',
    metric: 'recorder_cpu, 1280x720 at 20 a second',
    value: cores,
    unit: 'cores',
    baseline: 'one core',
    ratio: cores,
  };
  yield {
    bench: 'broadcast',
    metric: `recorder_memory_grown in ${STEADY_MS / 1000} s`,
    value: grown,
    unit: 'MB',
    baseline: `${Math.round(memoryBefore / MEGABYTE)} MB held`,
    ratio: grown / (memoryBefore / MEGABYTE),
  };
  yield {
    bench: 'broadcast',
    metric: 'newest_segment_behind_stage, median',
    value: median(behind),
    unit: 's',
    baseline: `goal ${GOAL_BEHIND_S} s`,
    ratio: median(behind) / GOAL_BEHIND_S,
  };
}

/** From the beginning of the newest segment to now: so far behind is who begins to play it. */
async function secondsBehind(url: string, sessionId: string): Promise<number> {
  const playlist = await (await fetch(`${url}/api/sessions/${sessionId}/recording/live.m3u8`)).text();
  return (Date.now() - Date.parse(/.*DATE-TIME:(\S+)/s.exec(playlist)?.[1] ?? '')) / 1000;
}

async function* serving(url: string, sessionId: string, dataDir: string): AsyncGenerator<BenchLine> {
  const ours = url.replace('localhost', '127.0.0.1');
  const live = `/api/sessions/${sessionId}/recording/live.m3u8`;
  const newest = (await (await fetch(ours + live)).text()).trim().split('\n').at(-1) ?? '';
  for (const [what, path, type] of [
    ['playlists', live, 'application/vnd.apple.mpegurl'],
    ['segments', `/api/sessions/${sessionId}/recording/${newest}`, 'video/mp4'],
  ] as const) {
    const bytes = Buffer.from(await (await fetch(ours + path)).arrayBuffer());
    const file = join(dataDir, what);
    writeFileSync(file, bytes);
    const bare = await startBaseline('bare-fastify.ts', file, type);
    const rates: [number, number][] = [];
    for (let round = 0; round < ROUNDS; round += 1) rates.push([await load(ours + path), await load(bare.url + path)]);
    bare.stop();
    const [a, b] = [median(rates.map(([one]) => one)), median(rates.map(([, other]) => other))];
    yield {
      bench: 'broadcast',
      metric: `${what}_per_second, ${(bytes.length / 1000).toFixed(1)} kB each`,
      value: a,
      unit: '1/s',
      baseline: `bare Fastify route, ${Math.round(b)}/s`,
      ratio: a / b,
    };
  }
}

async function load(url: string): Promise<number> {
  const result = await autocannon({ url, connections: CONNECTIONS, duration: LOAD_SECONDS });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed`);
  return result.requests.average;
}

/** Processes that a process has started (Linux's /proc). */
function childrenOf(pid: number): number[] {
  const tasks = readdirSync(`/proc/${pid}/task`);
  return tasks.flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}
