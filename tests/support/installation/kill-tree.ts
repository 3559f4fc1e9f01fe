import { existsSync, readdirSync, readFileSync } from 'node:fs';

/**
 * kill -9 on every process that belongs to a data folder, the launcher among them; on none without Linux's /proc, where
 * nobody knows whose a process is.
 */
export function killTree(dataDir: string): void {
  if (!existsSync('/proc/self/environ')) return;
  for (const { pid } of belongingTo(dataDir)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone with its parent.
    }
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Of another user: it is there.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Command lines of the processes that belong to a data folder. */
export const processesOf = (dataDir: string): string[] => belongingTo(dataDir).map(({ text }) => text);

/** Ids of the processes that belong to a data folder and have this in their command line, the oldest first. */
export const pidsOf = (dataDir: string, command: string): number[] =>
  belongingTo(dataDir)
    .filter((one) => one.command.includes(command))
    .map(({ pid }) => pid)
    .sort((a, b) => a - b);

const belongingTo = (dataDir: string) => processTable().filter(({ text }) => text.includes(dataDir));

/** Processes with their command line and environment (Linux's /proc), where one of ours names its data folder. */
function processTable(): { pid: number; command: string; text: string }[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return [];
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const environment = readFileSync(`/proc/${name}/environ`, 'utf8').replaceAll('\0', ' ');
      return [{ pid: Number(name), command, text: command + environment }];
    } catch {
      return [];
    }
  });
}
