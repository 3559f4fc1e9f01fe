import { spawn, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { killTree } from './kill-tree.ts';
import { newTempFolder } from '../temp-folder.ts';
import { within } from '../within.ts';

export const ROOT = resolve(import.meta.dirname, '../../..');
const READY = /^Everexpo is ready at (http:\S+)$/m;

export interface RunningStack {
  url: string;
  dataDir: string;
  port: number;
  launcher: ChildProcess;
  output(): string;
  stop(): Promise<number | null>;
}

/** A data folder that PostgreSQL's own user can reach, away from the project's. */
export const newDataDir = () => newTempFolder('data');
export const removeDataDir = (dir: string) => rmSync(dir, { recursive: true, force: true, maxRetries: 5 });

export interface StartOptions {
  port?: number;
  env?: NodeJS.ProcessEnv;
  flags?: string[];
  /** Types `npm start` itself, with npm and its shell in between. */
  throughNpm?: boolean;
}

/** Runs `npm start`'s own program as a person would and resolves when it says that it is ready. */
export async function startEverexpo(
  dataDir: string,
  { port, env = {}, flags = [], throughNpm = false }: StartOptions = {},
): Promise<RunningStack> {
  const [command, args] = throughNpm
    ? ['npm', ['start']]
    : [process.execPath, ['apps/launcher/src/start.ts', ...flags]];
  const launcher = spawn(command, args, {
    cwd: ROOT,
    // What is not about recordings goes without a recorder: it takes a good part of a small machine.
    env: { ...outsideTests(process.env), RECORDER: 'none', ...env, PORT: String(port ?? 0), DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const exited = new Promise<number | null>((done) => launcher.once('close', done));
  const ready = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const match = READY.exec(output);
      if (match?.[1]) resolve(match[1]);
    };
    launcher.stdout?.on('data', read);
    launcher.stderr?.on('data', read);
    void exited.then((code) => reject(new Error(`Everexpo ended with ${code} before it was ready:\n${output}`)));
  });
  const url = await within('Everexpo is ready', ready, () => output).catch((error: Error) => {
    // One that hangs: its parts hold what it prints to. One that has ended by itself may have found another's folder.
    if (launcher.exitCode === null && launcher.signalCode === null) killTree(dataDir);
    throw error;
  });
  return {
    url,
    dataDir,
    port: Number(new URL(url).port),
    launcher,
    output: () => output,
    stop() {
      launcher.kill('SIGTERM');
      return within('Everexpo has stopped', exited, () => output);
    },
  };
}

/** The environment a person has: libraries that loosen their rules under a test runner must not see one. */
export function outsideTests(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(NODE_ENV|TEST|VITEST.*)$/.test(name)));
}
