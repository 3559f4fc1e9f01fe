import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionDetail, Stage, StageTicket } from '@everexpo/contracts';
import { Room, RoomEvent, TrackKind, VideoStream } from '@livekit/rtc-node';
import autocannon from 'autocannon';
import { AccessToken } from 'livekit-server-sdk';
import { clientOf, demoPerson } from '../../apps/api/src/testing/builders/index.ts';
import { guestCookie } from '../../apps/api/src/testing/clients/client.ts';
import { hostOf } from '../support/installation/launched.ts';
import { newDataDir, removeDataDir, startEverexpo, type RunningStack } from '../support/installation/stack.ts';
import { FPS, processorSeconds, publish } from './support/media.ts';
import { quantile, type BenchLine } from './support/measure.ts';

const VIEWERS = 24;
const ROOMS = 6;
const JOIN_AT_ONCE = 8;
const STEADY_MS = 6_000;
const TOKEN_SECONDS = 4;

type TicketOf = (sessionId: string) => Promise<{ url: string; token: string }>;

interface Watched {
  room: Room;
  firstFrameMs: number;
  frames(): number;
}

/**
 * A real livekit-server with subscribe-only clients in one room and in six at once: from wanting to watch to the first
 * decoded frame, with tickets of the API against tokens signed on the spot; frames lost, and what the server costs.
 */
export async function* live(): AsyncGenerator<BenchLine> {
  const dataDir = newDataDir();
  // Every seat is wanted at once, and the API's own pace is not what is measured.
  const stack = await startEverexpo(dataDir, {
    env: { JOINS_PER_SECOND: '1000', SEATS: '100000', SEATS_PER_NETWORK: '100000', NETWORK_SHARE: '1' },
  });
  try {
    const sessions = await openSessions(stack, ROOMS);
    const { livekitKey, livekitSecret } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as Record<
      string,
      string
    >;
    const fromApi: TicketOf = async (sessionId) =>
      clientOf(stack.url, await guestCookie(stack.url)).ask<StageTicket>(
        'POST',
        `/api/sessions/${sessionId}/stage/ticket`,
      );
    const { url } = await fromApi(sessions[0] as string);
    const signed = async (sessionId: string, identity: string, canPublish: boolean) => {
      const token = new AccessToken(livekitKey, livekitSecret, { identity, ttl: 600 });
      token.addGrant({ room: `stage-${sessionId}`, roomJoin: true, canPublish, canSubscribe: true });
      return { url, token: await token.toJwt() };
    };
    let bareViewers = 0;
    const bare: TicketOf = (sessionId) => signed(sessionId, `bare-${(bareViewers += 1)}`, false);
    const publishers = await Promise.all(
      sessions.map(async (sessionId) => publish(await signed(sessionId, 'presenter-bench', true))),
    );

    for (const [where, rooms] of [
      ['one room', sessions.slice(0, 1)],
      [`${ROOMS} rooms at once`, sessions],
    ] as const) {
      const theirs = await audience(rooms, bare, dataDir);
      const ours = await audience(rooms, fromApi, dataDir);
      const by = (b: number, unit: string) => `tokens signed on the spot, ${b.toFixed(1)} ${unit}`;
      const line = (metric: string, unit: string, a: number, b: number): BenchLine => ({
        bench: 'live',
        metric: `${metric}, ${where}`,
        value: a,
        unit,
        baseline: by(b, unit),
        ratio: a / b,
      });
      yield line('joins_per_second', '1/s', ours.joinsPerSecond, theirs.joinsPerSecond);
      yield line('first_frame_ms_p50', 'ms', quantile(ours.firstFrames, 0.5), quantile(theirs.firstFrames, 0.5));
      yield line('first_frame_ms_p95', 'ms', quantile(ours.firstFrames, 0.95), quantile(theirs.firstFrames, 0.95));
      yield {
        bench: 'live',
        metric: `frames_lost, ${where}`,
        value: ours.lost,
        unit: 'of all',
        baseline: `published at ${FPS} a second`,
        ratio: ours.lost,
      };
      yield {
        bench: 'live',
        metric: `server_cpu, ${where}, ${VIEWERS} viewers`,
        value: ours.serverCpu,
        unit: 'cores',
        baseline: 'one core',
        ratio: ours.serverCpu,
      };
    }
    for (const publisher of publishers) await publisher.stop();
    yield await ticketCost(stack, sessions[0] as string, () => signed(sessions[0] as string, 'viewer', false));
  } finally {
    await stack.stop();
    removeDataDir(dataDir);
  }
}

