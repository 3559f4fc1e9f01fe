import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { buildOnce } from './build.ts';
import { readSettings } from './settings.ts';
import { migrate } from './stack.ts';
import { StartError } from './start-error.ts';
import { withOwnDatabase } from './data/with-database.ts';

/** `npm run demo:reset`: throws this data folder's content away and loads the demo edition anew. */
try {
  const settings = readSettings(process.env);
  await buildOnce(console.log);
  const filesDir = join(settings.dataDir, 'files');
  // Never the database of a running Everexpo: its data cannot be replaced under it.
  await withOwnDatabase(settings, async (url) => {
    rmSync(filesDir, { recursive: true, force: true });
    const env = {
      ...process.env,
      DATABASE_URL: url,
      APP_ROLE_PASSWORD: settings.secrets.databasePassword,
      AUTH_SECRET: settings.secrets.auth,
      STORAGE_DIR: filesDir,
    };
    await migrate(env, ['--reset', '--demo'], console.log);
  });
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
