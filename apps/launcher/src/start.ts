import { join } from 'node:path';
import { buildApi, buildOnce } from './build.ts';
import { lockDataDir, type DataLock } from './data/data-lock.ts';
import { startDevelopment } from './development.ts';
import { onFreePorts, PortTaken, requirePort } from './ports.ts';
import { API_DIR, DEV_API_DIR, readSettings, ROOT, type Settings } from './settings.ts';
import { startApi, startStack, type Stack } from './stack.ts';
import { StartError } from './start-error.ts';

/** `npm start` and, with `--dev`, `npm run dev`: every part of Everexpo on this machine, until Ctrl-C. */
const print = (line: string) => console.log(line);
const development = process.argv.includes('--dev');

let stack: Stack | null = null;
let stopping = false;
const cancel = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
if (process.env.npm_lifecycle_event) stopWithNpm();

const starting = start();
try {
  await starting;
} catch (error) {
  if (!stopping) {
    console.error(error instanceof StartError ? error.message : error);
    await stop(1);
  }
}

async function start(): Promise<void> {
  const settings = readSettings(process.env);
  const lock = lockDataDir(settings.dataDir);
  if (settings.port !== 0) await requirePort(settings.port);
  await (development ? buildApi(join(ROOT, DEV_API_DIR)) : buildOnce(print));
  cancel.signal.throwIfAborted();
  if (settings.port !== 0 && !development) {
    await startOn(settings, settings.port, lock);
  } else {
    await onFreePorts(2, ([apiPort, free]) => {
      const port = settings.port || (development ? free : apiPort);
      return startOn({ ...settings, port: port as number }, apiPort as number, lock);
    });
  }
}

/** Every part, the API on a port of its own behind the development server. @throws PortTaken, StartError */
async function startOn(settings: Settings, apiPort: number, lock: DataLock): Promise<void> {
  const apiDir = development ? DEV_API_DIR : API_DIR;
  stack = await startStack({ settings, apiPort, apiDir, print, signal: cancel.signal });
  try {
    if (development) {
      await startDevelopment({ stack, settings, apiPort, print });
    } else {
      stack.env.WEB_DIST = join(ROOT, 'apps/web/dist');
      stack.processes.push(await startApi({ env: stack.env, dataDir: settings.dataDir, print }));
    }
  } catch (error) {
    if (!(error instanceof PortTaken)) throw error;
    const half = stack;
    stack = null;
    await half.stop();
    if (settings.port === apiPort) await requirePort(apiPort);
    throw error;
  }
  const url = `http://localhost:${settings.port}`;
  lock.answersAt(url);
  printWelcome(url);
}

/** npm hands a signal to its shell, which ends without passing it on: then we are left without our parent. */
function stopWithNpm(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void stop(0);
  }, 500).unref();
}

async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  print('Stopping...');
  // What is half started ends itself when it is told; only then is there nothing left to start.
  cancel.abort();
  await starting.catch(() => undefined);
  await stack?.stop();
  process.exit(code);
}

function printWelcome(url: string): void {
  const accounts = [
    'organizer',
    'organizer2',
    'owner',
    'owner2',
    'investor',
    'investor2',
    'staff',
    'staff2',
    'steward',
    'attendee',
    'attendee2',
    'admin',
  ];
  print('');
  print('Demo accounts (all data is made up), password "everexpo-demo":');
  print(
    `  ${accounts
      .slice(0, 5)
      .map((name) => `${name}@everexpo.example`)
      .join('  ')}`,
  );
  print(
    `  ${accounts
      .slice(5)
      .map((name) => `${name}@everexpo.example`)
      .join('  ')}`,
  );
  print('Signing asks for a one-time code: npm run demo:code -- investor');
  print('Stop with Ctrl-C. Start over with fresh demo data: npm run demo:reset');
  print(`Everexpo is ready at ${url}`);
}
