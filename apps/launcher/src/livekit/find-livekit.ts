import { execFile } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { downloadRelease, RELEASES } from './download-release.ts';

const run = promisify(execFile);
export const LIVEKIT_VERSION = '1.13.5';
const GO_MODULE = `github.com/livekit/livekit-server/cmd/server@v${LIVEKIT_VERSION}`;

/** How to run the media server: a program, or a container of the running Docker engine. */
export type LiveKitSource = { kind: 'binary'; path: string } | { kind: 'docker'; image: string };

export interface FindOptions {
  print: (line: string) => void;
  /** Aborted, a build or download ends at once. */
  signal?: AbortSignal;
  env?: NodeJS.ProcessEnv;
  cacheDir?: string;
  /** Base address of the releases; a mirror can be named by EVEREXPO_LIVEKIT_RELEASES. */
  releases?: string;
}

/** Looks for livekit-server: PATH, our cache, a Go toolchain, the official release, Docker. Null when there is none. */
export async function findLiveKit({
  print,
  signal,
  env = process.env,
  cacheDir = defaultCache(env),
  releases = env.EVEREXPO_LIVEKIT_RELEASES ?? RELEASES,
}: FindOptions): Promise<LiveKitSource | null> {
  const onPath = which('livekit-server', env);
  if (onPath) return { kind: 'binary', path: onPath };
  const cached = join(cacheDir, `livekit-server-${LIVEKIT_VERSION}`);
  if (isExecutable(cached)) return { kind: 'binary', path: cached };
  if (
    (await buildWithGo(cached, cacheDir, env, print, signal)) ||
    (await download(cached, cacheDir, releases, print, signal))
  )
    return { kind: 'binary', path: cached };
  if (which('docker', env) && (await succeeds('docker', ['info'], env)))
    return { kind: 'docker', image: `livekit/livekit-server:v${LIVEKIT_VERSION}` };
  return null;
}

function defaultCache(env: NodeJS.ProcessEnv): string {
  return join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'everexpo');
}

async function buildWithGo(
  target: string,
  cacheDir: string,
  env: NodeJS.ProcessEnv,
  print: (line: string) => void,
  signal?: AbortSignal,
): Promise<boolean> {
  const go = which('go', env);
  if (!go) return false;
  print(`Building livekit-server ${LIVEKIT_VERSION} with Go, once; this takes a few minutes...`);
  return intoCache(cacheDir, target, async (dir) => {
    await run(go, ['install', GO_MODULE], { env: { ...env, GOBIN: dir }, maxBuffer: 64 * 1024 * 1024, signal });
    return join(dir, 'server');
  });
}

async function download(
  target: string,
  cacheDir: string,
  releases: string,
  print: (line: string) => void,
  signal?: AbortSignal,
): Promise<boolean> {
  signal?.throwIfAborted();
  print(`Downloading livekit-server ${LIVEKIT_VERSION}, once...`);
  return intoCache(cacheDir, target, (dir) => downloadRelease({ version: LIVEKIT_VERSION, dir, releases, signal }));
}

/** Makes the program in a folder aside and moves it into place whole. */
async function intoCache(cacheDir: string, target: string, make: (dir: string) => Promise<string>): Promise<boolean> {
  mkdirSync(cacheDir, { recursive: true });
  const aside = mkdtempSync(join(cacheDir, 'part-'));
  try {
    const made = await make(aside);
    chmodSync(made, 0o755);
    renameSync(made, target);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function which(program: string, env: NodeJS.ProcessEnv): string | null {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, program)).find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function succeeds(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    await run(program, args, { env, timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
}
