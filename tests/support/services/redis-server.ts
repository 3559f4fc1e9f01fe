import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { onFreePorts, PortTaken } from '../../../apps/launcher/src/ports.ts';
import { newTempFolder } from '../temp-folder.ts';
import { within } from '../within.ts';

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
export async function startRedis(): Promise<RedisServer> {
  if (!PROGRAM) throw new Error('The tests need redis-server: install it, or run `npm test` as root, which does.');
  const program = PROGRAM;
  // It keeps nothing there: the folder tells whose the process is.
  const dir = newTempFolder('redis');
  return onFreePorts(1, async ([port]) => {
    const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', dir];
    const server = spawn(program, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    const ready = new Promise<void>((resolve, fail) => {
      server.once('error', fail);
      server.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('Ready to accept connections')) resolve();
      });
      server.once('close', () => {
        fail(output.includes('Address already in use') ? new PortTaken() : new Error(`redis-server ended:\n${output}`));
      });
    });
    try {
      await within('Redis accepts connections', ready, () => output);
      await within('Redis lets a client connect', ping(port as number), () => output);
    } catch (error) {
      server.kill('SIGKILL');
      throw error;
    }
    return {
      url: `redis://127.0.0.1:${port}`,
      pause: () => void server.kill('SIGSTOP'),
      resume: () => void server.kill('SIGCONT'),
      stop() {
        server.kill('SIGKILL');
        rmSync(dir, { recursive: true, force: true });
      },
    };
  });
}

function ping(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(resolve));
    socket.once('error', reject);
  });
}
