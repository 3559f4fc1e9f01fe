import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { aPerson, anEdition, type Person } from '../../apps/api/src/testing/builders/index.ts';
import { overflowOf } from '../support/browser/appearance.ts';
import { launchBrowser, openPage } from '../support/browser/browser.ts';
import { hostOf } from '../support/installation/launched.ts';
import { newDataDir, removeDataDir, ROOT, startEverexpo } from '../support/installation/stack.ts';
import { buildEveryPage, openByName, pages, type EveryPage } from '../support/pages/every-page.ts';
import { cataloguePage, type Picture } from './catalogue-page.ts';
import { states, type State } from './states.ts';

/**
 * `npm run screenshots -- catalogue [--only PART_OF_A_NAME] [--language zh|en]`: every page at four widths in both
 * themes, and each of its states at two, on one page to look through: test-results/catalogue/index.html.
 */
const OUT = join(ROOT, 'test-results/catalogue');
const SIZES = [
  { width: 360, height: 640 },
  { width: 768, height: 1024 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
];
const STATE_WIDTHS = [360, 1280];
const THEMES = ['light', 'dark'] as const;
/** What an edition without anything in it shows something of. */
const EMPTY = [
  'home',
  'programme',
  'projects',
  'replays',
  'wall',
  'mine',
  'deal desk',
  'register',
  'tables',
  'editions',
];

const { values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' }, language: { type: 'string', default: 'zh' } },
});
const names = Object.keys(pages).filter((name) => name.includes(values.only));
const pictures: Picture[] = [];
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
const dataDir = newDataDir();
const stack = await startEverexpo(dataDir);
const browser = await launchBrowser();
try {
  const host = hostOf(stack);
  const built = await buildEveryPage(host);
  const stranger = await aPerson(host, { roles: ['attendee'] });
  for (const name of names) {
    await shootFull(name, built);
    for (const state of states) await shootState(name, state, built, stranger);
    console.log(`${name}: ${pictures.filter((one) => one.name === name).length} pictures`);
  }
  await anEdition(host).build();
  for (const name of names.filter((one) => EMPTY.includes(one))) await shootEmpty(name, built);
} finally {
  writeFileSync(join(OUT, 'index.html'), cataloguePage(pictures));
  await browser.close();
  await stack.stop();
  removeDataDir(dataDir);
}
const wide = pictures.filter(({ overflow }) => overflow > 0);
for (const { file, overflow } of wide) console.warn(`${file} is ${overflow} px wider than its window`);
console.log(`${pictures.length} pictures: ${join(OUT, 'index.html')}`);

async function shootFull(name: string, built: EveryPage): Promise<void> {
  const page = await pageOf(personOf(name, built));
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await openByName(page, name, built);
    for (const theme of THEMES) await shoot(page, { name, state: 'full', width: size.width, theme });
  }
  await page.context().close();
}

async function shootState(name: string, state: State, built: EveryPage, stranger: Person): Promise<void> {
  const person = personOf(name, built);
  if (state.of && !state.of(pages[name]?.as)) return;
  const page = await pageOf(state.asStranger ? stranger : person);
  for (const size of SIZES.filter(({ width }) => STATE_WIDTHS.includes(width))) {
    await page.setViewportSize(size);
    await state.open(page, built.paths[name] ?? pages[name]?.route ?? '/');
    await shoot(page, { name, state: state.name, width: size.width, theme: 'light' });
    await state.leave?.(page);
  }
  await page.context().close();
}

async function shootEmpty(name: string, built: EveryPage): Promise<void> {
  const as = pages[name]?.as;
  const role = as === 'organizer' || as === 'staff' ? as : 'attendee';
  const page = await pageOf(as ? await aPerson(hostOf(stack), { roles: [role] }) : null);
  for (const size of SIZES.filter(({ width }) => STATE_WIDTHS.includes(width))) {
    await page.setViewportSize(size);
    await openByName(page, name, built);
    await shoot(page, { name, state: 'empty', width: size.width, theme: 'light' });
  }
  await page.context().close();
}

/** Nobody for a page of the public, whose states are those of a stranger. */
function personOf(name: string, built: EveryPage): Person | null {
  const as = pages[name]?.as;
  return as ? built.people[as] : null;
}

async function pageOf(person: Person | null): Promise<Page> {
  const page = await openPage(browser, stack.url, person);
  await page.addInitScript((language) => localStorage.setItem('everexpo.language', language), values.language);
  return page;
}

async function shoot(page: Page, picture: Omit<Picture, 'file' | 'overflow'>): Promise<void> {
  await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), picture.theme);
  const slug = picture.name.replaceAll(/[^a-z]+/g, '-');
  const file = `${slug}.${picture.state.replaceAll(' ', '-')}.${picture.width}.${picture.theme}.jpg`;
  // What is longer than a few windows is looked at by scrolling.
  const height = await page.evaluate(() => Math.min(document.documentElement.scrollHeight, 3 * innerHeight));
  const clip = { x: 0, y: 0, width: picture.width, height };
  await page.screenshot({ path: join(OUT, file), type: 'jpeg', quality: 72, fullPage: true, clip });
  pictures.push({ ...picture, file, overflow: await overflowOf(page) });
}
