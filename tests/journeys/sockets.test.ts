import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { aPerson, type Person } from '../../apps/api/src/testing/builders/index.ts';
import { heard } from '../../apps/api/src/testing/clients/sockets.ts';
import { openSocket } from '../support/live/ask-socket.ts';
import { useJourney } from '../support/journey.ts';
import { LiveConnection } from '../support/live/live-connection.ts';
import { ROOT } from '../support/installation/stack.ts';
import { ownMenu, signOut } from '../support/pages/own-menu.ts';

const FLOODING = { zh: '操作过于频繁，实时连接已被暂停', en: 'Too many requests: the live connection is paused' };
const FULL = { zh: '打开的页面过多', en: 'Too many pages are open' };
const AWAY = { zh: '服务暂时不可用，正在自动重试', en: 'Temporarily unavailable. Retrying automatically.' };
const NOT_LOADED = { zh: '实时连接未能载入', en: 'The live connection could not be loaded' };
const LANGUAGES = ['zh', 'en'] as const;
/** An event in the protocol of socket.io, version 5, in a message of engine.io, version 4. */
const EVENT = '42["no:such"]';
/** What the server says once a page is admitted. */
const ADMITTED = '40';
const PLACES = 2;

/** What a page shows when the server has something against its live connection. */
describe('the live connection of a page', () => {
  const journey = useJourney({ env: { SOCKETS_PER_PERSON: String(PLACES) }, proxied: true });

  test.each(LANGUAGES)('is paused when the page floods; it says so (%s) and comes back by itself', async (language) => {
    const page = await aPage(await aPerson(journey.host), language);
    const flood = await openAndFlood(page);
    const bar = page.getByText(FLOODING[language], { exact: false });
    flood();
    await bar.waitFor();
    await bar.waitFor({ state: 'detached' });
  });

  test.each(LANGUAGES)('says that it waits while too many pages are open (%s)', async (language) => {
    const person = await aPerson(journey.host);
    const others = Array.from({ length: PLACES }, () => openSocket(journey.host, person));
    onTestFinished(() => others.forEach((socket) => socket.disconnect()));
    await Promise.all(others.map((socket) => heard(socket, 'connect')));
    const page = await aPage(person, language);
    await page.goto('/');
    await page.getByText(FULL[language], { exact: false }).waitFor();
  });

  test.each(LANGUAGES)(
    'is refused while the database is away; nobody is told that they flood (%s)',
    async (language) => {
      const page = await aPage(await aPerson(journey.host), language);
      const connection = await LiveConnection.of(page);
      // Asks for nothing by itself, so that the connection alone can tell.
      await page.goto('/programme');
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expect.poll(() => connection.answered).toContain('edition:watch');
      await connection.cut();
      journey.host.proxy.standStill();
      onTestFinished(() => journey.host.proxy.goOn());
      connection.restore();
      const flooding = page.getByText(FLOODING[language], { exact: false });
      await page.getByText(AWAY[language], { exact: false }).or(flooding).waitFor();
      expect(await flooding.count()).toBe(0);
      journey.host.proxy.goOn();
      await page.getByText(AWAY[language], { exact: false }).waitFor({ state: 'detached' });
    },
  );

  test.each(LANGUAGES)('comes late where its code could not be fetched; the page says so (%s)', async (language) => {
    const page = await aPage(await aPerson(journey.host), language);
    let isAway = true;
    await page.route(`**/assets/${socketCode()}`, (route) => (isAway ? route.abort() : route.continue()));
    await page.goto('/');
    const bar = page.getByText(NOT_LOADED[language], { exact: false });
    await bar.waitFor();
    isAway = false;
    await bar.waitFor({ state: 'detached' });
  });

  test('ends with the sign-in: signing out in one page signs out the other', async () => {
    const person = await aPerson(journey.host);
    const pages = [await journey.page(person), await journey.page(person)] as const;
    for (const page of pages) {
      await page.goto('/');
      await ownMenu(page).waitFor();
    }
    await signOut(pages[0]);
    await pages[1].getByRole('link', { name: '登录', exact: true }).waitFor();
  });

  async function aPage(person: Person, language: (typeof LANGUAGES)[number]): Promise<Page> {
    const page = await journey.page(person);
    await page.addInitScript((chosen) => localStorage.setItem('everexpo.language', chosen), language);
    return page;
  }

  /** Opens the front page, waits until its socket is admitted, and returns what makes it flood. */
  async function openAndFlood(page: Page): Promise<() => void> {
    const admitted = Promise.withResolvers<() => void>();
    await page.routeWebSocket(/socket\.io/, (socket) => {
      const server = socket.connectToServer();
      server.onMessage((message) => {
        socket.send(message);
        if (String(message).startsWith(ADMITTED))
          admitted.resolve(() => {
            for (let count = 0; count < 300; count += 1) server.send(EVENT);
          });
      });
    });
    await page.goto('/');
    return admitted.promise;
  }
});

/** The file of the build that holds the client of socket.io, known by a word of its own. */
function socketCode(): string {
  const assets = join(ROOT, 'apps/web/dist/assets');
  const file = readdirSync(assets).find(
    (name) => name.endsWith('.js') && readFileSync(join(assets, name), 'utf8').includes('reconnect_attempt'),
  );
  if (!file) throw new Error('the build has no client of socket.io');
  return file;
}
