// Installs what the tests need: Chromium, Chinese fonts, Redis, xmllint and poppler-utils by Debian package when root, else Playwright's own browser.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const hasBrowser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].some(existsSync);
const hasFonts = spawnSync('fc-list', [':lang=zh-cn'], { encoding: 'utf8' }).stdout?.trim().length > 0;
const hasRedis = existsSync('/usr/bin/redis-server');
const hasXmllint = existsSync('/usr/bin/xmllint');
const hasPoppler = existsSync('/usr/bin/pdfsig');
const isRoot = process.getuid?.() === 0;

if (isRoot && !(hasBrowser && hasFonts && hasRedis && hasXmllint && hasPoppler)) {
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk', 'fontconfig', 'redis-server', 'libxml2-utils', 'poppler-utils']);
} else if (!hasBrowser) {
  run(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium']);
}
if (!isRoot && !hasFonts) console.warn('No Chinese fonts found: install fonts-noto-cjk to see Chinese text in screenshots.');

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  if (status !== 0) {
    console.error(`The tests need a browser, but "${command} ${args.join(' ')}" failed.`);
    process.exit(1);
  }
}
