import type { Config } from '../config/config.ts';
import { DiskStorage } from './disk-storage.ts';
import type { Storage } from './storage.ts';

/**
 * The storage that the settings name; the S3 client is only loaded where it is used.
 * @throws Error when its own settings are missing
 */
export async function newStorage(config: Config): Promise<Storage> {
  if (config.STORAGE === 'disk') return new DiskStorage(config.STORAGE_DIR);
  const { S3Storage } = await import('./s3-storage.ts');
  return new S3Storage(config);
}
