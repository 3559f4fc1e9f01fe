import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isAlive, killTree } from './installation/kill-tree.ts';

/** Where Linux keeps files in memory. */
export const MEMORY = '/dev/shm';
/** Says in a run, whose own folder is its TMPDIR, where the system has files for a while. */
export const SYSTEM_TMPDIR = 'EVEREXPO_SYSTEM_TMPDIR';

/** `everexpo-SPACE-PID-WHAT-RANDOM`: the process id is that of who made it, in the space in which ids are its own. */
const OWNED = /^everexpo-(\d+)-(\d+)-/;
const SPACE = spaceOfIds();

/** With which the name of a folder of this process begins. */
export const folderPrefix = (what: string): string => `everexpo-${SPACE}-${process.pid}-${what}-`;

/** Of the system, on a disk as a rule. */
export const systemTmpdir = (): string => process.env[SYSTEM_TMPDIR] ?? tmpdir();

/** A new folder outside the project that names its owner, for `sweepLeftovers`. */
export const newTempFolder = (what: string): string => newFolder(tmpdir(), what);

/** The same in the system's own place, for what needs attributes of files that memory has not everywhere. */
export const newDiskFolder = (what: string): string => newFolder(systemTmpdir(), what);

const newFolder = (place: string, what: string) => mkdtempSync(join(place, folderPrefix(what)));

/** Ends what runs in folders of test processes that were killed, and removes them. */
export function sweepLeftovers(): void {
  const places = [...new Set([MEMORY, systemTmpdir()])].filter(existsSync);
  for (const folder of places.flatMap((place) => readdirSync(place).map((name) => join(place, name)))) {
    const [, space, pid] = OWNED.exec(basename(folder)) ?? [];
    // Of another container, which shares the folder and not the ids: it may be alive.
    if (space !== SPACE || isAlive(Number(pid))) continue;
    try {
      killTree(folder);
      // A process that was killed may be at its last write.
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    } catch (error) {
      console.warn(`${folder} is left: ${(error as Error).message}`);
    }
  }
}

/** Linux's number of the name space of process ids, 0 elsewhere. */
function spaceOfIds(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}
