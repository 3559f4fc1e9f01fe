import type { Browser, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { openPage, type PageOptions } from './browser.ts';

const LAST_LINES = 20;
const PAGE_CHARACTERS = 1_500;
const READ_MS = 5_000;

/** Opens a page of a person, or of somebody who is not signed in. If its test fails, it says what it showed last. */
export async function openRecordedPage(
  browser: Browser,
  url: string,
  person: { cookie: string; name?: string } | null,
  options: PageOptions = {},
): Promise<Page> {
  const page = await openPage(browser, url, person, options);
  const lines: string[] = [];
  page.on('console', (message) => lines.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => lines.push(`error: ${error.message}`));
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') console.log(await lastSeen(person?.name ?? 'a guest', page, lines));
  });
  return page;
}

async function lastSeen(who: string, page: Page, lines: string[]): Promise<string> {
  const text = await page
    .locator('body')
    .innerText({ timeout: READ_MS })
    .catch((error: Error) => error.message);
  const shown = text.slice(0, PAGE_CHARACTERS);
  return `the page of ${who}, ${page.url()}:\n${shown}\nits last lines:\n${lines.slice(-LAST_LINES).join('\n')}`;
}
