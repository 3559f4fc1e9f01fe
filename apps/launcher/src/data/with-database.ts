import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockDataDir } from './data-lock.ts';
import { startPostgres } from '../postgres/postgres.ts';
import { commandLineOf } from '../processes/processes.ts';
import type { Settings } from '../settings.ts';

type Work<T> = (url: string) => Promise<T>;

/**
 * Runs `work` with the address of this data folder's database: the running one, else one started for the moment.
 * @throws StartError when another process is about to start or to stop it
 */
export async function withDatabase<T>(settings: Settings, work: Work<T>): Promise<T> {
  const running = runningPort(join(settings.dataDir, 'postgres', 'postmaster.pid'));
  if (running) return work(`postgres://everexpo:${settings.secrets.databasePassword}@127.0.0.1:${running}/postgres`);
  return withOwnDatabase(settings, work);
}

/** The same with a database that is started for the moment alone. @throws StartError when the data folder is in use */
export async function withOwnDatabase<T>({ dataDir, secrets }: Settings, work: Work<T>): Promise<T> {
  const lock = lockDataDir(dataDir);
  try {
    const database = await startPostgres({
      dir: join(dataDir, 'postgres'),
      log: join(dataDir, 'postgres.log'),
      password: secrets.databasePassword,
    });
    try {
      return await work(database.url);
    } finally {
      await database.proc.stop();
    }
  } finally {
    lock.release();
  }
}

/** The port a running server wrote into its pid file (line 4), or null when that process is gone or another's. */
function runningPort(pidFile: string): string | null {
  if (!existsSync(pidFile)) return null;
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  return commandLineOf(Number(lines[0])).includes('postgres') ? (lines[3] ?? null) : null;
}
