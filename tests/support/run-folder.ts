import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm';
/** Several times what a run keeps there at its fullest, in bytes. */
const ROOM = 6 * 1024 ** 3;
/** Tells what a run starts that it has its folder already, and where the system has files for a while. */
const VARIABLE = 'EVEREXPO_SYSTEM_TMPDIR';

/** Of the system, on a disk as a rule. */
export const systemTmpdir = (): string => process.env[VARIABLE] ?? tmpdir();

/** Where runs have their folders. */
export const placesOfRuns = (): string[] => [...new Set([MEMORY, systemTmpdir()])].filter(existsSync);

/**
 * Gives a run, and whatever it starts, one folder for all that it writes, in memory where there is room: each test file
 * makes and removes the 500 files of a database, which costs a disk's file system more than the tests do. It goes with
 * the process.
 */
export function useRunFolder(): void {
  if (process.env[VARIABLE]) return;
  const system = tmpdir();
  const folder = mkdtempSync(join(hasRoom() ? MEMORY : system, `everexpo-${process.pid}-run-`));
  // PostgreSQL runs as a user of its own.
  chmodSync(folder, 0o711);
  Object.assign(process.env, { [VARIABLE]: system, TMPDIR: folder });
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return Math.min(bavail * bsize, process.availableMemory()) > ROOM;
  } catch {
    return false;
  }
}
