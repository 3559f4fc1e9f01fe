import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { logDuration } from '../runner/log-duration.ts';

const run = promisify(execFile);
const VERSION = 'v1.8.0';
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'everexpo');
const PROGRAM = join(CACHE, `versitygw-${VERSION}`);

/**
 * Path of the S3 server, built once for this user. Null without Go or without a network to fetch its modules from;
 * @throws Error in CI, which has both.
 */
export async function versityGateway(): Promise<string | null> {
  if (existsSync(PROGRAM)) return PROGRAM;
  mkdirSync(CACHE, { recursive: true });
  const aside = mkdtempSync(join(CACHE, 'part-'));
  try {
    await logDuration(`Building the S3 server of the tests (versitygw ${VERSION}) with Go, once`, () =>
      run('go', ['install', `github.com/versity/versitygw/cmd/versitygw@${VERSION}`], {
        env: { ...process.env, GOBIN: aside },
      }),
    );
    renameSync(join(aside, 'versitygw'), PROGRAM);
    return PROGRAM;
  } catch (error) {
    if (!process.env.CI) return null;
    throw new Error('The S3 server of the tests could not be built with Go.', { cause: error });
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
