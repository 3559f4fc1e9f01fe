import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import type { Host } from '../../../apps/api/src/testing/builders/index.ts';
import { copyDatabase } from '../../../apps/api/src/testing/copy-database.ts';
import { PostgresProxy } from '../../../apps/api/src/testing/services/postgres-proxy.ts';
import { TEST_SECRET } from '../../../apps/api/src/testing/template.ts';
import { findLiveKit } from '../../../apps/launcher/src/livekit/find-livekit.ts';
import { startLiveKit, type MediaServer } from '../../../apps/launcher/src/livekit/livekit.ts';
import { onFreePorts, PortTaken } from '../../../apps/launcher/src/ports.ts';
import { API_FLAGS, COMPILE_CACHE } from '../../../apps/launcher/src/settings.ts';
import type { SharedServices } from '../services/shared-services.ts';
import { newDataDir, outsideTests, removeDataDir, ROOT } from './stack.ts';
import { stopAll } from './stop-all.ts';
import { within } from '../within.ts';

const MEDIA = { key: 'key-of-the-tests', secret: 'secret-of-the-tests-of-more-than-32-characters' };
const TAIL_CHARACTERS = 4_000;

export interface Installation extends Host {
  /** Files, logs and the media server's process id lie here. */
  dir: string;
  media: { url: string; key: string; secret: string; pid(): number };
  /** Settings of its API process: another on the same database begins with them. */
  env: NodeJS.ProcessEnv;
  /** Between the API and the database of one that is proxied: holds and cuts what a test says. */
  readonly proxy: PostgresProxy;
  /** Process id of the API that runs now. */
  apiPid(): number;
  /** kill -9 on the API. */
  killApi(): Promise<void>;
  /** Starts the API again at the address it had. */
  startApi(): Promise<void>;
  /** What the API has printed last. */
  apiTail(): string;
  stop(): Promise<void>;
}

export interface InstallationOptions {
  /** More settings of the API, such as `RECORDER: 'local'`. */
  env?: Record<string, string>;
  /** Outside a test run: where its database is copied from; within one, the run's own. */
  services?: Pick<SharedServices, 'databaseUrl' | 'filesDir'>;
  /** Its API reaches the database through a proxy. */
  proxied?: boolean;
}

/**
 * An Everexpo of a journey's own, as browsers meet it: a copy of the demo database on the run's PostgreSQL server, the
 * built web app, a real media server, and the API as a process in front of them.
 */
export async function startInstallation({
  env: more = {},
  services,
  proxied = false,
}: InstallationOptions = {}): Promise<Installation> {
  const dir = newDataDir();
  chmodSync(dir, 0o711);
  mkdirSync(join(dir, 'logs'));
  cpSync(services?.filesDir ?? inject('filesDir'), join(dir, 'files'), { recursive: true });
  const [database, source] = await Promise.all([
    copyDatabase(services?.databaseUrl ?? inject('databaseUrl')),
    findLiveKit({ print: console.log }),
  ]);
  if (!source) throw new Error('no livekit-server: the journeys need one');
  const owner = new pg.Pool({ connectionString: database.ownerUrl, max: 4 });
  owner.on('error', () => undefined);
  const proxy = proxied ? await PostgresProxy.start(database.appUrl) : null;
  const databaseUrl = proxy?.through(database.appUrl) ?? database.appUrl;

  const started = await onFreePorts(1, async ([port]) => {
    const url = `http://127.0.0.1:${port}`;
    const log = join(dir, 'logs', 'livekit.log');
    const reportUrl = `${url}/api/media/report`;
    const media = await startLiveKit({ source, dataDir: dir, log, ...MEDIA, reportUrl });
    const env = { ...apiEnvironment(dir, databaseUrl, media), ...more, PORT: String(port), PUBLIC_URL: url };
    try {
      return { url, media, env, api: await startApi(env) };
    } catch (error) {
      await media.proc.stop();
      throw error;
    }
  });
  const { url, media, env } = started;
  let { api } = started;
  const endApi = async (signal: NodeJS.Signals) => {
    if (api.child.exitCode !== null || api.child.signalCode !== null) return;
    api.child.kill(signal);
    await api.exited;
  };
  return {
    url,
    dir,
    env,
    secret: TEST_SECRET,
    asOwner: async <T>(sql: string, params: unknown[] = []) => (await owner.query(sql, params)).rows as T[],
    get proxy() {
      if (!proxy) throw new Error('only an installation that is proxied has a proxy');
      return proxy;
    },
    media: { url: media.url, ...MEDIA, pid: () => media.proc.child.pid as number },
    apiPid: () => api.child.pid as number,
    killApi: () => endApi('SIGKILL'),
    startApi: async () => {
      api = await startApi(env);
    },
    apiTail: () => api.tail(),
    stop: () =>
      stopAll([
        () => endApi('SIGTERM'),
        () => proxy?.stop(),
        () => media.proc.stop(),
        () => owner.end(),
        () => database.drop(),
        () => removeDataDir(dir),
      ]),
  };
}

function apiEnvironment(dir: string, databaseUrl: string, media: MediaServer): NodeJS.ProcessEnv {
  return {
    ...outsideTests(process.env),
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: TEST_SECRET,
    STORAGE_DIR: join(dir, 'files'),
    WEB_DIST: join(ROOT, 'apps/web/dist'),
    RECORDER: 'none',
    // As many as the cameras of the tests send.
    RECORDER_FPS: '10',
    LOG_LEVEL: 'warn',
    LIVEKIT_URL: media.url,
    LIVEKIT_API_KEY: MEDIA.key,
    LIVEKIT_API_SECRET: MEDIA.secret,
    LIVEKIT_ICE: 'none',
  };
}

interface ApiProcess {
  child: ChildProcess;
  exited: Promise<unknown>;
  tail(): string;
}

/** @throws PortTaken; Error with what it has printed when it ends before it is ready */
async function startApi(env: NodeJS.ProcessEnv): Promise<ApiProcess> {
  const child = spawn(process.execPath, [...API_FLAGS, 'apps/api/dist/main.js'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (tail = (tail + chunk.toString()).slice(-TAIL_CHARACTERS)));
  }
  // Not `close`: a recorder that outlives its API holds what that printed to.
  const exited = new Promise((done) => child.once('exit', done));
  const ready = new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('error', reject);
    child.once('close', () => reject(/EADDRINUSE/.test(tail) ? new PortTaken() : new Error(`The API ended:\n${tail}`)));
  });
  try {
    await within('the API is ready', ready, () => tail);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  return { child, exited, tail: () => tail };
}
