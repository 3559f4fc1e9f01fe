import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onFreePorts, PortTaken } from '../../../apps/launcher/src/ports.ts';
import { until } from '../until.ts';
import { versityGateway } from './versity-gateway.ts';
import { newDiskFolder } from '../temp-folder.ts';

export interface S3Server {
  /** Settings of the API that lead to it. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** A real S3 server on the loopback, Versity's gateway over a folder; null where it cannot be built. */
export async function startS3(): Promise<S3Server | null> {
  const program = await versityGateway();
  if (!program) return null;
  const dir = newDiskFolder('s3');
  mkdirSync(join(dir, 'everexpo'));
  const [access, secret] = ['test-access', 'test-secret-key'];
  return onFreePorts(1, async ([port]) => {
    const endpoint = `http://127.0.0.1:${port}`;
    const flags = ['--access', access, '--secret', secret, '--port', `127.0.0.1:${port}`, '--quiet', 'posix', dir];
    const server = spawn(program, flags, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [server.stdout, server.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    }
    const ended = new Promise<never>((_, fail) => {
      server.once('error', fail);
      server.once('close', () => {
        fail(/address already in use/i.test(output) ? new PortTaken() : new Error(`the S3 server ended:\n${output}`));
      });
    });
    ended.catch(() => undefined);
    const stop = async () => {
      server.kill('SIGKILL');
      await ended.catch(() => undefined);
    };
    const answers = () =>
      fetch(endpoint).then(
        () => true,
        () => false,
      );
    try {
      await Promise.race([until('the S3 server answers', answers), ended]);
    } catch (error) {
      await stop();
      throw error;
    }
    return {
      env: {
        STORAGE: 's3',
        S3_ENDPOINT: endpoint,
        S3_BUCKET: 'everexpo',
        S3_ACCESS_KEY_ID: access,
        S3_SECRET_ACCESS_KEY: secret,
      },
      async stop() {
        await stop();
        rmSync(dir, { recursive: true, force: true });
      },
    };
  });
}
