import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { buildOnce } from './build.ts';
import { requirePort } from './ports.ts';
import { readSettings } from './settings.ts';
import { prepare } from './stack.ts';
import { StartError } from './start-error.ts';
import { withDatabase } from './with-database.ts';

/** `npm run demo:reset`: throws this data folder's content away and loads the demo edition anew. */
try {
  const settings = readSettings(process.env);
  if (settings.port !== 0) await requirePort(settings.port).catch(() => {
    throw new StartError('Stop Everexpo first (Ctrl-C where it runs): its data cannot be replaced under it.');
  });
  await buildOnce(console.log);
  const filesDir = join(settings.dataDir, 'files');
  await withDatabase(settings, async (url) => {
    rmSync(filesDir, { recursive: true, force: true });
    await prepare({ ...process.env, DATABASE_URL: url, APP_ROLE_PASSWORD: settings.secrets.databasePassword, AUTH_SECRET: settings.secrets.auth, STORAGE_DIR: filesDir }, ['--reset', '--demo'], console.log);
  });
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
