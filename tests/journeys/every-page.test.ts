import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { routes } from '../../apps/web/src/routes.ts';
import { appearances, setAppearance } from '../support/browser/appearance.ts';
import { violations } from '../support/browser/axe.ts';
import { openPage } from '../support/browser/browser.ts';
import { buildEveryPage, openByName, pages, type EveryPage } from '../support/pages/every-page.ts';
import { useJourney } from '../support/journey.ts';
import { beyond, strayControls, unfold } from '../support/browser/layout.ts';
import { fillWithLongWords, LONG_WORD } from '../support/browser/long-words.ts';
import { recordPage } from '../support/browser/page-recorder.ts';

/**
 * Every page in both languages, both themes and at 360 px, where each person, organisation and project has a name of
 * one word of 120 letters: nothing that axe-core finds wrong, no page wider than its screen, controls within their
 * cards.
 */
const journey = useJourney();

/** Not for people: what a recorder's browser shows. The recording journey opens it. */
const NOT_FOR_PEOPLE = ['/record/:id'];

let built: EveryPage;
beforeAll(async () => {
  built = await buildEveryPage(journey.host);
  await fillWithLongWords(journey.host);
});

/** One page of each person, which reads the scripts once. */
const opened = new Map<string, Promise<Page>>();
async function pageOf(as?: keyof EveryPage['people']): Promise<Page> {
  const [key, person] = as ? [as, built.people[as]] : ['guest', null];
  const opening = opened.get(key) ?? openPage(journey.browser, journey.host.url, person, { bypassCSP: true });
  opened.set(key, opening);
  const page = await opening;
  recordPage(page, key);
  return page;
}

test('every route of the web app has its place among the pages', () => {
  const covered = new Set([...Object.values(pages).map(({ route }) => route), ...NOT_FOR_PEOPLE]);
  expect(routes.map(({ path }) => path).filter((path) => !covered.has(path))).toEqual([]);
});

test.each(Object.keys(pages))('%s', async (name) => {
  const page = await pageOf((pages[name] as (typeof pages)[string]).as);
  for (const appearance of appearances) {
    const { language, theme, viewport } = appearance;
    await setAppearance(page, appearance);
    await openByName(page, name, built);
    expect.soft(await violations(page), `${language} ${theme}`).toEqual([]);
    await unfold(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(width, `${viewport.width} px: ${(await beyond(page)).join('; ')}`).toBeLessThanOrEqual(viewport.width);
    expect.soft(await strayControls(page), `${viewport.width} px`).toEqual([]);
    expect.soft(await untranslatedKeys(page), language).toEqual([]);
  }
  // Nobody looks at it any more.
  await page.goto('about:blank');
});

test('the long words are really there', async () => {
  const page = await journey.page(built.people.investor);
  await page.goto('/mine');
  await page.getByText(LONG_WORD).first().waitFor();
});

const untranslatedKeys = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    // A key with its namespace or section, or one of several words.
    const found = document.body.innerText.match(/\b[a-z]{2,}([.:][a-zA-Z.]+[a-z]|([A-Z][a-z]+)+)(?=\s|$)/gm) ?? [];
    return found.filter((word) => !/example|\.(xml|json)$|^demo:code$/.test(word));
  });
