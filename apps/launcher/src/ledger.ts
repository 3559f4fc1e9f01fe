import { execFileSync, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildOnce } from './build.ts';
import { readSettings, ROOT } from './settings.ts';
import { StartError } from './start-error.ts';
import { withDatabase } from './data/with-database.ts';

/**
 * `npm run ledger -- export --out FILE [--edition KC-2026]` from the running or stopped system;
 * everything else goes to the ledger's own command line, which needs neither server nor database.
 */
const [command, ...rest] = process.argv.slice(2);
if (command === 'export') await exportLedger();
else
  process.exitCode =
    spawnSync(process.execPath, [join(ROOT, 'libs/ledger/src/cli.ts'), ...process.argv.slice(2)], { stdio: 'inherit' })
      .status ?? 2;

async function exportLedger(): Promise<void> {
  try {
    const { values } = parseArgs({
      args: rest,
      options: { out: { type: 'string' }, edition: { type: 'string', default: '' } },
    });
    if (!values.out) throw new StartError('usage: npm run ledger -- export --out FILE [--edition KC-2026]');
    const out = resolve(process.env.INIT_CWD ?? process.cwd(), values.out);
    const settings = readSettings(process.env);
    await buildOnce(console.error);
    await withDatabase(settings, (url) => {
      const env = { ...process.env, DATABASE_URL: url, AUTH_SECRET: settings.secrets.auth };
      process.stdout.write(
        execFileSync(process.execPath, ['apps/api/dist/ledger-export.js', values.edition, out], {
          cwd: ROOT,
          env,
          encoding: 'utf8',
        }),
      );
      return Promise.resolve();
    });
  } catch (error) {
    console.error(error instanceof StartError ? error.message : (error as Error).message);
    process.exitCode = 2;
  }
}
