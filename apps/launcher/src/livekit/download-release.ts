import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
export const RELEASES = 'https://github.com/livekit/livekit/releases/download';
const TIMEOUT_MS = 120_000;

interface Release {
  version: string;
  dir: string;
  releases: string;
  signal?: AbortSignal;
}

/**
 * Fetches LiveKit's official archive for this machine into `dir`, checks it against the release's own checksums file
 * and unpacks it. Resolves to the program's path.
 * @throws Error when the release cannot be reached, does not list the archive, or its checksum differs
 */
export async function downloadRelease({ version, dir, releases, signal }: Release): Promise<string> {
  const archive = `livekit_${version}_${platformName()}.tar.gz`;
  const base = `${releases}/v${version}`;
  const checksums = (await fetchBytes(`${base}/checksums.txt`, signal)).toString('utf8');
  const expected = checksums
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .find(([, name]) => name === archive)?.[0];
  if (!expected) throw new Error(`the release does not list ${archive}`);
  const bytes = await fetchBytes(`${base}/${archive}`, signal);
  const actual = createHash('sha256').update(bytes).digest('hex');
  if (actual !== expected) throw new Error(`the checksum of ${archive} is ${actual}, expected ${expected}`);
  const file = join(dir, archive);
  writeFileSync(file, bytes);
  await run('tar', ['-xzf', file, '-C', dir, 'livekit-server']);
  return join(dir, 'livekit-server');
}

function platformName(): string {
  const arch = { x64: 'amd64', arm64: 'arm64', arm: 'armv7' }[process.arch as string] ?? process.arch;
  return `${process.platform === 'win32' ? 'windows' : process.platform}_${arch}`;
}

async function fetchBytes(url: string, signal?: AbortSignal): Promise<Buffer> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const answer = await fetch(url, { signal: signal ? AbortSignal.any([signal, timeout]) : timeout });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}
