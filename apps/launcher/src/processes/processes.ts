import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const LINUX = existsSync('/proc/self/stat');

/** A process's command line; empty when there is no such process. */
export function commandLineOf(pid: number): string {
  return LINUX ? readOf(pid, 'cmdline').replaceAll('\0', ' ') : runPs(pid, 'command=');
}

/** When a process began, in the system's own terms: with its id, it is never that of another. Empty for none. */
export function startOf(pid: number): string {
  if (!LINUX) return runPs(pid, 'lstart=');
  // proc(5): the program's name, in brackets, may hold blanks; what follows begins with field 3, the start is field 22.
  return readOf(pid, 'stat').split(') ').at(-1)?.split(' ')[19] ?? '';
}

function readOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function runPs(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-ww', '-o', column, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
