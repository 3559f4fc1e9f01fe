import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, onTestFailed, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../support/browser/browser.ts';
import { killTree } from '../support/installation/kill-tree.ts';
import { firstStart, hostOf, newDataDirLike, tailOf } from '../support/installation/launched.ts';
import { deskPage, homePage, negotiationPage, sessionPage, workspacePage } from '../support/faults/pages-in-faults.ts';
import { killApi, killPostgres, stopPostgres, type ProcessFault } from '../support/faults/process-faults.ts';
import { removeDataDir, startEverexpo, type RunningStack } from '../support/installation/stack.ts';
import { until } from '../support/until.ts';

let dataDir: string;
let stack: RunningStack;
let browser: Browser;
beforeAll(async () => {
  dataDir = await newDataDirLike(await firstStart());
  [stack, browser] = await Promise.all([startEverexpo(dataDir), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  if (!dataDir) return;
  killTree(dataDir);
  removeDataDir(dataDir);
});

const untilReady = () =>
  until('/readyz answers 200', async () => (await fetch(`${stack.url}/readyz`)).ok, { evidence: stack.output });

const AWAY = /服务暂时不可用，正在自动重试/;
const OFFLINE = /连接已断开，正在重连/;

/** Some pages at a time; each fault meets them all. */
const PAGES = {
  'the front page and the desk': [homePage, deskPage],
  'a live session, a negotiation and the workspace': [sessionPage, negotiationPage, workspacePage],
};
const FAULTS: [what: string, take: ProcessFault, words: RegExp][] = [
  ['PostgreSQL is killed', killPostgres, AWAY],
  ['PostgreSQL stands still', stopPostgres, AWAY],
  ['the API is killed', killApi, OFFLINE],
];

describe.each(FAULTS)('while %s', (_what, take, words) => {
  test.each(Object.entries(PAGES))(
    '%s say so, lose nothing that is typed, and recover by themselves',
    async (_, open) => {
      // Also after a test that has failed in the midst of a fault.
      await untilReady();
      onTestFailed(() => console.log(`the last lines of npm start:\n${tailOf(stack)}`));
      onTestFinished(async () => {
        for (const context of browser.contexts()) await context.close();
      });
      const host = hostOf(stack);
      const pages = [];
      for (const one of open) pages.push(await one(host, browser, words));
      const bringBack = take(stack);
      onTestFinished(() => bringBack());
      await Promise.all(pages.map((page) => page.typeInVain()));
      for (const { saysSo } of pages) await saysSo();
      bringBack();
      await untilReady();
      for (const page of pages) await page.expectWhole();
    },
  );
});
