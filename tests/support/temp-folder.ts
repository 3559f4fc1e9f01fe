import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { killTree } from './installation/kill-tree.ts';
import { placesOfRuns, systemTmpdir } from './run-folder.ts';

/** `everexpo-PID-WHAT-RANDOM`: the process id is that of who made it. */
const OWNED = /^everexpo-(\d+)-/;

/** A new folder outside the project that names its owner, for `sweepLeftovers`. */
export const newTempFolder = (what: string): string => newFolder(tmpdir(), what);

/** The same in the system's own place, for what needs attributes of files that memory has not everywhere. */
export const newDiskFolder = (what: string): string => newFolder(systemTmpdir(), what);

const newFolder = (place: string, what: string) => mkdtempSync(join(place, `everexpo-${process.pid}-${what}-`));

/** Ends what runs in folders of test processes that were killed, and removes them. */
export function sweepLeftovers(): void {
  const folders = placesOfRuns().flatMap((place) => readdirSync(place).map((name) => join(place, name)));
  for (const folder of folders) {
    const owner = Number(OWNED.exec(basename(folder))?.[1]);
    if (!owner || isAlive(owner)) continue;
    try {
      // Without Linux's /proc nobody knows whose a process is; the folder goes all the same.
      if (existsSync('/proc/self/environ')) killTree(folder);
      // A process that was killed may be at its last write.
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    } catch (error) {
      console.warn(`${folder} is left: ${(error as Error).message}`);
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Of another user: it is there.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
