import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../apps/launcher/src/ports.ts';

const run = promisify(execFile);
const VERSION = 'v1.8.0';
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'everexpo');
const PROGRAM = join(CACHE, `versitygw-${VERSION}`);

export interface S3Server {
  /** Settings of the API that lead to it. */
  env: Record<string, string>;
  stop(): void;
}

/** A real S3 server on the loopback (Versity's gateway over a folder, built with Go once); null without Go. */
export async function startS3(): Promise<S3Server | null> {
  if (!existsSync(PROGRAM) && !(await install())) return null;
  const dir = mkdtempSync(join(tmpdir(), 'everexpo-s3-'));
  mkdirSync(join(dir, 'everexpo'));
  const port = await freePort();
  const [access, secret] = ['test-access', 'test-secret-key'];
  const server = spawn(PROGRAM, ['--access', access, '--secret', secret, '--port', `127.0.0.1:${port}`, '--quiet', 'posix', dir], { stdio: 'ignore' });
  return {
    env: { STORAGE: 's3', S3_ENDPOINT: `http://127.0.0.1:${port}`, S3_BUCKET: 'everexpo', S3_ACCESS_KEY_ID: access, S3_SECRET_ACCESS_KEY: secret },
    stop() {
      server.kill();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function install(): Promise<boolean> {
  mkdirSync(CACHE, { recursive: true });
  const aside = mkdtempSync(join(CACHE, 'part-'));
  try {
    await run('go', ['install', `github.com/versity/versitygw/cmd/versitygw@${VERSION}`], { env: { ...process.env, GOBIN: aside } });
    renameSync(join(aside, 'versitygw'), PROGRAM);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
