// Installs what the tests need: Chromium (its headless shell), Chinese fonts, Redis, xmllint, poppler-utils and OpenSSL
// by Debian package when root, else Playwright's own browser. Says what it installs, once, and how long that takes.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const hasBrowser = SYSTEM_BROWSERS.some(existsSync);
const fonts = spawnSync('fc-list', [':lang=zh-cn'], { encoding: 'utf8' }).stdout ?? '';
const packages = [
  [!existsSync(SYSTEM_BROWSERS[0]), 'chromium-headless-shell'],
  [fonts.trim().length === 0, 'fonts-noto-cjk'],
  [spawnSync('fc-list', ['--version']).error !== undefined, 'fontconfig'],
  [!existsSync('/usr/bin/redis-server'), 'redis-server'],
  [!existsSync('/usr/bin/xmllint'), 'libxml2-utils'],
  [!existsSync('/usr/bin/pdfsig'), 'poppler-utils'],
  [!existsSync('/usr/bin/openssl'), 'openssl'],
].flatMap(([missing, name]) => (missing ? [name] : []));

const isRoot = process.getuid?.() === 0;
if (isRoot && packages.length > 0) {
  timed(`Installing ${packages.join(', ')}, once`, () => {
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages]);
  });
} else if (!isRoot && !hasBrowser) {
  timed("Installing Playwright's Chromium, once", () => {
    run(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium']);
  });
}
if (!isRoot && packages.length > 0) console.warn(`Not installed: ${packages.join(', ')}. Tests that need them fail.`);

function timed(what, work) {
  const from = performance.now();
  console.log(`${what} ...`);
  work();
  console.log(`${what}: ${((performance.now() - from) / 1000).toFixed(0)} s`);
}

function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env });
  if (status === 0) return;
  console.error(`The tests need ${packages.join(', ') || 'a browser'}, but "${command} ${args.join(' ')}" failed.`);
  process.exit(1);
}
