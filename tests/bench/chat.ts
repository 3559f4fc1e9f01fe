import { randomUUID } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { SOCKET_PATH, type Ack, type Home, type SessionMessage, type Stage } from '@everexpo/contracts';
import pg from 'pg';
import { io, type Socket } from 'socket.io-client';
import { demoPerson, guestCookie, type Client, type Host } from '../../apps/api/src/testing/builders/index.ts';
import { startPostgres } from '../../apps/launcher/src/postgres/postgres.ts';
import { migrate } from '../../apps/launcher/src/stack.ts';
import { ApiFleet } from '../support/installation/api-fleet.ts';
import { startRedis } from '../support/services/redis-server.ts';
import { newDataDir, removeDataDir } from '../support/installation/stack.ts';
import { quantile, startBaseline, type BenchLine } from './support/measure.ts';

const SOCKETS = 2_000;
const PER_SECOND = 50;
const SECONDS = 10;
const SETTLE_MS = 3_000;
const CONNECT_AT_ONCE = 50;
const SECRET = 'chat-bench-secret-of-more-than-32-characters';
const SPEAKERS = [
  'attendee',
  'attendee2',
  'investor',
  'investor2',
  'owner',
  'owner2',
  'staff',
  'staff2',
  'steward',
  'organizer2',
];

interface Run {
  latencies: number[];
  sent: number;
}

/** Where the sockets connect, how they join, and how one of them says a line. */
interface Side {
  urls: string[];
  /** The request header of one more who watches. */
  watcher: () => Promise<string>;
  speakers: string[];
  join(socket: Socket): Promise<unknown>;
  send(socket: Socket, body: string): Promise<unknown>;
}

/**
 * 2,000 sockets in one session's chat, 50 lines a second: milliseconds from saying a line to each page's having it,
 * with one API node and with two over Redis, against bare socket.io servers that only pass the line on. Ours
 * authorises, paces, numbers and writes every line to PostgreSQL in between, and hands pages at most ten batches a
 * second.
 */
export async function* chat(): AsyncGenerator<BenchLine> {
  const redis = await startRedis();
  const dir = newDataDir();
  chmodSync(dir, 0o711);
  const database = await startPostgres({
    dir: join(dir, 'postgres'),
    log: join(dir, 'postgres.log'),
    password: 'bench',
  });
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    DATABASE_URL: database.url,
    APP_ROLE_PASSWORD: 'bench',
    AUTH_SECRET: SECRET,
    STORAGE_DIR: join(dir, 'files'),
    LOG_LEVEL: 'error',
    ...(redis ? { REDIS_URL: redis.url } : {}),
  };
  const owner = new pg.Pool({ connectionString: database.url, max: 4 });
  const asOwner: Host['asOwner'] = async <T>(sql: string, params: unknown[] = []) =>
    (await owner.query(sql, params)).rows as T[];
  try {
    await migrate(env, ['--demo'], () => undefined);
    for (const nodes of redis ? [1, 2] : [1]) {
      const baseline = await bare(nodes, redis?.url);
      const fleet = await ApiFleet.start(
        { ...env, DATABASE_URL: database.url.replace('everexpo:', 'everexpo_app:') },
        nodes,
      );
      const ours = await measure(await everexpo(fleet, asOwner));
      await fleet.stop();
      const where = nodes === 1 ? 'one node' : 'two nodes over Redis';
      for (const [metric, q] of [
        ['p50', 0.5],
        ['p99', 0.99],
      ] as const) {
        const [a, b] = [quantile(ours.latencies, q), quantile(baseline.latencies, q)];
        yield {
          bench: 'chat',
          metric: `${metric}, ${where}`,
          value: a,
          unit: 'ms',
          baseline: `bare socket.io, ${b.toFixed(1)} ms`,
          ratio: a / b,
        };
      }
      const share = ({ latencies, sent }: Run) => latencies.length / (sent * SOCKETS);
      yield {
        bench: 'chat',
        metric: `share delivered, ${where}`,
        value: share(ours),
        unit: 'of all',
        baseline: `bare socket.io, ${share(baseline).toFixed(3)}`,
        ratio: share(ours) / share(baseline),
      };
    }
  } finally {
    await owner.end();
    await database.proc.stop();
    redis?.stop();
    removeDataDir(dir);
  }
}

