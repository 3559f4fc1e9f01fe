// Runs before anything is installed, on any Node from 18 on: no dependencies, no TypeScript.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const stamp = join(root, 'node_modules', '.cache', 'everexpo-lock');
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');

const hasNode = existsSync(join(root, 'node_modules', '.bin', 'node'));
const stamped = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
const installed = hasNode && (stamped || installedSince(join(root, 'package-lock.json')));
if (!installed) {
  const from = performance.now();
  console.log('Installing dependencies (npm ci) ...');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('Everexpo cannot start: npm ci failed, see above.');
    process.exit(1);
  }
  console.log(`Installing dependencies (npm ci): ${((performance.now() - from) / 1000).toFixed(0)} s`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** True after an `npm install` by hand: npm writes its own record last. */
function installedSince(lockFile) {
  const record = join(root, 'node_modules', '.package-lock.json');
  return existsSync(record) && statSync(record).mtimeMs >= statSync(lockFile).mtimeMs;
}
