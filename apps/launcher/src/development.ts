import { join } from 'node:path';
import { build } from 'vite';
import { startPart, untilReady } from './part.ts';
import { DEV_API_DIR, ROOT, type Settings } from './settings.ts';
import { startApi, type Stack } from './stack.ts';

interface DevelopmentOptions {
  stack: Stack;
  settings: Settings;
  apiPort: number;
  say: (line: string) => void;
}

/** The web app with hot reload on the public port, and an API that is rebuilt and restarted when its sources change. */
export async function startDevelopment({ stack, settings, apiPort, say }: DevelopmentOptions): Promise<void> {
  let api = await startApi(stack.env, settings.dataDir, DEV_API_DIR);
  const place = stack.parts.push(api) - 1;
  const watcher = await build({ configFile: join(ROOT, 'apps/api/vite.config.ts'), logLevel: 'error', build: { watch: {}, emptyOutDir: false, outDir: join(ROOT, DEV_API_DIR) } });
  let first = true;
  if ('on' in watcher) {
    watcher.on('event', (event) => {
      if (event.code === 'ERROR') say(`API: ${event.error.message}`);
      if (event.code !== 'END') return;
      if (first) first = false;
      else void restart();
    });
  }
  // A process of its own: inside ours, Vite would end the whole launcher at the first signal.
  const web = startPart('Web', process.execPath, ['node_modules/vite/bin/vite.js', '--config', 'apps/web/vite.config.ts', '--port', String(settings.port), '--strictPort'], {
    cwd: ROOT,
    env: { ...process.env, API_URL: `http://127.0.0.1:${apiPort}` },
    log: join(settings.dataDir, 'logs', 'web.log'),
  });
  stack.parts.push(web);
  await untilReady(web, async () => (await fetch(`http://localhost:${settings.port}/`)).ok, 30_000);

  async function restart(): Promise<void> {
    await api.stop();
    api = await startApi(stack.env, settings.dataDir, DEV_API_DIR);
    stack.parts[place] = api;
    say('API restarted.');
  }
}
