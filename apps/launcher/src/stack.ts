import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findLiveKit, type LiveKitSource } from './livekit/find-livekit.ts';
import { startLiveKit } from './livekit/livekit.ts';
import { supervise, type SupervisedProcess } from './processes/supervise.ts';
import { hasPortConflict, startProcess, type ManagedProcess } from './processes/managed-process.ts';
import { PortTaken } from './ports.ts';
import { startPostgres } from './postgres/postgres.ts';
import { API_DIR, API_FLAGS, COMPILE_CACHE, ROOT, type Settings } from './settings.ts';
import { StartError } from './start-error.ts';

const run = promisify(execFile);

/** The processes that run, in the order they were started; stopped in the reverse one. */
export interface Stack {
  processes: ManagedProcess[];
  /** Environment of the API process. */
  env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

export interface StackOptions {
  settings: Settings;
  /** Where the API listens; the public port, or one behind the development server. */
  apiPort: number;
  /** Folder of the built API, from the project's root. */
  apiDir: string;
  print: (line: string) => void;
  /** Aborted, the start ends at its next step and stops what it has started. */
  signal: AbortSignal;
}

/**
 * Starts database and media server and prepares the schema and the demo edition. What was started is stopped again
 * when a later step fails.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { settings, apiPort, apiDir, print, signal } = options;
  const { dataDir, secrets } = settings;
  const logs = join(dataDir, 'logs');
  mkdirSync(logs, { recursive: true });
  const processes: ManagedProcess[] = [];
  const stop = async () => {
    for (const proc of processes.splice(0).reverse()) await proc.stop();
  };
  try {
    const finding = process.env.LIVEKIT_URL ? null : findLiveKit({ print, signal });
    // Looked for beside the database's start; its failure is told below, once the database is ours to stop.
    finding?.catch(() => undefined);
    const database = await startPostgres({
      dir: join(dataDir, 'postgres'),
      log: join(logs, 'postgres.log'),
      password: secrets.databasePassword,
      print,
    });
    processes.push(database.proc);
    const source = await finding;
    signal.throwIfAborted();
    const env = apiEnvironment(settings, apiPort, database.url);
    Object.assign(env, await mediaEnvironment(source, processes, { ...options, logs }));
    signal.throwIfAborted();
    await migrate(env, ['--demo'], print, apiDir);
    signal.throwIfAborted();
    env.DATABASE_URL = asAppRole(database.url, secrets.databasePassword);
    return { processes, env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function apiEnvironment({ port, dataDir, secrets }: Settings, apiPort: number, databaseUrl: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(apiPort),
    PUBLIC_URL: process.env.PUBLIC_URL ?? `http://localhost:${port}`,
    DATABASE_URL: databaseUrl,
    APP_ROLE_PASSWORD: secrets.databasePassword,
    AUTH_SECRET: secrets.auth,
    STORAGE_DIR: join(dataDir, 'files'),
    RECORDER: process.env.RECORDER ?? 'local',
    // Node keeps what it has compiled: the API and each recorder start that much sooner.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? COMPILE_CACHE,
  };
}

/** The API works under a role that owns nothing: it can neither change the ledger nor switch its triggers off. */
function asAppRole(databaseUrl: string, password: string): string {
  const url = new URL(databaseUrl);
  Object.assign(url, { username: 'everexpo_app', password });
  return url.href;
}

async function mediaEnvironment(
  source: LiveKitSource | null,
  processes: ManagedProcess[],
  { settings, apiPort, logs, print }: StackOptions & { logs: string },
): Promise<NodeJS.ProcessEnv> {
  if (process.env.LIVEKIT_URL) return {};
  if (!source) {
    print(
      'No livekit-server found (looked at PATH, the cache, Go, the official release, Docker): everything but ' +
        'live video works.',
    );
    return {};
  }
  const { livekitKey, livekitSecret } = settings.secrets;
  const media = await startLiveKit({
    source,
    dataDir: settings.dataDir,
    log: join(logs, 'livekit.log'),
    key: livekitKey,
    secret: livekitSecret,
    reportUrl: `http://127.0.0.1:${apiPort}/api/media/report`,
    print,
  });
  processes.push(media.proc);
  return {
    LIVEKIT_URL: media.url,
    LIVEKIT_API_KEY: livekitKey,
    LIVEKIT_API_SECRET: livekitSecret,
    LIVEKIT_ICE: 'none',
  };
}

/** Migrates and, asked for, loads the demo edition. @throws StartError with the database's own words */
export async function migrate(
  env: NodeJS.ProcessEnv,
  flags: string[],
  print: (line: string) => void,
  apiDir = API_DIR,
): Promise<void> {
  try {
    const { stdout } = await run(process.execPath, ['--enable-source-maps', `${apiDir}/migrate.js`, ...flags], {
      cwd: ROOT,
      env,
    });
    for (const line of stdout.split('\n').filter(Boolean)) print(line.charAt(0).toUpperCase() + line.slice(1));
  } catch (error) {
    throw new StartError(
      `The database cannot be prepared: ${(error as { stderr?: string }).stderr ?? (error as Error).message}`,
    );
  }
}

interface ApiOptions {
  env: NodeJS.ProcessEnv;
  dataDir: string;
  apiDir?: string;
  print: (line: string) => void;
}

/** Starts the API, resolves when it listens, and keeps it up. @throws PortTaken; StartError when it ends first */
export async function startApi({ env, dataDir, apiDir = API_DIR, print }: ApiOptions): Promise<SupervisedProcess> {
  const log = join(dataDir, 'logs', 'api.log');
  const args = [...API_FLAGS, `${apiDir}/main.js`];
  const startAgain = () => startProcess('API', process.execPath, args, { cwd: ROOT, env, log, ipc: true });
  const proc = startAgain();
  try {
    await listening(proc);
  } catch (error) {
    if (hasPortConflict(proc)) throw new PortTaken();
    throw new StartError(`The API does not start (${(error as Error).message}); see ${log}.`);
  }
  return supervise(proc, { startAgain, ready: listening, print });
}

/** Resolves with the API's word that it listens. @throws Error that says how it ended before */
async function listening({ child, exited }: ManagedProcess): Promise<void> {
  const ready = new Promise<null>((resolve) => child.once('message', () => resolve(null)));
  const how = await Promise.race([ready, exited]);
  if (how !== null) throw new Error(String(how));
}
