import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * Controls of a page that are not wholly in its window without scrolling the page, or lie under something else. What
 * is scrolled out of sight within a column is left out.
 */
export const outsideFirstScreen = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const scrolled = (control: Element): boolean => {
      const box = control.getBoundingClientRect();
      for (let around = control.parentElement; around; around = around.parentElement) {
        if (getComputedStyle(around).overflowY === 'visible') continue;
        const outer = around.getBoundingClientRect();
        if (box.bottom > outer.bottom + 1 || box.top < outer.top - 1) return true;
      }
      return false;
    };
    const wrong = (control: Element): string | null => {
      const { left, right, top, bottom } = control.getBoundingClientRect();
      if (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1) return 'is outside';
      const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      const isSeen = over !== null && (control.contains(over) || over.closest('label')?.contains(control));
      return isSeen ? null : `is under ${over?.tagName} ${over?.className}`;
    };
    const faults = [...document.querySelectorAll('main :is(a, button, input, select, textarea, summary)')]
      .filter((control) => control.checkVisibility({ visibilityProperty: true }) && !scrolled(control))
      .map((control) => [control.textContent.trim() || control.getAttribute('aria-label'), wrong(control)])
      .filter(([, fault]) => fault !== null)
      .map(([name, fault]) => `${name} ${fault}`);
    const more = document.documentElement.scrollHeight - innerHeight;
    return more > 0 ? [...faults, `the page scrolls by ${more} px`] : faults;
  });

/** Expects something to be seen whole in the window, as it is now. */
export async function expectInWindow(page: Page, locator: Locator, what: string): Promise<void> {
  const box = await locator.boundingBox();
  const size = page.viewportSize();
  if (!box || !size) throw new Error(`${what} is not shown`);
  const isInside = box.x >= 0 && box.y >= 0 && box.x + box.width <= size.width && box.y + box.height <= size.height;
  expect(isInside, `${what}: ${JSON.stringify(box)} of ${JSON.stringify(size)}`).toBe(true);
}
