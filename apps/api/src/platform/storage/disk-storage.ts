import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import type { Storage } from './storage.ts';

/** What a check writes: a block of most file systems. */
const PROBE = Buffer.alloc(4096);

/** Files in a folder of this machine. A file appears whole or not at all: written aside, synced, renamed. */
export class DiskStorage implements Storage {
  private readonly root: string;

  constructor(root: string) {
    this.root = resolve(root);
  }

  put(key: string, bytes: Buffer): Promise<void> {
    return this.whole(key, async (aside) => {
      const file = await open(aside, 'wx');
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
    });
  }

  putFile(key: string, from: string): Promise<void> {
    return this.whole(key, async (aside) => {
      await copyFile(from, aside);
      const file = await open(aside, 'r+');
      await file.sync().finally(() => file.close());
    });
  }

  get(key: string): Promise<Buffer> {
    return readFile(this.pathOf(key));
  }

  async read(key: string, start: number, end: number): Promise<Readable> {
    const file = await open(this.pathOf(key));
    return file.createReadStream({ start, end });
  }

  async check(): Promise<void> {
    await mkdir(this.root, { recursive: true });
    const probe = join(this.root, `${randomUUID()}.part`);
    await writeFile(probe, PROBE, { flag: 'wx' }).finally(() => rm(probe, { force: true }));
  }

  private async whole(key: string, write: (aside: string) => Promise<void>): Promise<void> {
    const path = this.pathOf(key);
    await mkdir(dirname(path), { recursive: true });
    const aside = `${path}.${randomUUID()}.part`;
    try {
      await write(aside);
      await rename(aside, path);
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
  }

  private pathOf(key: string): string {
    const path = resolve(this.root, key);
    if (!path.startsWith(this.root + sep)) throw new Error(`the key ${key} leaves the storage folder`);
    return path;
  }
}
