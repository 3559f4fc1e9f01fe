import { pidsOf } from '../installation/kill-tree.ts';
import { pauseTree } from './pausing.ts';
import type { RunningStack } from '../installation/stack.ts';

/** What the command line of each process of `npm start` holds. */
const COMMANDS = {
  PostgreSQL: 'bin/postgres -D',
  LiveKit: 'livekit.json',
  API: 'dist/main.js',
  launcher: 'apps/launcher/src/start.ts',
};

/** Takes a managed process away from a running `npm start`; what it gives lets it come back. */
export type ProcessFault = (stack: RunningStack) => () => void;

/** SIGSTOP: connections stay and nobody answers. */
export const stopPostgres: ProcessFault = (stack) => pauseTree(pidOf(stack, 'PostgreSQL'));

/** kill -9; who would start it again stands still. */
const killed =
  (name: keyof typeof COMMANDS): ProcessFault =>
  (stack) => {
    const [pid, launcher] = [pidOf(stack, name), pidOf(stack, 'launcher')];
    process.kill(launcher, 'SIGSTOP');
    process.kill(pid, 'SIGKILL');
    return () => void process.kill(launcher, 'SIGCONT');
  };

export const killPostgres = killed('PostgreSQL');
export const killApi = killed('API');
export const killLiveKit = killed('LiveKit');

function pidOf({ dataDir }: RunningStack, name: keyof typeof COMMANDS): number {
  const [pid] = pidsOf(dataDir, COMMANDS[name]);
  if (pid === undefined) throw new Error(`${name} does not run`);
  return pid;
}
