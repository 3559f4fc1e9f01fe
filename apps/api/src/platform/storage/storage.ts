/** Where files live. Keys are chosen by the caller; content never changes under a key. */
export interface Storage {
  /** Keeps the bytes under the key; the same key with the same bytes again is no error. */
  put(key: string, bytes: Buffer, contentType: string): Promise<void>;
  /** @throws Error when there is no such file */
  get(key: string): Promise<Buffer>;
  /** Resolves when files can be written and read, for the readiness check. */
  check(): Promise<void>;
}

export const STORAGE = Symbol('storage');
