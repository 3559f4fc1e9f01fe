import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { freePort } from '../../apps/launcher/src/ports.ts';

const PROGRAM = ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'].find(existsSync);

export interface RedisServer {
  url: string;
  /** Answers nobody until it is resumed, its connections left open: as a network that is cut. */
  pause(): void;
  resume(): void;
  stop(): void;
}

/** A real Redis on the loopback that keeps nothing; null where none is installed. */
export async function startRedis(): Promise<RedisServer | null> {
  if (!PROGRAM) return null;
  const port = await freePort();
  const server = spawn(PROGRAM, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: 'ignore' });
  return { url: `redis://127.0.0.1:${port}`, pause: () => void server.kill('SIGSTOP'), resume: () => void server.kill('SIGCONT'), stop: () => void server.kill('SIGKILL') };
}
