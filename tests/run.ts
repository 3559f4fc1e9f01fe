import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { constants, getPriority, setPriority } from 'node:os';
import { join } from 'node:path';
import { buildOnce } from '../apps/launcher/src/build.ts';
import { COMPILE_CACHE } from '../apps/launcher/src/settings.ts';
import { findLiveKit } from '../apps/launcher/src/livekit/find-livekit.ts';
import { RESULTS_VARIABLE } from './support/runner/line-reporter.ts';
import { useRunFolder } from './support/run-folder.ts';
import { printResults, type Failure, type Results } from './support/runner/results.ts';
import { logDuration } from './support/runner/log-duration.ts';
import { startSharedServices } from './support/services/shared-services.ts';
import { SERVICES_VARIABLE } from './support/services/shared-services.setup.ts';
import { ROOT } from './support/installation/stack.ts';
import { newTempFolder } from './support/temp-folder.ts';

/**
 * `npm test`: builds once, starts what the tests share, and runs side by side what is apart: checks, unit and API
 * tests, those of processes, and browser journeys. Flags after `--` go to Vitest, such as `--sequence.shuffle`.
 */
const flags = process.argv.slice(2);
const ERROR_LINES = 40;
const GIVES_WAY = 5;
/**
 * Marks in titles of what a machine may be without, whatever is installed: the inputs beside the tree, the right to
 * mount.
 */
const NOT_OURS_TO_INSTALL = /of \.\.\/shared|where one may mount/;
/** Ends a build or download of the media server that hangs. */
const LIVEKIT_LIMIT_MS = 20 * 60_000;
const children = new Set<ChildProcess>();
useRunFolder();
const dir = newTempFolder('results');
const from = performance.now();
const total: Results = { passed: 0, failed: 0, skipped: [], failures: [] };
/** Steps that came to an end, which count as tests and are none. */
let checked = 0;

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!stop.signal.aborted) fail({ title: 'the run', detail: `was stopped by ${signal}; what follows was not run` });
    stop.abort();
    for (const child of children) child.kill(signal);
  });
}

try {
  await runAll();
} finally {
  rmSync(dir, { recursive: true, force: true });
}
// Whoever checks a change for others runs all of it; `-t` chooses tests on purpose.
if (process.env.CI && !flags.some((flag) => /^(-t|--testNamePattern)/.test(flag))) {
  for (const title of total.skipped.filter((one) => !NOT_OURS_TO_INSTALL.test(one)))
    fail({ title, detail: 'was skipped; in CI every test runs' });
}
total.failed = total.failures.length;
const tested = total.passed + total.failed > checked;
console.log(`\n${((performance.now() - from) / 1000).toFixed(0)} s`);
printResults(total);
if (!tested) console.log('No test was run: no file or title matches.');
process.exit(total.failed > 0 || !tested ? 1 : 0);

async function runAll(): Promise<void> {
  try {
    // As `npm start` does, which then has nothing to build: a build under running tests would break them.
    await logDuration('build', () => buildOnce(() => undefined));
  } catch (error) {
    fail({ title: 'build', detail: (error as Error).message, alone: 'npm run build' });
    return;
  }
  // First, beside the start of the services: one of them alone at the end would leave a processor idle.
  const checking = checks();
  const shared = await startServices();
  try {
    // What crosses parts takes longest, so it goes from start to end; what is short takes turns beside it.
    if (shared) {
      const env = { [SERVICES_VARIABLE]: JSON.stringify(shared.services) };
      await Promise.all([
        vitest('crossing', ['--project', 'journeys', '--project', 'processes'], env),
        // Cameras go on while a page waits for a processor, so what has none gives way to it: less is done in all.
        vitest('api', ['--project', 'unit', '--project', 'api'], env, GIVES_WAY),
      ]);
    } else {
      await vitest('unit', ['--project', 'unit'], {});
    }
    await checking;
  } finally {
    await shared
      ?.stop()
      .catch((error: Error) => fail({ title: 'stopping the services of the tests', detail: error.message }));
  }
}

/** Null when they do not start, which is a failure; what needs none of them is run all the same. */
async function startServices(): Promise<Awaited<ReturnType<typeof startSharedServices>> | null> {
  if (stop.signal.aborted) return null;
  try {
    // Built with Go where it is nowhere else, which takes minutes: once, and not within a test's time.
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(LIVEKIT_LIMIT_MS)]);
    await findLiveKit({ print: console.log, signal });
    return await startSharedServices();
  } catch (error) {
    if (stop.signal.aborted) return null;
    const detail = `API tests, processes and journeys were not run: ${(error as Error).message}`;
    fail({ title: 'the services of the tests', detail });
    return null;
  }
}

async function checks(): Promise<void> {
  for (const name of ['typecheck', 'lint', 'boundaries']) {
    if (!stop.signal.aborted) await step(name, 'npm', ['run', name]);
  }
}

/** Runs one command quietly; it counts as one test. False when it failed, its last lines are printed at the end. */
async function step(name: string, command: string, args: string[]): Promise<boolean> {
  const { code, output } = await logDuration(name, () => run(command, args, {}, 'keep', GIVES_WAY));
  checked += 1;
  if (code === 0) total.passed += 1;
  else fail({ title: name, detail: output.split('\n').slice(-ERROR_LINES).join('\n'), alone: `npm run ${name}` });
  return code === 0;
}

async function vitest(name: string, args: string[], env: NodeJS.ProcessEnv, niceness = 0): Promise<void> {
  if (stop.signal.aborted) return;
  const file = join(dir, `${name.replaceAll(' ', '-')}.json`);
  const program = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const command = [program, 'run', '--passWithNoTests', ...args, ...flags];
  const more = { NODE_COMPILE_CACHE: COMPILE_CACHE, [RESULTS_VARIABLE]: file };
  const { code } = await run(process.execPath, command, { ...env, ...more }, 'show', niceness);
  try {
    const { passed, skipped, failures } = JSON.parse(readFileSync(file, 'utf8')) as Results;
    total.passed += passed;
    total.skipped.push(...skipped);
    for (const failure of failures) fail(failure);
    if (code !== 0 && failures.length === 0) fail({ title: name, detail: `Vitest ended with ${code}, see above.` });
  } catch {
    fail({ title: name, detail: `Vitest ended with ${code} before it had results, see above.` });
  }
}

function fail(failure: Failure): void {
  total.failures.push(failure);
}

async function run(command: string, args: string[], env: NodeJS.ProcessEnv, output: 'keep' | 'show', niceness = 0) {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', output === 'show' ? 'inherit' : 'pipe', output === 'show' ? 'inherit' : 'pipe'],
  });
  children.add(child);
  // Before it has children of its own, which inherit it.
  if (niceness > 0) lowerPriority(child, niceness);
  let kept = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (kept += chunk.toString()));
  const code = await new Promise<number | string>((done) => {
    child.once('error', (error) => done(error.message));
    child.once('close', (status, signal) => done(signal ?? status ?? 1));
  });
  children.delete(child);
  return { code, output: kept };
}

function lowerPriority({ pid }: ChildProcess, by: number): void {
  try {
    if (pid !== undefined) setPriority(pid, Math.min(getPriority() + by, constants.priority.PRIORITY_LOW));
  } catch {
    // It has ended already, or the system knows no priorities.
  }
}
