import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { NoSuchFile, type OpenFile, type Storage } from './storage.ts';

/** What a check writes: a block of most file systems. */
const PROBE = Buffer.alloc(4096);
/** Where files lie that are not whole yet, of all nodes. */
const ASIDE = '.part';
/** What nobody has written to for so long was left by a process that has ended. */
const LEFT_AFTER_MS = 60 * 60_000;

/**
 * Files in a folder of this machine. A file appears whole or not at all: written aside, synced, renamed, and the
 * folder synced, so that it is there after a power cut too.
 */
export class DiskStorage implements Storage {
  private readonly root: string;
  private readonly aside: string;

  constructor(root: string) {
    this.root = resolve(root);
    this.aside = join(this.root, ASIDE);
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
      await synced(aside, 'r+');
    });
  }

  get(key: string): Promise<Buffer> {
    return readFile(this.pathOf(key)).catch(missing(key));
  }

  async open(key: string): Promise<OpenFile> {
    const file = await open(this.pathOf(key)).catch(missing(key));
    try {
      const { size } = await file.stat();
      return { bytes: size, body: file.createReadStream() };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  async read(key: string, start: number, end: number): Promise<Readable> {
    const file = await open(this.pathOf(key)).catch(missing(key));
    return file.createReadStream({ start, end });
  }

  delete(key: string): Promise<void> {
    return rm(this.pathOf(key), { force: true });
  }

  async sweep(): Promise<void> {
    await mkdir(this.aside, { recursive: true });
    for (const name of await readdir(this.aside)) {
      const path = join(this.aside, name);
      const written = await stat(path).catch(() => null);
      if (written && Date.now() - written.mtimeMs > LEFT_AFTER_MS) await rm(path, { force: true });
    }
  }

  async check(): Promise<void> {
    const probe = await this.newAside();
    await writeFile(probe, PROBE, { flag: 'wx' }).finally(() => rm(probe, { force: true }));
  }

  private async whole(key: string, write: (aside: string) => Promise<void>): Promise<void> {
    const path = this.pathOf(key);
    await this.folderFor(path);
    const aside = await this.newAside();
    try {
      await write(aside);
      await rename(aside, path);
    } catch (error) {
      await rm(aside, { force: true });
      throw error;
    }
    await synced(dirname(path));
  }

  /** Makes the folders above a file; each new one is synced into the one that holds it. */
  private async folderFor(path: string): Promise<void> {
    const first = await mkdir(dirname(path), { recursive: true });
    if (first === undefined) return;
    for (let folder = dirname(path); folder.length >= first.length; folder = dirname(folder))
      await synced(dirname(folder));
  }

  private async newAside(): Promise<string> {
    await mkdir(this.aside, { recursive: true });
    return join(this.aside, randomUUID());
  }

  private pathOf(key: string): string {
    const path = resolve(this.root, key);
    if (!path.startsWith(this.root + sep)) throw new Error(`the key ${key} leaves the storage folder`);
    return path;
  }
}

const missing = (key: string) => (error: NodeJS.ErrnoException) => {
  throw error.code === 'ENOENT' ? new NoSuchFile(key, error) : error;
};

/** Has the system write a file, or which files a folder holds, to the disk. */
async function synced(path: string, flags = 'r'): Promise<void> {
  const file = await open(path, flags);
  await file.sync().finally(() => file.close());
}
