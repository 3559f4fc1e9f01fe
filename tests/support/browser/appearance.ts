import type { Page } from 'playwright-core';
import { desktop, phone } from './browser.ts';

interface Appearance {
  language: 'zh' | 'en';
  theme: 'light' | 'dark';
  viewport: { width: number; height: number };
}

/** Both languages, both themes and both widths. */
export const appearances: Appearance[] = [
  { language: 'zh', theme: 'light', viewport: desktop },
  { language: 'en', theme: 'dark', viewport: phone },
];

/** As a visitor chooses it; what is opened from now on appears so. */
export async function setAppearance(page: Page, { language, theme, viewport }: Appearance): Promise<void> {
  await page.setViewportSize(viewport);
  await page.addInitScript(
    (chosen) => {
      localStorage.setItem('everexpo.language', chosen.language);
      localStorage.setItem('everexpo.theme', chosen.theme);
    },
    { language, theme },
  );
}

/** Pixels by which a page is wider than its window: 0 or less where nobody has to scroll sideways. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
