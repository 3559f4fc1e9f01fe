import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { onFreePorts, PortTaken } from '../../apps/launcher/src/ports.ts';

const PROGRAM = ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'].find(
  existsSync,
);

export interface RedisServer {
  url: string;
  /** Answers nobody until it is resumed, its connections left open: as a network that is cut. */
  pause(): void;
  resume(): void;
  stop(): void;
}

/** A real Redis on the loopback that keeps nothing. @throws Error where none is installed or it does not start */
export function startRedis(): Promise<RedisServer> {
  if (!PROGRAM) throw new Error('The tests need redis-server: install it, or run `npm test` as root, which does.');
  const program = PROGRAM;
  return onFreePorts(1, async ([port]) => {
    const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const server = spawn(program, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    await new Promise<void>((ready, fail) => {
      server.once('error', fail);
      server.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('Ready to accept connections')) ready();
      });
      server.once('close', () => {
        fail(output.includes('Address already in use') ? new PortTaken() : new Error(`redis-server ended:\n${output}`));
      });
    });
    await ping(port as number);
    return {
      url: `redis://127.0.0.1:${port}`,
      pause: () => void server.kill('SIGSTOP'),
      resume: () => void server.kill('SIGCONT'),
      stop: () => void server.kill('SIGKILL'),
    };
  });
}

function ping(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(resolve));
    socket.once('error', reject);
  });
}