async function bare(nodes: number, redisUrl: string | undefined): Promise<Run> {
  const servers = await Promise.all(
    Array.from({ length: nodes }, () => startBaseline('bare-socket.ts', ...(nodes > 1 && redisUrl ? [redisUrl] : []))),
  );
  try {
    return await measure({
      urls: servers.map(({ url }) => url),
      watcher: () => Promise.resolve(''),
      speakers: SPEAKERS.map(() => ''),
      join: (socket) => socket.emitWithAck('session:watch', {}),
      send: (socket, body) => socket.emitWithAck('chat:send', { body }),
    });
  } finally {
    for (const server of servers) server.stop();
  }
}

async function everexpo(fleet: ApiFleet, asOwner: Host['asOwner']): Promise<Side> {
  const url = fleet.urls[0] as string;
  const host = { url, secret: SECRET, asOwner };
  const sessionId = await openSession((await demoPerson(host, 'organizer')).client);
  const speakers = await Promise.all(SPEAKERS.map((name) => demoPerson(host, name)));
  const asked = async (socket: Socket, event: string, request: object) => {
    const reply = (await socket.timeout(30_000).emitWithAck(event, request)) as Ack<unknown>;
    if (!reply.ok) throw new Error(`${event}: ${reply.code}`);
  };
  return {
    urls: fleet.urls,
    watcher: () => guestCookie(url),
    speakers: speakers.map(({ cookie }) => cookie),
    join: (socket) => asked(socket, 'session:watch', { sessionId }),
    send: (socket, body) => asked(socket, 'chat:send', { sessionId, id: randomUUID(), body }),
  };
}

/** The session about to begin, opened by the first run, with a chat without pauses. */
async function openSession(organizer: Client): Promise<string> {
  const home = await organizer.ask<Home>('GET', '/api/home');
  const sessionId = (home.live[0] ?? home.next[0])?.id ?? '';
  const stage = await organizer.ask<Stage>('GET', `/api/sessions/${sessionId}/stage`);
  if (stage.state === 'scheduled')
    await organizer.ask('POST', `/api/sessions/${sessionId}/stage/steps`, { action: 'open', revision: stage.revision });
  await organizer.ask('PUT', `/api/sessions/${sessionId}/stage/audience`, { slowSeconds: 0 });
  return sessionId;
}

async function measure(side: Side): Promise<Run> {
  const latencies: number[] = [];
  // A line's text is the moment at which it was sent.
  const receive = (body: string) => latencies.push(performance.now() - Number(body));
  const watchers: Socket[] = [];
  while (watchers.length < SOCKETS) {
    const batch = Array.from({ length: CONNECT_AT_ONCE }, (_, index) =>
      side.watcher().then((cookie) => connect(side, cookie, watchers.length + index)),
    );
    for (const socket of await Promise.all(batch)) {
      socket.on('chat', ({ body }: { body: string }) => receive(body));
      socket.on('session:messages', ({ messages }: { messages: SessionMessage[] }) => {
        for (const message of messages) if (message.kind === 'chat') receive(message.payload.body);
      });
      await side.join(socket);
      watchers.push(socket);
    }
  }
  const speakers = await Promise.all(side.speakers.map((cookie, index) => connect(side, cookie, index)));
  const replies: Promise<unknown>[] = [];
  const startedAt = performance.now();
  for (let line = 0; line < PER_SECOND * SECONDS; line += 1) {
    const due = startedAt + (line * 1000) / PER_SECOND - performance.now();
    if (due > 0) await new Promise((resolve) => setTimeout(resolve, due));
    replies.push(side.send(speakers[line % speakers.length] as Socket, String(performance.now())));
  }
  await Promise.all(replies);
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  for (const socket of [...watchers, ...speakers]) socket.disconnect();
  return { latencies, sent: replies.length };
}

async function connect({ urls }: Side, cookie: string, index: number): Promise<Socket> {
  const socket = io(urls[index % urls.length] as string, {
    path: SOCKET_PATH,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { cookie },
  });
  await new Promise<void>((connected, refused) => {
    socket.once('connect', connected);
    socket.once('connect_error', refused);
  });
  return socket;
}
