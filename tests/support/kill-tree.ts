import { readdirSync, readFileSync } from 'node:fs';

/** kill -9 on every process that belongs to a data folder, the launcher among them. */
export function killTree(dataDir: string): void {
  for (const { pid } of belongingTo(dataDir)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone with its parent.
    }
  }
}

/** Command lines of the processes that belong to a data folder. */
export const processesOf = (dataDir: string): string[] => belongingTo(dataDir).map(({ text }) => text);

const belongingTo = (dataDir: string) => processTable().filter(({ text }) => text.includes(dataDir));

/** Processes with their command line and environment (Linux's /proc), where one of ours names its data folder. */
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
