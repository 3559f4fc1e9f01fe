import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { launchBrowser, openPage, type PageOptions } from './browser.ts';
import { LightClients, type LightClientsOptions } from './light-clients/light-clients.ts';
import { startInstallation, type Installation, type InstallationOptions } from './installation.ts';

const LAST_LINES = 20;
const PAGE_CHARACTERS = 1_500;

interface Opened {
  who: string;
  page: Page;
  lines: string[];
}

/** What the journeys of a file share: an installation and a browser of their own. Each test builds what it needs. */
export interface Journey {
  /** The installation; there from the first test on. */
  readonly host: Installation;
  /** A page of a person, or of somebody who is not signed in; closed at the end of the test. */
  page(person: { cookie: string; name?: string } | null, options?: PageOptions): Promise<Page>;
  /** Presenters and viewers without a browser; they go at the end of the test. */
  lightClients(options: LightClientsOptions): Promise<LightClients>;
}

/**
 * Starts them before the first test of the file and stops them after the last. A test that fails says what its pages
 * and the API showed last.
 */
export function useJourney(options: InstallationOptions & { fps?: number } = {}): Journey {
  let host: Installation | undefined;
  let browser: Browser | undefined;
  const opened = new Set<Opened>();
  const clients = new Set<LightClients>();

  beforeAll(async () => {
    [host, browser] = await Promise.all([startInstallation(options), launchBrowser(options)]);
  });

  afterAll(async () => {
    await browser?.close();
    await host?.stop();
  });

  beforeEach(({ task, onTestFinished }) => {
    onTestFinished(async () => {
      if (task.result?.state === 'fail') {
        for (const one of opened) console.log(await lastSeen(one));
        console.log(`the API's last lines:\n${host?.apiTail() ?? ''}`);
      }
      for (const { page } of opened) await page.context().close();
      opened.clear();
      for (const one of clients) await one.stop();
      clients.clear();
    });
  });

  return {
    get host() {
      if (!host) throw new Error('the installation is there from the first test on');
      return host;
    },
    async page(person, pageOptions) {
      if (!browser || !host) throw new Error('the browser is there from the first test on');
      const page = await openPage(browser, host.url, person, pageOptions);
      const one: Opened = { who: person?.name ?? 'a guest', page, lines: [] };
      page.on('console', (message) => one.lines.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => one.lines.push(`error: ${error.message}`));
      opened.add(one);
      return page;
    },
    async lightClients(lightOptions) {
      if (!host) throw new Error('the installation is there from the first test on');
      const started = await LightClients.start(host, lightOptions);
      clients.add(started);
      return started;
    },
  };
}

async function lastSeen({ who, page, lines }: Opened): Promise<string> {
  const text = await page
    .locator('body')
    .innerText({ timeout: 5_000 })
    .catch((error: Error) => error.message);
  const shown = text.slice(0, PAGE_CHARACTERS);
  return `the page of ${who}, ${page.url()}:\n${shown}\nits last lines:\n${lines.slice(-LAST_LINES).join('\n')}`;
}
