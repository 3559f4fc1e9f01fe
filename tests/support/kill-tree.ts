import { readdirSync, readFileSync } from 'node:fs';
import type { RunningStack } from './stack.ts';

/** kill -9 on the launcher and everything it started. */
export function killTree(stack: RunningStack, dataDir: string): void {
  for (const pid of [stack.launcher.pid, ...pidsOf(dataDir)]) {
    try {
      if (pid) process.kill(pid, 'SIGKILL');
    } catch {
      // Gone with its parent.
    }
  }
}

const pidsOf = (dataDir: string) => processTable().filter(({ text }) => text.includes(dataDir)).map(({ pid }) => pid);

/** Command lines of the processes that belong to a data folder. */
export const processesOf = (dataDir: string) => processTable().filter(({ text }) => text.includes(dataDir)).map(({ text }) => text);

/** Processes with their command line and environment, where one of ours names its data folder. */
function processTable(): { pid: number; text: string }[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return [];
    try {
      const text = readFileSync(`/proc/${name}/cmdline`, 'utf8') + readFileSync(`/proc/${name}/environ`, 'utf8');
      return [{ pid: Number(name), text: text.replaceAll('\0', ' ') }];
    } catch {
      return [];
    }
  });
}
