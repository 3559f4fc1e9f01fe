import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, inject, onTestFinished, test } from 'vitest';
import { mayMount, smallDisk } from '../../testing/services/small-disk.ts';
import { readConfig } from '../config/config.ts';
import { DiskStorage } from './disk-storage.ts';
import { S3Storage } from './s3-storage.ts';
import { NoSuchFile, type Storage } from './storage.ts';
import { newTempFolder } from '../../../../../tests/support/temp-folder.ts';

const s3 = inject('s3');
const dir = newTempFolder('storage');
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const needed = { DATABASE_URL: 'postgres://x', AUTH_SECRET: 'x'.repeat(32) };
const stores: [name: string, make: () => Storage][] = [
  ['a folder of this machine', () => new DiskStorage(join(dir, 'files'))],
  // Without a Go toolchain there is no S3 server to test against; the start of the services says so.
  ...(s3 ? [['an S3 server', () => new S3Storage(readConfig({ ...needed, ...s3 }))] as [string, () => Storage]] : []),
];

test('an S3 server is there to be tested, in CI always', () => {
  expect(s3 !== null || !process.env.CI, 'CI has Go to build an S3 server').toBe(true);
});

describe.each(stores)('%s', (_name, make) => {
  const bytes = randomBytes(3 * 1024 * 1024);
  const newKey = (ending = '') => `agreements/test/${randomUUID()}${ending}`;

  test('is there', async () => {
    await make().check();
  });

  test('keeps files and gives them back whole, however often they were put', async () => {
    const [storage, key] = [make(), newKey()];
    await storage.put(key, bytes, 'application/pdf');
    await storage.put(key, bytes, 'application/pdf');
    expect((await storage.get(key)).equals(bytes)).toBe(true);
  });

  test('takes files from the disk of this machine, and gives parts of them', async () => {
    const [storage, key] = [make(), newKey('.mp4')];
    const path = join(dir, `${randomUUID()}.mp4`);
    writeFileSync(path, bytes);
    await storage.putFile(key, path, 'video/mp4');
    expect((await storage.get(key)).equals(bytes)).toBe(true);
    const part = await buffer(await storage.read(key, 1_000_000, 1_999_999));
    expect(part.equals(bytes.subarray(1_000_000, 2_000_000))).toBe(true);
  });

  test('gives a whole file as fast as it is taken, and says how long it is', async () => {
    const [storage, key] = [make(), newKey()];
    await storage.put(key, bytes, 'application/pdf');
    const file = await storage.open(key);
    expect(file.bytes).toBe(bytes.length);
    expect((await buffer(file.body)).equals(bytes)).toBe(true);
  });

  test('removes files; one that is not there is no error', async () => {
    const [storage, key] = [make(), newKey()];
    await storage.put(key, bytes, 'application/pdf');
    await storage.delete(key);
    await expect(storage.get(key)).rejects.toThrow();
    await storage.delete(key);
  });

  test('says when there is none', async () => {
    const [storage, key] = [make(), newKey()];
    await expect(storage.read(key, 0, 9)).rejects.toBeInstanceOf(NoSuchFile);
    await expect(storage.get(key)).rejects.toBeInstanceOf(NoSuchFile);
    await expect(storage.open(key)).rejects.toBeInstanceOf(NoSuchFile);
  });
});

test.skipIf(!mayMount)(
  'a full disk, where one may mount: what did not fit leaves nothing behind, and what fits is kept',
  async () => {
    const { path: root, stop } = await smallDisk(256);
    onTestFinished(stop);
    const storage = new DiskStorage(root);
    const large = join(dir, 'too-large.bin');
    writeFileSync(large, randomBytes(1024 * 1024));
    await expect(storage.put('a/large', randomBytes(1024 * 1024))).rejects.toThrow('ENOSPC');
    await expect(storage.putFile('a/large', large)).rejects.toThrow('ENOSPC');
    expect(readdirSync(join(root, 'a'))).toEqual([]);
    await storage.put('a/filler', randomBytes(256 * 1024));
    await expect(storage.check()).rejects.toThrow('ENOSPC');
    expect(readdirSync(root)).toEqual(['.part', 'a']);
    expect(readdirSync(join(root, '.part'))).toEqual([]);
    expect(await storage.get('a/filler')).toHaveLength(256 * 1024);
  },
);

test('a key cannot leave the folder', async () => {
  const outside = new DiskStorage(dir).put('../outside', Buffer.from('x'));
  await expect(outside).rejects.toThrow('leaves the storage folder');
});
