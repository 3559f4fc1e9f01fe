import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { API_FLAGS, readSettings, type Settings } from '../../apps/launcher/src/settings.ts';
import { withDatabase } from '../../apps/launcher/src/data/with-database.ts';
import { processesOf } from '../support/installation/kill-tree.ts';
import { newDataDir, removeDataDir, ROOT, startEverexpo } from '../support/installation/stack.ts';
import { median, type BenchLine } from './support/measure.ts';

const ROUNDS = 9;
const NPM_STARTS = 3;
const GOAL_SECONDS = 5;
/** `process.send` says the CPU that a program has taken with the message that it is ready. */
const REPORT_CPU = join(import.meta.dirname, 'support/report-cpu.mjs');
const BARE = join(import.meta.dirname, 'baselines/bare-nest.mjs');
const OURS = join(ROOT, 'apps/api/dist/main.js');

/**
 * CPU (user and system, all threads) of one API process from its beginning until it is ready, with a warm compile
 * cache, against an empty Nest on Fastify started in the same way, in turn; and the seconds of an `npm start` that
 * finds everything built and its data folder prepared.
 */
export async function* start(): AsyncGenerator<BenchLine> {
  const dataDir = newDataDir();
  try {
    await npmStart(dataDir);
    const seconds: number[] = [];
    for (let turn = 0; turn < NPM_STARTS; turn += 1) seconds.push(await npmStart(dataDir));
    const settings = readSettings({ DATA_DIR: dataDir });
    const { ours, bare } = await withDatabase(settings, (url) => inTurn(environment(settings, url)));
    const [ourCpu, bareCpu] = [median(ours), median(bare)];
    yield {
      bench: 'start',
      metric: 'api_start_cpu_ms',
      value: ourCpu,
      unit: 'ms',
      baseline: `an empty Nest on Fastify, ${Math.round(bareCpu)} ms`,
      ratio: ourCpu / bareCpu,
    };
    yield {
      bench: 'start',
      metric: 'ready_seconds',
      value: median(seconds),
      unit: 's',
      baseline: `goal ${GOAL_SECONDS} s`,
      ratio: median(seconds) / GOAL_SECONDS,
    };
  } finally {
    removeDataDir(dataDir);
  }
}

/** Seconds from typing `npm start` to "ready". Everything has ended again when it resolves. */
async function npmStart(dataDir: string): Promise<number> {
  const from = performance.now();
  const stack = await startEverexpo(dataDir, { throughNpm: true });
  const seconds = (performance.now() - from) / 1000;
  await stack.stop();
  while (processesOf(dataDir).length > 0) await pause(100);
  return seconds;
}

interface Costs {
  /** Milliseconds of CPU, one a start. */
  ours: number[];
  bare: number[];
}

async function inTurn(env: NodeJS.ProcessEnv): Promise<Costs> {
  for (const program of [OURS, BARE]) await cpuOfStart(program, env);
  const costs: Costs = { ours: [], bare: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    costs.ours.push(await cpuOfStart(OURS, env));
    costs.bare.push(await cpuOfStart(BARE, env));
  }
  return costs;
}

/** @throws Error when the program ends before it is ready */
async function cpuOfStart(program: string, env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, [...API_FLAGS, '--import', REPORT_CPU, program], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const first = await Promise.race([once(child, 'message'), exited.then(() => null)]);
  if (!first) throw new Error(`${program} does not start`);
  child.kill('SIGTERM');
  await exited;
  const { user, system } = (first[0] as { cpu: NodeJS.CpuUsage }).cpu;
  return (user + system) / 1000;
}

/** As the launcher has it, under the role that owns nothing. */
function environment({ dataDir, secrets }: Settings, databaseUrl: string): NodeJS.ProcessEnv {
  const url = new URL(databaseUrl);
  Object.assign(url, { username: 'everexpo_app', password: secrets.databasePassword });
  return {
    ...process.env,
    PORT: '0',
    DATABASE_URL: url.href,
    AUTH_SECRET: secrets.auth,
    STORAGE_DIR: join(dataDir, 'files'),
    NODE_COMPILE_CACHE: join(dataDir, 'compiled'),
    LOG_LEVEL: 'silent',
  };
}
