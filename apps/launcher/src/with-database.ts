import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from './postgres/postgres.ts';
import type { Settings } from './settings.ts';

/** Runs `work` with the address of this data folder's database: the running one, else one started for the moment. */
export async function withDatabase<T>({ dataDir, secrets }: Settings, work: (url: string) => Promise<T>): Promise<T> {
  const running = runningPort(join(dataDir, 'postgres', 'postmaster.pid'));
  if (running) return work(`postgres://everexpo:${secrets.databasePassword}@127.0.0.1:${running}/postgres`);
  const database = await startPostgres({ dir: join(dataDir, 'postgres'), log: join(dataDir, 'postgres.log'), password: secrets.databasePassword });
  try {
    return await work(database.url);
  } finally {
    await database.part.stop();
  }
}

/** The port a running server wrote into its pid file (line 4), or null when that process is gone. */
function runningPort(pidFile: string): string | null {
  if (!existsSync(pidFile)) return null;
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  return existsSync(`/proc/${lines[0]}`) ? (lines[3] ?? null) : null;
}
