import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './settings.ts';
import { StartError } from './start-error.ts';

const run = promisify(execFile);
const STAMP = join(ROOT, 'node_modules', '.cache', 'everexpo-build');
const SOURCES = [
  'apps/{api,web}/src/**/*',
  'apps/{api,web}/*.*',
  'apps/web/{build,public}/**/*',
  'libs/*/src/**/*',
  'libs/*/package.json',
  'package-lock.json',
];
const RESULTS = ['apps/api/dist/main.js', 'apps/web/dist/index.html'];

/** Builds API and web app unless the last build was of the same sources. @throws StartError when the build fails */
export async function buildOnce(print: (line: string) => void): Promise<void> {
  const wanted = fingerprint();
  const built =
    RESULTS.every((file) => existsSync(join(ROOT, file))) &&
    existsSync(STAMP) &&
    readFileSync(STAMP, 'utf8') === wanted;
  if (built) return;
  print('Building...');
  await buildApi();
  await vite('apps/web');
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, wanted);
}

export const buildApi = (outDir?: string) => vite('apps/api', outDir);

async function vite(app: string, outDir?: string): Promise<void> {
  const args = ['build', '--logLevel', 'error', '-c', `${app}/vite.config.ts`, ...(outDir ? ['--outDir', outDir] : [])];
  try {
    await run(process.execPath, [join(ROOT, 'node_modules/vite/bin/vite.js'), ...args], {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: 'production' },
    });
  } catch (error) {
    throw new StartError(
      `The build of ${app} failed:\n${(error as { stderr?: string }).stderr ?? (error as Error).message}`,
    );
  }
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of globSync(SOURCES, { cwd: ROOT }).sort()) {
    const { mtimeMs, size, isFile } = fileFacts(file);
    if (isFile) hash.update(`${file}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest('hex');
}

function fileFacts(file: string): { mtimeMs: number; size: number; isFile: boolean } {
  const facts = statSync(join(ROOT, file));
  return { mtimeMs: facts.mtimeMs, size: facts.size, isFile: facts.isFile() };
}
