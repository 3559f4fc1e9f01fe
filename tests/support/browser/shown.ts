import type { Page } from 'playwright-core';
import { until } from '../until.ts';

interface Watching {
  shownTexts?: Set<string>;
}

/**
 * Watches from now on for a text that a page may show for a moment only, such as one that goes by itself. Resolves once
 * it watches, with a wait for the text to have been there. A reload ends it.
 */
export async function watchFor(page: Page, pattern: RegExp): Promise<() => Promise<void>> {
  await page.evaluate((source) => {
    const seen = ((window as Watching).shownTexts ??= new Set());
    const look = () => {
      if (new RegExp(source).test(document.body.textContent)) seen.add(source);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
  }, pattern.source);
  return async () => {
    const wasShown = () => page.evaluate((source) => (window as Watching).shownTexts?.has(source), pattern.source);
    await until(`${String(pattern)} was shown`, wasShown);
  };
}
