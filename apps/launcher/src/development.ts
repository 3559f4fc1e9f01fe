import { build, createServer } from 'vite';
import { join } from 'node:path';
import { ROOT, type Settings } from './settings.ts';
import { startApi, type Stack } from './stack.ts';

interface DevelopmentOptions {
  stack: Stack;
  settings: Settings;
  apiPort: number;
  say: (line: string) => void;
}

/** The web app with hot reload on the public port, and an API that is rebuilt and restarted when its sources change. */
export async function startDevelopment({ stack, settings, apiPort, say }: DevelopmentOptions): Promise<void> {
  let api = await startApi(stack.env, settings.dataDir);
  stack.parts.push(api);
  const watcher = await build({ configFile: join(ROOT, 'apps/api/vite.config.ts'), logLevel: 'error', build: { watch: {}, emptyOutDir: false } });
  let first = true;
  if ('on' in watcher) {
    watcher.on('event', (event) => {
      if (event.code === 'ERROR') say(`API: ${event.error.message}`);
      if (event.code !== 'END') return;
      if (first) first = false;
      else void restart();
    });
  }
  const server = await createServer({
    configFile: join(ROOT, 'apps/web/vite.config.ts'),
    server: { port: settings.port, strictPort: true, host: 'localhost', proxy: { '/api': { target: `http://127.0.0.1:${apiPort}`, ws: true } } },
  });
  await server.listen();

  async function restart(): Promise<void> {
    await api.stop();
    api = await startApi(stack.env, settings.dataDir);
    stack.parts[stack.parts.length - 1] = api;
    say('API restarted.');
  }
}