/** Opens this many sessions of the programme. */
async function openSessions(stack: RunningStack, count: number): Promise<string[]> {
  const { client } = await demoPerson(hostOf(stack), 'organizer');
  const { sessions } = await client.ask<{ sessions: Pick<SessionDetail, 'id' | 'startsAt'>[] }>(
    'GET',
    '/api/programme',
  );
  const coming = sessions.filter(({ startsAt }) => Date.parse(startsAt) > Date.now()).slice(0, count);
  for (const { id } of coming)
    await client.ask<Stage>('POST', `/api/sessions/${id}/stage/steps`, { action: 'open', revision: 0 });
  return coming.map(({ id }) => id);
}

async function audience(rooms: readonly string[], ticketOf: TicketOf, dataDir: string) {
  const startedAt = performance.now();
  const watching: Watched[] = [];
  while (watching.length < VIEWERS) {
    watching.push(
      ...(await Promise.all(
        Array.from({ length: JOIN_AT_ONCE }, (_, index) =>
          watch(rooms[(watching.length + index) % rooms.length] as string, ticketOf),
        ),
      )),
    );
  }
  const joinsPerSecond = (1000 * VIEWERS) / (performance.now() - startedAt);
  const framesBefore = watching.map((one) => one.frames());
  const server = Number(readFileSync(join(dataDir, 'livekit.pid'), 'utf8'));
  const cpuBefore = processorSeconds(server);
  const steadyFrom = performance.now();
  await new Promise((resolve) => setTimeout(resolve, STEADY_MS));
  const seconds = (performance.now() - steadyFrom) / 1000;
  const serverCpu = (processorSeconds(server) - cpuBefore) / seconds;
  const received = watching.reduce((sum, one, at) => sum + one.frames() - (framesBefore[at] ?? 0), 0);
  await Promise.all(watching.map(({ room }) => room.disconnect()));
  return {
    joinsPerSecond,
    firstFrames: watching.map(({ firstFrameMs }) => firstFrameMs),
    lost: Math.max(0, 1 - received / (FPS * seconds * VIEWERS)),
    serverCpu,
  };
}

/** Joins as a viewer and resolves at the first decoded frame. */
async function watch(sessionId: string, ticketOf: TicketOf): Promise<Watched> {
  const startedAt = performance.now();
  const room = new Room();
  let frames = 0;
  const first = new Promise<number>((resolve) => {
    room.on(RoomEvent.TrackSubscribed, (track) => {
      if (track.kind === TrackKind.KIND_VIDEO)
        void count(track as never, () => {
          frames += 1;
          if (frames === 1) resolve(performance.now() - startedAt);
        });
    });
  });
  const { url, token } = await ticketOf(sessionId);
  await room.connect(url, token, { autoSubscribe: true, dynacast: false });
  return { room, firstFrameMs: await first, frames: () => frames };
}

async function count(track: ConstructorParameters<typeof VideoStream>[0], each: () => void): Promise<void> {
  for await (const _ of new VideoStream(track) as unknown as AsyncIterable<unknown>) each();
}

async function ticketCost({ url }: RunningStack, sessionId: string, sign: () => Promise<unknown>): Promise<BenchLine> {
  const result = await autocannon({
    url: `${url.replace('localhost', '127.0.0.1')}/api/sessions/${sessionId}/stage/ticket`,
    method: 'POST',
    headers: { cookie: await guestCookie(url) },
    connections: 10,
    duration: TOKEN_SECONDS,
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx + result.errors} tickets were refused`);
  const ours = result.requests.average;
  const startedAt = performance.now();
  let signed = 0;
  for (; performance.now() - startedAt < TOKEN_SECONDS * 1000; signed += 1) await sign();
  const bare = (1000 * signed) / (performance.now() - startedAt);
  return {
    bench: 'live',
    metric: 'tickets_per_second',
    value: ours,
    unit: '1/s',
    baseline: `bare JWT signing, ${Math.round(bare)}/s`,
    ratio: ours / bare,
  };
}
