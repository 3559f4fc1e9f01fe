import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, statfsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createAtomically } from './data/create-atomically.ts';
import { StartError } from './start-error.ts';

export const ROOT = resolve(import.meta.dirname, '..', '..', '..');

/** Where the built API lies, from the root; and where that of `npm run dev`, which is built anew all the time. */
export const API_DIR = 'apps/api/dist';
export const DEV_API_DIR = 'apps/api/dist-dev';

/**
 * How Node runs the API, as the Dockerfile has it too. Beginning with the young generation that it grows to anyway (16
 * MiB a half) spares collections of what start-up keeps: a tenth of its processor time.
 */
export const API_FLAGS = ['--enable-source-maps', '--min-semi-space-size=16'];

export const COMPILE_CACHE = join(ROOT, 'node_modules', '.cache', 'everexpo-compiled');

export interface Settings {
  /** 0 for any that is free. */
  port: number;
  dataDir: string;
  secrets: Secrets;
}

interface Secrets {
  databasePassword: string;
  auth: string;
  livekitKey: string;
  livekitSecret: string;
}

const MIN_FREE_BYTES = 300 * 1024 * 1024;

/**
 * PORT and DATA_DIR, and the secrets of this data folder, made once and kept in it.
 * @throws StartError for a wrong PORT, a folder that cannot be written, or a full disk
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = Number(env.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new StartError(`PORT must be a number from 0 (any that is free) to 65535, not "${env.PORT}".`);
  }
  const dataDir = resolve(ROOT, env.DATA_DIR ?? '.everexpo');
  try {
    mkdirSync(dataDir, { recursive: true });
    // Run by root, PostgreSQL works as a user of its own and must be able to pass through.
    if (process.getuid?.() === 0) chmodSync(dataDir, 0o711);
  } catch (error) {
    throw new StartError(`The data folder ${dataDir} cannot be made: ${(error as Error).message}.`);
  }
  const { bavail, bsize } = statfsSync(dataDir);
  if (bavail * bsize < MIN_FREE_BYTES)
    throw new StartError(
      `The disk under ${dataDir} is full: ${Math.floor((bavail * bsize) / 1024 / 1024)} MB free, 300 MB needed.`,
    );
  return { port, dataDir, secrets: readSecrets(join(dataDir, 'secrets.json')) };
}

function readSecrets(file: string): Secrets {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  const secret = () => randomBytes(32).toString('hex');
  const secrets = {
    databasePassword: secret(),
    auth: secret(),
    livekitKey: `key${randomBytes(8).toString('hex')}`,
    livekitSecret: secret(),
  };
  // Of two starts at once both go on with the secrets of the first.
  createAtomically(file, JSON.stringify(secrets));
  return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
}
