import { existsSync, readFileSync, rmSync } from 'node:fs';
import { commandLineOf } from './processes.ts';

/**
 * Ends a process that an earlier launcher left behind when it was killed. The file's first line is the process id;
 * `isOurs` looks at its command line, so that a reused id is never hit.
 */
export async function endLeftover(
  pidFile: string,
  isOurs: (commandLine: string) => boolean,
  signal: NodeJS.Signals,
): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  if (Number.isInteger(pid) && pid > 1 && isOurs(commandLineOf(pid))) {
    tryKill(pid, signal);
    for (let waited = 0; waited < 10_000 && isOurs(commandLineOf(pid)); waited += 50)
      await new Promise((resolve) => setTimeout(resolve, 50));
    if (isOurs(commandLineOf(pid))) tryKill(pid, 'SIGKILL');
  }
  rmSync(pidFile, { force: true });
}

function tryKill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in the meantime.
  }
}
