import type { Page, Route } from 'playwright-core';
import { untilFetched } from '../support/pages/every-page.ts';

/** One of the states that a page has beside the full one. */
export interface State {
  name: string;
  /** Of which pages, by who opens them; of all where it is not said. */
  of?(as: string | undefined): boolean;
  /** Opened by an attendee who has no part in it. */
  asStranger?: true;
  /** Opens the page at an address and waits until the state is seen. */
  open(page: Page, path: string): Promise<void>;
  /** Takes back what was done to the page's network. */
  leave?(page: Page): Promise<void>;
}

/** What every page asks of the API, whoever opens it. */
const ALWAYS = /\/api\/auth\/|\/socket\.io\//;
/** As long as a page waits before it draws the shape of what is to come, and somewhat more. */
const SKELETON_MS = 600;

const ofTheApi = (answer: (route: Route) => Promise<void>) => async (route: Route) =>
  ALWAYS.test(route.request().url()) ? route.continue() : answer(route);

const failed = {
  status: 500,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title: 'Internal Server Error', status: 500, code: 'internal' }),
};

/** Whoever opens these has a role or a part that others have not. */
const isForSome = (as: string | undefined) => as !== undefined && as !== 'attendee';

export const states: State[] = [
  {
    name: 'loading',
    async open(page, path) {
      await page.route(
        '**/api/**',
        ofTheApi(() => new Promise(() => undefined)),
      );
      await page.goto(path, { waitUntil: 'commit' });
      await page.locator('main').first().waitFor();
      await page.waitForTimeout(SKELETON_MS);
    },
    leave: (page) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  },
  {
    name: 'error',
    async open(page, path) {
      await page.route(
        '**/api/**',
        ofTheApi((route) => route.fulfill(failed)),
      );
      await page.goto(path);
      await page.locator('main').first().waitFor();
      await page.waitForTimeout(SKELETON_MS);
      await untilFetched(page);
    },
    leave: (page) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  },
  {
    name: 'offline',
    async open(page, path) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.context().setOffline(true);
      await page.waitForTimeout(SKELETON_MS);
    },
    leave: (page) => page.context().setOffline(false),
  },
  {
    name: 'no permission',
    of: isForSome,
    asStranger: true,
    async open(page, path) {
      await page.goto(path);
      await page.locator('main').first().waitFor();
      await page.waitForTimeout(SKELETON_MS);
    },
  },
];
