import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import type { Host } from '../../../apps/api/src/testing/builders/index.ts';
import { readSettings } from '../../../apps/launcher/src/settings.ts';
import { withDatabase } from '../../../apps/launcher/src/data/with-database.ts';
import { killTree } from './kill-tree.ts';
import { newDataDir, removeDataDir, ROOT, startEverexpo, type RunningStack, type StartOptions } from './stack.ts';
import { until } from '../until.ts';

const run = promisify(execFile);
const TAIL_CHARACTERS = 4_000;

/**
 * What `npm start` leaves after a first start and a stop: database, demo edition, files. Made once in a run, by the
 * file that asks first; to be copied.
 */
export async function firstStart(): Promise<string> {
  const dir = join(tmpdir(), 'first-start');
  const outcome = `${dir}.outcome`;
  if (!isNew(dir)) {
    await until('a first start that another file makes', () => existsSync(outcome));
    const error = readFileSync(outcome, 'utf8');
    if (error) throw new Error(`the first start, which another file made, failed: ${error}`);
    return dir;
  }
  try {
    const stack = await startEverexpo(dir);
    await stack.stop();
    writeFileSync(outcome, '');
    return dir;
  } catch (error) {
    killTree(dir);
    writeFileSync(outcome, String(error));
    throw error;
  }
}

function isNew(dir: string): boolean {
  try {
    mkdirSync(dir);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
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
