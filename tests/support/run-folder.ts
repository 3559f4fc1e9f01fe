import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { killTree } from './installation/kill-tree.ts';
import { folderPrefix, MEMORY, SYSTEM_TMPDIR, sweepLeftovers, systemTmpdir } from './temp-folder.ts';

/** Several times what a run keeps in memory at its fullest, in bytes. */
const ROOM = 6 * 1024 ** 3;

/**
 * Gives a run, and whatever it starts, one folder for all that it writes, in memory where that has room and runs
 * programs: each test file makes and removes the 500 files of a database, which costs a disk's file system more than
 * the tests do. Who sets TMPDIR has it there. At the run's end it goes, with every process that still belongs to it;
 * that of a run that was killed goes with the next.
 */
export function useRunFolder(): void {
  if (process.env[SYSTEM_TMPDIR]) return;
  sweepLeftovers();
  const system = systemTmpdir();
  const folder = (process.env.TMPDIR ? null : inMemory()) ?? newFolder(system);
  Object.assign(process.env, { [SYSTEM_TMPDIR]: system, TMPDIR: folder });
  process.once('exit', () => {
    killTree(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
}

function inMemory(): string | null {
  if (!existsSync(MEMORY)) return null;
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    if (Math.min(bavail * bsize, process.availableMemory()) < ROOM) return null;
    const folder = newFolder(MEMORY);
    if (runsPrograms(folder)) return folder;
    rmSync(folder, { recursive: true });
  } catch {
    // It is not to be written to.
  }
  return null;
}

function newFolder(place: string): string {
  const folder = mkdtempSync(join(place, folderPrefix('run')));
  // PostgreSQL runs as a user of its own.
  chmodSync(folder, 0o711);
  return folder;
}

/** Containers have memory from which nothing is run. */
function runsPrograms(folder: string): boolean {
  const program = join(folder, 'program');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o700 });
  try {
    execFileSync(program);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(program);
  }
}
