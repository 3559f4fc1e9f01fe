import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { newTempFolder } from '../../../../../tests/support/temp-folder.ts';

export interface SmallDisk {
  path: string;
  stop(): Promise<void>;
}

/**
 * To be root in a user namespace of its own needs no rights; where the kernel has none, whoever is root may do without.
 */
const WAYS = [['--map-root-user', '--mount'], ['--mount']];
const way = WAYS.find((flags) => {
  const trial = ['sh', '-c', 'mount -t tmpfs tmpfs "$0"', tmpdir()];
  return spawnSync('unshare', [...flags, ...trial]).status === 0;
});

/**
 * False where neither a namespace nor a mount is allowed to us, as in most containers. Tests that need a small disk
 * have "where one may mount" in their titles and are skipped there.
 */
export const mayMount = way !== undefined;
if (!mayMount) console.warn('skipped: no test of a full disk, for nobody may mount a file system here');

/** Mounts it, says so, and keeps it until nobody holds its input any more, were it by kill -9. */
const HOLD = 'mount -t tmpfs -o size="$1"k tmpfs "$0" && echo mounted && exec cat';

/**
 * A file system of so many kilobytes. It is mounted in a mount namespace of its own, which leaves nothing behind, and
 * reached through /proc. @throws Error unless `mayMount`
 */
export async function smallDisk(kilobytes: number): Promise<SmallDisk> {
  if (!way) throw new Error('no small disk can be mounted here');
  const folder = newTempFolder('disk');
  const holder = spawn('unshare', [...way, 'sh', '-c', HOLD, folder, String(kilobytes)]);
  const ended = new Promise<void>((resolve) => {
    holder.once('close', () => resolve());
    holder.once('error', () => resolve());
  });
  let said = '';
  holder.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const stop = async () => {
    holder.stdin.end();
    await ended;
    rmSync(folder, { recursive: true });
  };
  const mounted = new Promise<true>((resolve) => holder.stdout.once('data', () => resolve(true)));
  if (await Promise.race([mounted, ended.then(() => false)]))
    return { path: `/proc/${holder.pid}/root${folder}`, stop };
  await stop();
  throw new Error(`no small disk can be mounted: ${said.trim()}`);
}
