import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { launchBrowser, type PageOptions } from './browser/browser.ts';
import { LightClients, type LightClientsOptions } from './light-clients/light-clients.ts';
import { startInstallation, type Installation, type InstallationOptions } from './installation/installation.ts';
import { openRecordedPage } from './browser/page-recorder.ts';
import { stopAll } from './installation/stop-all.ts';

/** What the journeys of a file share: an installation and a browser of their own. Each test builds what it needs. */
export interface Journey {
  /** The installation; there from the first test on. */
  readonly host: Installation;
  /** The browser, for pages that outlive a test; there from the first test on. */
  readonly browser: Browser;
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
  const opened = new Set<Page>();
  const clients = new Set<LightClients>();

  beforeAll(async () => {
    const starts = await Promise.allSettled([
      startInstallation(options).then((started) => (host = started)),
      launchBrowser(options).then((started) => (browser = started)),
    ]);
    for (const start of starts) if (start.status === 'rejected') throw start.reason;
  });

  afterAll(() => stopAll([() => browser?.close(), () => host?.stop()]));

  beforeEach(({ task, onTestFinished }) => {
    // The last to be called: the pages have said by then what they showed.
    onTestFinished(async () => {
      if (task.result?.state === 'fail') console.log(`the API's last lines:\n${host?.apiTail() ?? ''}`);
      const pages = [...opened].map((page) => () => page.context().close());
      const others = [...clients].map((one) => () => one.stop());
      opened.clear();
      clients.clear();
      await stopAll([...pages, ...others]);
    });
  });

  return {
    get host() {
      if (!host) throw new Error('the installation is there from the first test on');
      return host;
    },
    get browser() {
      if (!browser) throw new Error('the browser is there from the first test on');
      return browser;
    },
    async page(person, pageOptions) {
      const page = await openRecordedPage(this.browser, this.host.url, person, pageOptions);
      opened.add(page);
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
