import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  path: string;
  stop(): Promise<void>;
}

/** Mounts it, says so, and keeps it until nobody holds its input any more, were it by kill -9. */
const HOLD = 'mount -t tmpfs -o size="$1"k tmpfs "$0" && echo mounted && exec cat';

/**
 * A file system of so many kilobytes. It is mounted in a mount namespace of its own, which needs no rights and leaves
 * nothing behind, and reached through /proc. @throws Error where the kernel lets nobody make one
 */
export async function smallDisk(kilobytes: number): Promise<SmallDisk> {
  const folder = mkdtempSync(join(tmpdir(), 'everexpo-disk-'));
  const holder = spawn('unshare', ['--map-root-user', '--mount', 'sh', '-c', HOLD, folder, String(kilobytes)]);
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
  throw new Error(`no small disk can be mounted: ${said.trim() || 'there is no unshare (util-linux)'}`);
}
