import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import type { Host } from '../../../apps/api/src/testing/builders/index.ts';
import { createAtomically } from '../../../apps/launcher/src/data/create-atomically.ts';
import { readSettings } from '../../../apps/launcher/src/settings.ts';
import { withDatabase } from '../../../apps/launcher/src/data/with-database.ts';
import { isAlive, killTree } from './kill-tree.ts';
import { newDataDir, removeDataDir, ROOT, startEverexpo, type RunningStack, type StartOptions } from './stack.ts';

const run = promisify(execFile);
const TAIL_CHARACTERS = 4_000;
const LOOK_MS = 100;

/**
 * What `npm start` leaves after a first start and a stop: database, demo edition, files. Made once in a run, by the
 * file that asks first, or by the next one if that cannot; to be copied.
 */
export async function firstStart(): Promise<string> {
  const dir = join(tmpdir(), 'first-start');
  const [maker, made] = [`${dir}.maker`, `${dir}.made`];
  for (;;) {
    if (existsSync(made)) return dir;
    if (createAtomically(maker, String(process.pid))) break;
    expectAlive(maker);
    await delay(LOOK_MS);
  }
  try {
    const stack = await startEverexpo(dir);
    await stack.stop();
    writeFileSync(made, '');
    return dir;
  } catch (error) {
    killTree(dir);
    removeDataDir(dir);
    throw error;
  } finally {
    rmSync(maker);
  }
}

/** Whoever makes it ends within the limits of its own waits, unless it is killed. */
function expectAlive(maker: string): void {
  if (!existsSync(maker)) return;
  const pid = Number(readFileSync(maker, 'utf8'));
  if (!isAlive(pid)) throw new Error(`the process ${pid}, which made the first start for all, was killed`);
}

/** A copy of a data folder, or an empty one. */
export async function newDataDirLike(original?: string): Promise<string> {
  const dir = newDataDir();
  // Not Node's own copy: PostgreSQL's files belong to another user, and stay so.
  if (original) await run('cp', ['-a', `${original}/.`, dir]);
  return dir;
}

/** The same, removed at the test's end with every process that belongs to it. */
export async function dataDirLike(original?: string): Promise<string> {
  const dir = await newDataDirLike(original);
  onTestFinished(() => {
    killTree(dir);
    removeDataDir(dir);
  });
  return dir;
}

/** A running `npm start`, stopped at the test's end; if the test fails, it says what it has printed last. */
export async function launch(dataDir: string, options: StartOptions = {}): Promise<RunningStack> {
  const stack = await startEverexpo(dataDir, options);
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') console.log(`the last lines of npm start:\n${tailOf(stack)}`);
    if (stack.launcher.exitCode === null && stack.launcher.signalCode === null) await stack.stop();
  });
  return stack;
}

export const tailOf = (stack: RunningStack) => stack.output().slice(-TAIL_CHARACTERS);

/** For the builders: what was launched, and its database as the owner. */
export function hostOf({ url, dataDir }: RunningStack): Host {
  const settings = readSettings({ DATA_DIR: dataDir });
  return {
    url,
    secret: settings.secrets.auth,
    asOwner: <T>(sql: string, params: unknown[] = []) =>
      withDatabase(settings, async (address) => {
        const client = new pg.Client({ connectionString: address });
        await client.connect();
        try {
          return (await client.query(sql, params)).rows as T[];
        } finally {
          await client.end();
        }
      }),
  };
}

/** `npm run ledger -- ARGS` for a data folder. @throws with code, stdout and stderr when it fails */
export function ledger(dataDir: string, ...args: string[]): Promise<{ stdout: string }> {
  const env = { ...process.env, DATA_DIR: dataDir };
  return run(process.execPath, [join(ROOT, 'apps/launcher/src/ledger.ts'), ...args], { cwd: ROOT, env });
}
