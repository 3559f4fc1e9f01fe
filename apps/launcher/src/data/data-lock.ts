import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAtomically } from './create-atomically.ts';
import { commandLineOf, startOf } from '../processes/processes.ts';
import { StartError } from '../start-error.ts';

/** Who works on a data folder. */
interface Holder {
  pid: number;
  /** Tells the process from a later one of the same id. */
  startedAt: string;
  /** Where it answers; null while it does not yet, or for a command that answers nowhere. */
  url: string | null;
}

/**
 * The right to work on a data folder, which one process has at a time. Its end gives it back; kill -9 leaves it stale.
 */
export interface DataLock {
  /** Says where the process answers. */
  answersAt(url: string): void;
  release(): void;
}

const nameOf = (dataDir: string) => join(dataDir, 'launcher.lock');

/**
 * Takes the data folder, also from a process that was killed.
 * @throws StartError that names the process that has it, and where that answers
 */
export function lockDataDir(dataDir: string): DataLock {
  const file = nameOf(dataDir);
  const holder: Holder = { pid: process.pid, startedAt: startOf(process.pid), url: null };
  while (!createAtomically(file, JSON.stringify(holder))) removeStale(file, dataDir);
  const release = () => {
    if (read(file)?.pid === process.pid) rmSync(file, { force: true });
  };
  process.once('exit', release);
  return {
    answersAt(url) {
      const aside = `${file}.${process.pid}`;
      writeFileSync(aside, JSON.stringify({ ...holder, url }), { mode: 0o600 });
      renameSync(aside, file);
    },
    release() {
      process.off('exit', release);
      release();
    },
  };
}

/** Removes the lock of a process that is gone. @throws StartError when it is there */
function removeStale(file: string, dataDir: string): void {
  requireGone(read(file), dataDir);
  const stale = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, stale);
  } catch {
    // Another start was faster.
    return;
  }
  try {
    const taken = read(stale);
    if (isRunning(taken)) createAtomically(file, JSON.stringify(taken));
    requireGone(taken, dataDir);
  } finally {
    rmSync(stale, { force: true });
  }
}

function requireGone(holder: Holder | null, dataDir: string): void {
  if (!isRunning(holder)) return;
  const where = holder.url ? ` at ${holder.url}` : '';
  throw new StartError(
    `The data folder ${dataDir} is in use by process ${holder.pid}${where}: ` +
      'end that first, or choose another DATA_DIR.',
  );
}

function isRunning(holder: Holder | null): holder is Holder {
  if (!holder || holder.pid === process.pid) return false;
  return commandLineOf(holder.pid).includes('apps/launcher/src/') && startOf(holder.pid) === holder.startedAt;
}

function read(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
}
