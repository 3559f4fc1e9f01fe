import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { freePort } from '../../apps/launcher/src/ports.ts';

const PROGRAM = ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'].find(existsSync);

/** A real Redis on the loopback that keeps nothing; null where none is installed. */
export async function startRedis(): Promise<{ url: string; stop(): void } | null> {
  if (!PROGRAM) return null;
  const port = await freePort();
  const server = spawn(PROGRAM, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: 'ignore' });
  return { url: `redis://127.0.0.1:${port}`, stop: () => void server.kill() };
}
