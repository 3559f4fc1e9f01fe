import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killTree } from './installation/kill-tree.ts';

/** `everexpo-PID-WHAT-RANDOM`: the process id is that of who made it. */
const OWNED = /^everexpo-(\d+)-/;

/** A new folder outside the project that names its owner, for `sweepLeftovers`. */
export const newTempFolder = (what: string): string => mkdtempSync(join(tmpdir(), `everexpo-${process.pid}-${what}-`));

/** Ends what runs in folders of test processes that were killed, and removes them. */
export function sweepLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = Number(OWNED.exec(name)?.[1]);
    if (!owner || isAlive(owner)) continue;
    const folder = join(tmpdir(), name);
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
