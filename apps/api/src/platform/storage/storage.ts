import type { Readable } from 'node:stream';

/** What no upload falls below: one that does has been given up by then. */
export const SLOWEST_BYTES_A_SECOND = 1_000_000;

/** Where files live. Keys are chosen by the caller; content never changes under a key. */
export interface Storage {
  /** Keeps the bytes under the key; the same key with the same bytes again is no error. */
  put(key: string, bytes: Buffer, contentType: string): Promise<void>;
  /** Keeps a file of this machine under the key, however large it is. */
  putFile(key: string, path: string, contentType: string): Promise<void>;
  /** The whole file in memory, for those that are worked on. @throws NoSuchFile */
  get(key: string): Promise<Buffer>;
  /** The whole file, read as fast as it is taken, for whoever downloads it. @throws NoSuchFile */
  open(key: string): Promise<OpenFile>;
  /** The bytes from `start` to `end`, both included. @throws NoSuchFile */
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

/** The storage is well, and has nothing under the key. */
export class NoSuchFile extends Error {
  constructor(key: string, cause: unknown) {
    super(`there is no file ${key}`, { cause });
  }
}

/** The storage cannot be reached, does not answer, or has broken down; `cause` says how. */
export class StorageUnavailable extends Error {
  constructor(cause: unknown) {
    super(`the storage is away: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
