import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { readConfig } from '../config/config.ts';
import { DiskStorage } from './disk-storage.ts';
import { S3Storage } from './s3-storage.ts';
import type { Storage } from './storage.ts';

const s3 = inject('s3');
const dir = mkdtempSync(join(tmpdir(), 'everexpo-storage-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const adapters: [name: string, make: () => Storage, there: boolean][] = [
  ['a folder of this machine', () => new DiskStorage(dir), true],
  ['an S3 server', () => new S3Storage(readConfig({ DATABASE_URL: 'postgres://x', AUTH_SECRET: 'x'.repeat(32), ...s3 })), s3 !== null],
];

describe.each(adapters)('%s', (_name, make, there) => {
  // Without a Go toolchain there is no S3 server to test against; the template setup says so.
  describe.runIf(there)('keeps files', () => {
    let storage: Storage;
    beforeAll(() => {
      storage = make();
    });
    const bytes = randomBytes(3 * 1024 * 1024);

    test('and gives them back whole', async () => {
      await storage.check();
      await storage.put('agreements/ab/abc', bytes, 'application/pdf');
      await storage.put('agreements/ab/abc', bytes, 'application/pdf');
      expect((await storage.get('agreements/ab/abc')).equals(bytes)).toBe(true);
    });

    test('and takes them from the disk of this machine, and gives parts of them', async () => {
      const path = join(dir, 'large.mp4');
      writeFileSync(path, bytes);
      await storage.putFile('recordings/files/large.mp4', path, 'video/mp4');
      expect((await storage.get('recordings/files/large.mp4')).equals(bytes)).toBe(true);
      const part = await buffer(await storage.read('recordings/files/large.mp4', 1_000_000, 1_999_999));
      expect(part.equals(bytes.subarray(1_000_000, 2_000_000))).toBe(true);
    });

    test('and says when there is none', async () => {
      await expect(storage.read('agreements/zz/none', 0, 9)).rejects.toThrow();
      await expect(storage.get('agreements/zz/none')).rejects.toThrow();
    });
  });
});

/** A file system of 256 kB, where this machine lets its root make one. */
function mountSmallDisk(): string | null {
  const folder = join(dir, 'small');
  mkdirSync(folder);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder]);
  return status === 0 ? folder : null;
}

const small = mountSmallDisk();
if (!small) console.warn('Nobody may mount here: a full disk is tested by /dev/full alone.');
test.runIf(small)('a full disk: what did not fit leaves nothing behind, and what fits is kept', async () => {
  const root = small as string;
  onTestFinished(() => void spawnSync('umount', [root]));
  const storage = new DiskStorage(root);
  const large = join(dir, 'too-large.bin');
  writeFileSync(large, randomBytes(1024 * 1024));
  await expect(storage.put('a/large', randomBytes(1024 * 1024))).rejects.toThrow('ENOSPC');
  await expect(storage.putFile('a/large', large)).rejects.toThrow('ENOSPC');
  expect(readdirSync(join(root, 'a'))).toEqual([]);
  await storage.put('a/filler', randomBytes(256 * 1024));
  await expect(storage.check()).rejects.toThrow('ENOSPC');
  expect(readdirSync(root)).toEqual(['a']);
  expect(await storage.get('a/filler')).toHaveLength(256 * 1024);
});

test('a key cannot leave the folder', async () => {
  await expect(new DiskStorage(dir).put('../outside', Buffer.from('x'))).rejects.toThrow('leaves the storage folder');
});
