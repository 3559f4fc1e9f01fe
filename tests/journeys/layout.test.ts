import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { desktop, phone } from '../support/browser.ts';
import { buildEveryPage, openByName, pages, type EveryPage } from '../support/every-page.ts';
import { useJourney } from '../support/journey.ts';
import { fillWithLongWords, LONG_WORD } from '../support/long-words.ts';

/** Every page where each person, organisation and project has a name of one word of 120 letters. */
const journey = useJourney();

let built: EveryPage;
beforeAll(async () => {
  built = await buildEveryPage(journey.host);
  await fillWithLongWords(journey.host);
});

test.each(Object.keys(pages))('%s is no wider than its screen, and its controls stay in their cards', async (name) => {
  const { as } = pages[name] as (typeof pages)[string];
  const page = await journey.page(as ? built.people[as] : null);
  for (const [language, viewport] of [
    ['zh', phone],
    ['en', desktop],
  ] as const) {
    await page.setViewportSize(viewport);
    await page.addInitScript((chosen) => localStorage.setItem('everexpo.language', chosen), language);
    await openByName(page, name, built);
    await unfold(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect.soft(width, `${viewport.width} px: ${(await beyond(page)).join('; ')}`).toBeLessThanOrEqual(viewport.width);
    expect.soft(await strayControls(page), `${viewport.width} px`).toEqual([]);
  }
});

test('the long words are really there', async () => {
  const page = await journey.page(built.people.investor);
  await page.goto('/mine');
  await page.getByText(LONG_WORD).first().waitFor();
});

/** Opens what is folded away, so that its width counts too. */
const unfold = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });

/** What reaches beyond the screen and is not scrolled within something narrower: to find the fault by. */
const beyond = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      element !== document.body &&
      (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1 && !scrolls(element))
      .slice(0, 6)
      .map((element) => `${element.tagName} ${element.className} ${element.textContent.slice(0, 40)}`);
  });

/** Controls that leave the nearest card, form or entry around them, or lie over another one. */
const strayControls = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    /** The part of an element that is not scrolled out of sight within something around it. */
    const boxOf = (element: Element) => {
      let { left, right, top, bottom } = element.getBoundingClientRect();
      for (let around = element.parentElement; around; around = around.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(around);
        const outer = around.getBoundingClientRect();
        if (overflowX !== 'visible') [left, right] = [Math.max(left, outer.left), Math.min(right, outer.right)];
        if (overflowY !== 'visible') [top, bottom] = [Math.max(top, outer.top), Math.min(bottom, outer.bottom)];
      }
      return { left, right, top, bottom };
    };
    const nameOf = (control: Element) => {
      const label = control.id && document.querySelector(`label[for="${CSS.escape(control.id)}"]`);
      const text = (label || control.closest('label') || control).textContent;
      return `${control.tagName.toLowerCase()} ${text.slice(0, 20)}`;
    };
    const controls = [...document.querySelectorAll('main :is(input, select, textarea, button)')]
      .filter((control) => control.checkVisibility({ visibilityProperty: true }))
      .map((control) => ({ control, box: boxOf(control) }))
      .filter(({ box }) => box.right - box.left > 1 && box.bottom - box.top > 1);
    const outside = controls.filter(({ control, box }) => {
      const around = control.parentElement?.closest('li, form, article, section, aside, fieldset');
      const outer = around?.getBoundingClientRect();
      return outer && (box.right > outer.right + 1 || box.left < outer.left - 1);
    });
    const over = controls.flatMap(({ control, box: a }, index) =>
      controls
        .slice(index + 1)
        .filter(({ box: b }) => {
          const beside = a.right <= b.left + 1 || b.right <= a.left + 1;
          return !beside && a.bottom > b.top + 1 && b.bottom > a.top + 1;
        })
        .map((other) => `${nameOf(control)} over ${nameOf(other.control)}`),
    );
    return [...outside.map(({ control }) => `${nameOf(control)} leaves its card`), ...over];
  });
