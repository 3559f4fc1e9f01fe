import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startSharedServices } from '../support/services/shared-services.ts';
import { sweepLeftovers } from '../support/temp-folder.ts';
import { SoakRun } from './soak-run.ts';
import { soaks } from './soaks.ts';

const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

const { name, entry, size, seed } = readArguments();
const replay = `npm run soak -- ${name} --size ${size} --seed ${seed}`;
const startedAt = performance.now();
const log = (line: string) => {
  console.log(`[${name} ${((performance.now() - startedAt) / 1000).toFixed(0)} s] ${line}`);
};

log(`${size} ${entry.counts}; the same again: ${replay}`);
/** How long what is being started when it is stopped may take to come to its end. */
const SETTLE_MS = 15_000;
let stopping = false;
let settled: () => void = () => undefined;
const settlement = new Promise<void>((resolve) => (settled = resolve));
let starting: ReturnType<typeof startSharedServices> | undefined;
const services = async () => (await (starting ??= startSharedServices())).services;
let run: SoakRun | undefined;

for (const [signal, code] of Object.entries(SIGNALS)) {
  process.on(signal, () => {
    // A second time: at once. What was started ends with its parent's channel or with the machine's next run.
    if (stopping) process.exit(code);
    stopping = true;
    log('stopping');
    void stopAll().finally(() => process.exit(code));
  });
}

let failed = false;
for (const event of ['uncaughtException', 'unhandledRejection']) {
  process.on(event, (error: unknown) => {
    console.error(error);
    if (stopping) return;
    stopping = true;
    log(`FAILED outside of any wait; to replay: ${replay}`);
    settled();
    void stopAll().finally(() => process.exit(1));
  });
}
sweepLeftovers();
try {
  run = new SoakRun(await entry.load(), { size, seed, log, services });
  if (!stopping) await run.run();
} catch (error) {
  failed = true;
  if (!stopping) console.error(error);
}
settled();
if (!stopping) {
  await stopAll();
  log(failed ? `FAILED; to replay: ${replay}` : 'passed');
  process.exit(failed ? 1 : 0);
}

async function stopAll(): Promise<void> {
  await run?.stop();
  await Promise.race([settlement, delay(SETTLE_MS)]);
  await run?.stop();
  await starting?.then(
    ({ stop }) => stop(),
    () => undefined,
  );
}

function readArguments() {
  const options = { size: { type: 'string' }, seed: { type: 'string' } } as const;
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const [name = '', ...more] = positionals;
    const entry = soaks[name];
    if (!entry || more.length > 0) throw new Error(`name one of ${Object.keys(soaks).join(', ')}`);
    const size = positive('--size', values.size ?? String(entry.size));
    return { name, entry, size, seed: positive('--seed', values.seed ?? String(1 + (Date.now() % 1_000_000))) };
  } catch (error) {
    console.error((error as Error).message);
    console.error(`usage: npm run soak -- ${Object.keys(soaks).join('|')} [--size N] [--seed N]`);
    return process.exit(2);
  }
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${name} is a whole number from 1 on, not "${text}"`);
  return value;
}
