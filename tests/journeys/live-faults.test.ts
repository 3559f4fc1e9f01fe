import { randomUUID } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import type { Ack, Home, Stage } from '@everexpo/contracts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findLiveKit } from '../../apps/launcher/src/livekit/find-livekit.ts';
import { startLiveKit, type MediaServer } from '../../apps/launcher/src/livekit/livekit.ts';
import { startPostgres, type Database } from '../../apps/launcher/src/postgres/postgres.ts';
import { prepare } from '../../apps/launcher/src/stack.ts';
import { ApiFleet } from '../support/api-fleet.ts';
import { sessionCookie, signedIn } from '../support/http.ts';
import { startRedis, type RedisServer } from '../support/redis-server.ts';
import { newDataDir, removeDataDir } from '../support/stack.ts';
import { WatchingPage } from '../support/watching-page.ts';

const PAGES = 20;
const SPEAKERS = ['attendee', 'attendee2', 'investor', 'investor2'];
const SPEAK_EVERY_MS = 200;
const OFFLINE_MS = 30_000;
const REDIS_CUT_MS = 10_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Two real API nodes over one database and Redis, while a session is talked in and things fail around it. */
describe('a session while nodes are killed, Redis is cut and a page is away for half a minute', () => {
  const dir = newDataDir();
  let database: Database;
  let owner: pg.Client;
  let redis: RedisServer | null;
  let livekit: MediaServer;
  let fleet: ApiFleet;
  let sessionId: string;
  let cookies: string[];
  let cookie: string;
  let speaking = true;
  const acknowledged: string[] = [];

  beforeAll(async () => {
    chmodSync(dir, 0o711);
    [database, redis] = await Promise.all([startPostgres({ dir: join(dir, 'postgres'), log: join(dir, 'postgres.log'), password: 'test' }), startRedis()]);
    const source = await findLiveKit({ say: () => undefined, signal: new AbortController().signal });
    if (!source) throw new Error('no livekit-server to record from');
    const [key, secret] = ['key-of-the-faults', 'secret-of-the-faults-of-more-than-32-characters'];
    livekit = await startLiveKit({ source, dataDir: dir, log: join(dir, 'livekit.log'), key, secret, reportUrl: 'http://127.0.0.1:9/' });
    const media = { LIVEKIT_URL: livekit.url, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret, RECORDER: 'local' };
    const env = { ...process.env, ...media, NODE_ENV: 'production', DATABASE_URL: database.url, APP_ROLE_PASSWORD: 'test', DATABASE_POOL: '8', AUTH_SECRET: 'live-faults-secret-of-more-than-32-characters', STORAGE_DIR: join(dir, 'files'), LOG_LEVEL: 'silent', ...(redis ? { REDIS_URL: redis.url } : {}) };
    await prepare(env, ['--demo'], () => undefined);
    fleet = await ApiFleet.start({ ...env, DATABASE_URL: database.url.replace('everexpo:', 'everexpo_app:'), NODE_COMPILE_CACHE: join(dir, 'compiled') }, 2);
    owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    const url = fleet.any() as string;
    sessionId = ((await (await fetch(`${url}/api/home`)).json()) as Home).next[0]?.id ?? '';
    const organizer = await signedIn(url, 'organizer');
    const stage = await organizer<Stage>('POST', `/api/sessions/${sessionId}/stage/steps`, { action: 'open', revision: 0 });
    await organizer('POST', `/api/sessions/${sessionId}/stage/steps`, { action: 'next', revision: stage.revision });
    await organizer('PUT', `/api/sessions/${sessionId}/stage/audience`, { slowSeconds: 0 });
    cookies = await Promise.all(SPEAKERS.map((name) => sessionCookie(url, name)));
    cookie = (await fetch(`${url}/api/guest`, { method: 'POST' })).headers.getSetCookie()[0]?.split(';')[0] ?? '';
  });

  afterAll(async () => {
    speaking = false;
    await fleet?.stop();
    await owner?.end();
    redis?.stop();
    await livekit?.part.stop();
    await database?.part.stop();
    removeDataDir(dir);
  });

  const pageOf = async (withCookie: string) => {
    const page = new WatchingPage({ sessionId, cookie: withCookie, server: () => fleet.any() });
    await page.open((await (await fetch(`${fleet.any()}/api/sessions/${sessionId}/stage`)).json()) as Stage);
    return page;
  };

  /** Says line after line; one without an answer is said again under its own id, wherever a node is up. */
  async function speak(page: WatchingPage, nth: number): Promise<void> {
    for (let line = 0; speaking; line += 1) {
      const id = randomUUID();
      for (let said = false; !said; ) {
        const reply = (await page.socket?.timeout(3_000).emitWithAck('chat:say', { sessionId, id, body: `第 ${nth} 人第 ${line} 句` }).catch(() => null)) as Ack<unknown> | null | undefined;
        said = reply?.ok === true;
        if (!said) await pause(100);
      }
      acknowledged.push(id);
      await pause(SPEAK_EVERY_MS);
    }
  }

  test('no page misses a message or takes one twice, and what was acknowledged is there once', async () => {
    const pages = await Promise.all(Array.from({ length: PAGES }, () => pageOf(cookie)));
    const first = pages.map(({ head }) => head);
    const speakers = await Promise.all(cookies.map((one) => pageOf(one)));
    const talk = speakers.map((page, nth) => speak(page, nth));
    const away = pages[0] as WatchingPage;

    await pause(2_000);
    away.goOffline();
    const back = pause(OFFLINE_MS).then(() => away.goOnline());
    await expect.poll(() => fleet.killOne()).toBe(true);
    await pause(5_000);
    redis?.pause();
    await pause(REDIS_CUT_MS);
    redis?.resume();
    await expect.poll(() => fleet.killOne(), { timeout: 20_000 }).toBe(true);
    await back;
    await pause(2_000);
    speaking = false;
    await Promise.all(talk);

    const { rows } = await owner.query<{ seq: number }>(`SELECT last_seq AS seq FROM stage WHERE session_id = $1`, [sessionId]);
    const last = rows[0]?.seq ?? 0;
    await expect.poll(() => pages.map(({ head }) => head), { timeout: 20_000 }).toEqual(pages.map(() => last));
    const log = await owner.query<{ seq: number }>(`SELECT seq FROM live_message WHERE session_id = $1 ORDER BY seq`, [sessionId]);
    expect(log.rows.map(({ seq }) => seq), 'the log has no gap').toEqual(Array.from({ length: last }, (_, nth) => nth + 1));
    let gaps = 0;
    let doubles = 0;
    for (const [at, page] of pages.entries()) {
      const expected = last - (first[at] ?? 0);
      gaps += expected - new Set(page.taken).size;
      doubles += page.taken.length - new Set(page.taken).size + (page.chatIds.length - new Set(page.chatIds).size);
      expect(page.resets).toBe(0);
      const known = new Set(page.chatIds);
      expect(acknowledged.filter((id) => !known.has(id))).toEqual([]);
    }
    console.log(`${pages.length} pages, ${last} messages, ${acknowledged.length} lines acknowledged, ${fleet.kills} nodes killed: ${gaps} gaps, ${doubles} doubles`);
    expect({ gaps, doubles }).toEqual({ gaps: 0, doubles: 0 });
    expect(acknowledged.length).toBeGreaterThan(200);
  });

  test('the recording goes on while every node that could have started it is killed', async () => {
    const { rows: recorded } = await owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM recording_segment WHERE session_id = $1`, [sessionId]);
    const before = fleet.urls;
    while (fleet.urls.some((url) => before.includes(url))) {
      await expect.poll(() => fleet.killOne(), { timeout: 20_000 }).toBe(true);
      await pause(500);
    }
    const segments = async () => (await owner.query<{ at: number; ms: number }>(`SELECT extract(epoch FROM began_at)::float8 * 1000 AS at, milliseconds AS ms FROM recording_segment WHERE session_id = $1 ORDER BY began_at`, [sessionId])).rows;
    await expect.poll(async () => (await segments()).length, { timeout: 60_000 }).toBeGreaterThan((recorded[0]?.n ?? 0) + 5);
    const all = await segments();
    const lost = all.slice(1).reduce((sum, { at }, nth) => sum + Math.max(0, at - (all[nth]?.at ?? 0) - (all[nth]?.ms ?? 0)), 0);
    console.log(`${all.length} segments recorded while ${fleet.kills} nodes were killed: ${Math.round(lost)} ms lost`);
    expect(lost).toBeLessThan(10_000);

    const organizer = await signedIn(fleet.any() as string, 'organizer');
    const { revision } = await organizer<Stage>('GET', `/api/sessions/${sessionId}/stage`);
    await organizer('POST', `/api/sessions/${sessionId}/stage/steps`, { action: 'close', revision });
    const open = async () => (await owner.query(`SELECT 1 FROM recording_part WHERE session_id = $1 AND ended_at IS NULL`, [sessionId])).rows;
    await expect.poll(open, { timeout: 20_000 }).toEqual([]);
  });
});
