import type { Readable } from 'node:stream';

/** Where files live. Keys are chosen by the caller; content never changes under a key. */
export interface Storage {
  /** Keeps the bytes under the key; the same key with the same bytes again is no error. */
  put(key: string, bytes: Buffer, contentType: string): Promise<void>;
  /** Keeps a file of this machine under the key, however large it is. */
  putFile(key: string, path: string, contentType: string): Promise<void>;
  /** @throws Error when there is no such file */
  get(key: string): Promise<Buffer>;
  /** The bytes from `start` to `end`, both included. @throws Error when there is no such file */
  read(key: string, start: number, end: number): Promise<Readable>;
  /** Resolves when files can be written and read, for the readiness check. */
  check(): Promise<void>;
}

export const STORAGE = Symbol('storage');
