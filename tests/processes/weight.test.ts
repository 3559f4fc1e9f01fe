import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { buildOnce } from '../../apps/launcher/src/build.ts';
import homeInEnglish from '../../apps/web/src/features/home/home.en.ts';
import home from '../../apps/web/src/features/home/home.zh.ts';
import prepare from '../../apps/web/src/features/prepare/prepare.zh.ts';
import common from '../../apps/web/src/i18n/common.zh.ts';
import { ROOT } from '../support/installation/stack.ts';

const DIST = join(ROOT, 'apps/web/dist');
/** Compressed script that a public page may need before it can be used, in bytes. */
const BUDGET = 170_000;
const PUBLIC = ['/', '/programme', '/projects', '/projects/:id', '/sessions/:id', '/replays', '/sessions/:id/replay'];
const ALSO_PUBLIC = ['/wall', '/verify', '/verify/:number', '/sign-in', '*'];

interface PageFile {
  path: string;
  file: string;
}

let pages: PageFile[];
beforeAll(async () => {
  await buildOnce(console.log);
  pages = JSON.parse(readFileSync(join(DIST, 'pages.json'), 'utf8')) as PageFile[];
});

/** The scripts that a page's HTML names, and those that they import before they run. */
function firstScripts(file: string): string[] {
  const html = readFileSync(join(DIST, file), 'utf8');
  const named = [...html.matchAll(/(?:script [^>]*src|"modulepreload"[^>]* href)="\/([^"]+\.js)"/g)].map(
    ([, name]) => name ?? '',
  );
  const all = new Set(named);
  for (const name of all) {
    const code = readFileSync(join(DIST, name), 'utf8');
    for (const [, imported = ''] of code.matchAll(/(?:from|^import|;import)\s*["']\.\/([^"']+\.js)["']/g))
      all.add(`assets/${imported}`);
  }
  return [...all];
}

const sent = (file: string) => statSync(join(DIST, existsSync(join(DIST, `${file}.br`)) ? `${file}.br` : file)).size;

test.each([...PUBLIC, ...ALSO_PUBLIC])('%s needs less than 170 kB of compressed script to begin with', (path) => {
  const page = pages.find((one) => one.path === path);
  expect(page, 'a page of the build').toBeDefined();
  const scripts = firstScripts(page?.file ?? '');
  expect(scripts.length).toBeGreaterThan(3);
  const bytes = scripts.reduce((sum, file) => sum + sent(file), 0);
  console.log(`${path}: ${Math.round(bytes / 1000)} kB in ${scripts.length} files`);
  expect(bytes).toBeLessThan(BUDGET);
});

test('the HTML of a page names every script that the page begins with, so that none waits for another', () => {
  for (const { file } of pages) {
    const html = readFileSync(join(DIST, file), 'utf8');
    expect([file, firstScripts(file).filter((script) => !html.includes(`/${script}"`))]).toEqual([file, []]);
  }
});

const NOT_AT_FIRST = [
  ['LiveKit', 'livekit-track'],
  ['hls.js', 'hlsFragBuffered'],
  ['socket.io', 'reconnect_attempt'],
  ['zod', 'invalid_union'],
  ['react-hook-form', 'shouldUseNativeValidation'],
  ['English', homeInEnglish.nothingLive],
  ['texts of other pages', prepare.solverLead],
] as const;

test('media clients, other texts and the validator come only when they are needed', () => {
  for (const path of PUBLIC) {
    const code = firstScripts(pages.find((one) => one.path === path)?.file ?? '')
      .map((file) => readFileSync(join(DIST, file), 'utf8'))
      .join('\n');
    for (const [what, sign] of NOT_AT_FIRST) expect([path, what, code.includes(sign)]).toEqual([path, what, false]);
  }
  const built = readdirSync(join(DIST, 'assets')).filter((file) => file.endsWith('.js'));
  for (const [what, sign] of NOT_AT_FIRST) {
    const somewhere = built.some((file) => readFileSync(join(DIST, 'assets', file), 'utf8').includes(sign));
    expect([what, somewhere]).toEqual([what, true]);
  }
});

test('the first view is in the HTML, to be seen only, and brings no script of its own', () => {
  for (const [path, words] of [
    ['/', home.headline],
    ['/programme', common.programme],
    ['/projects', common.projects],
    ['/sessions/:id', common.programme],
  ]) {
    const html = readFileSync(join(DIST, pages.find((page) => page.path === path)?.file ?? ''), 'utf8');
    const view = html.slice(html.indexOf('<div id="root" data-prerendered inert>'));
    expect([path, view.includes(`>${words}<`)]).toEqual([path, true]);
    expect([path, /<script|javascript:/.exec(view)]).toEqual([path, null]);
  }
});
