import type { Readable } from 'node:stream';

/** Where files live. Keys are chosen by the caller; content never changes under a key. */
export interface Storage {
  /** Keeps the bytes under the key; the same key with the same bytes again is no error. */
  put(key: string, bytes: Buffer, contentType: string): Promise<void>;
  /** Keeps a file of this machine under the key, however large it is. */
  putFile(key: string, path: string, contentType: string): Promise<void>;
  /** The whole file in memory, for those that are worked on. @throws Error when there is no such file */
  get(key: string): Promise<Buffer>;
  /** The whole file, read as fast as it is taken, for whoever downloads it. @throws Error when there is no such file */
  open(key: string): Promise<OpenFile>;
  /** The bytes from `start` to `end`, both included. @throws Error when there is no such file */
  read(key: string, start: number, end: number): Promise<Readable>;
  /** Removes a file; that there is none is no error. */
  delete(key: string): Promise<void>;
  /** Removes what writes that were broken off have left behind. */
  sweep(): Promise<void>;
  /** Resolves when files can be written and read, for the readiness check. */
  check(): Promise<void>;
}

/** A file that is being read; its stream must be read to its end or destroyed. */
export interface OpenFile {
  bytes: number;
  body: Readable;
}

export const STORAGE = Symbol('storage');

/** The storage cannot be reached, does not answer, or has broken down; `cause` says how. */
export class StorageUnavailable extends Error {
  constructor(cause: unknown) {
    super(`the storage is away: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
