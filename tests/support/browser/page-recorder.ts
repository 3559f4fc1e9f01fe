import type { Browser, ConsoleMessage, Page } from 'playwright-core';
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
  recordPage(page, person?.name);
  return page;
}

/** For a page that outlives its test: if this one fails, it says what the page showed last. */
export function recordPage(page: Page, who = 'a guest'): void {
  const lines: string[] = [];
  const onConsole = (message: ConsoleMessage) => void lines.push(`${message.type()}: ${message.text()}`);
  const onError = (error: Error) => void lines.push(`error: ${error.message}`);
  page.on('console', onConsole).on('pageerror', onError);
  onTestFinished(async ({ task }) => {
    page.off('console', onConsole).off('pageerror', onError);
    if (task.result?.state === 'fail') console.log(await lastSeen(who, page, lines));
  });
}

async function lastSeen(who: string, page: Page, lines: string[]): Promise<string> {
  const text = await page
    .locator('body')
    .innerText({ timeout: READ_MS })
    .catch((error: Error) => error.message);
  const shown = text.slice(0, PAGE_CHARACTERS);
  return `the page of ${who}, ${page.url()}:\n${shown}\nits last lines:\n${lines.slice(-LAST_LINES).join('\n')}`;
}
