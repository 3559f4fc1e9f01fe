import { join } from 'node:path';
import { build } from 'vite';
import { supervise } from './processes/supervise.ts';
import { startProcess, untilReady, type ManagedProcess } from './processes/managed-process.ts';
import { DEV_API_DIR, ROOT, type Settings } from './settings.ts';
import { startApi, type Stack } from './stack.ts';

interface DevelopmentOptions {
  stack: Stack;
  settings: Settings;
  apiPort: number;
  print: (line: string) => void;
}

/** The web app with hot reload on the public port, and an API that is rebuilt and restarted when its sources change. */
export async function startDevelopment({ stack, settings, apiPort, print }: DevelopmentOptions): Promise<void> {
  const api = await startApi({ env: stack.env, dataDir: settings.dataDir, apiDir: DEV_API_DIR, print });
  stack.processes.push(api);
  const watcher = await build({
    configFile: join(ROOT, 'apps/api/vite.config.ts'),
    logLevel: 'error',
    build: { watch: {}, emptyOutDir: false, outDir: join(ROOT, DEV_API_DIR) },
  });
  let first = true;
  if ('on' in watcher) {
    watcher.on('event', (event) => {
      if (event.code === 'ERROR') print(`API: ${event.error.message}`);
      if (event.code !== 'END') return;
      if (first) first = false;
      else void api.restart();
    });
  }
  // A process of its own: inside ours, Vite would end the whole launcher at the first signal.
  const vite = 'node_modules/vite/bin/vite.js';
  const args = [vite, '--config', 'apps/web/vite.config.ts', '--port', String(settings.port), '--strictPort'];
  const startAgain = () =>
    startProcess('Web', process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, API_URL: `http://127.0.0.1:${apiPort}` },
      log: join(settings.dataDir, 'logs', 'web.log'),
    });
  const answers = async () => (await fetch(`http://localhost:${settings.port}/`)).ok;
  const ready = (proc: ManagedProcess) => untilReady(proc, answers, 30_000);
  const web = startAgain();
  const place = stack.processes.push(web) - 1;
  await ready(web);
  stack.processes[place] = supervise(web, { startAgain, ready, print });
}
