import type { Agreement, EditionCard, Home, Meeting, Interest, SessionDetail } from '@everexpo/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../support/axe.ts';
import { desktop, launchBrowser, phone, visitor } from '../support/browser.ts';
import { logPaper, paperForm, toSign } from '../support/agreements.ts';
import { api, sessionCookie, signedIn } from '../support/http.ts';
import { newDataDir, removeDataDir, startEverexpo, type RunningStack } from '../support/stack.ts';

/** Every page in both languages, both themes and at 360 px: no horizontal scrolling, nothing that axe-core finds wrong. */
describe('every page can be read and used by everybody', () => {
  const dataDir = newDataDir();
  let stack: RunningStack;
  let browser: Browser;
  const pages: Record<string, { path: string; account?: string }> = {
    home: { path: '/' },
    programme: { path: '/programme' },
    projects: { path: '/projects' },
    project: { path: '' },
    session: { path: '', account: 'attendee' },
    console: { path: '', account: 'organizer' },
    'green room': { path: '', account: 'owner' },
    hall: { path: '', account: 'staff' },
    'arrival in the hall': { path: '', account: 'attendee2' },
    replays: { path: '/replays' },
    negotiation: { path: '', account: 'investor' },
    mine: { path: '/mine', account: 'investor' },
    'deal desk': { path: '/desk', account: 'staff' },
    tables: { path: '/desk/tables', account: 'organizer' },
    'check-in': { path: `/check-in/${'0'.repeat(32)}`, account: 'investor' },
    'a request': { path: '/mine', account: 'owner2' },
    ceremony: { path: '/desk/ceremony', account: 'staff' },
    register: { path: '/desk/register', account: 'staff' },
    agreement: { path: '', account: 'investor' },
    'to sign': { path: '', account: 'owner' },
    'verify a file': { path: '/verify' },
    wall: { path: '/wall' },
    editions: { path: '/prepare', account: 'organizer' },
    workspace: { path: '', account: 'organizer' },
    'edition setup': { path: '', account: 'organizer' },
    selection: { path: '', account: 'organizer' },
    submission: { path: '/submit', account: 'owner' },
    'my projects': { path: '/mine', account: 'owner' },
    verification: { path: '' },
    'sign-in': { path: '/sign-in' },
    'no such page': { path: '/nowhere' },
  };

  beforeAll(async () => {
    stack = await startEverexpo(dataDir);
    browser = await launchBrowser();
    const home = await api<Home>(stack.url, 'GET', '/api/home');
    const session = await api<SessionDetail>(stack.url, 'GET', `/api/sessions/${home.next[0]?.id}`);
    const organizer = await signedIn(stack.url, 'organizer');
    await organizer('POST', `/api/sessions/${session.id}/stage/steps`, { action: 'open', revision: 0 });
    await organizer('POST', `/api/sessions/${session.id}/stage/steps`, { action: 'next', revision: 1 });
    const investor = await signedIn(stack.url, 'investor');
    const project = session.runningOrder[0]?.project.id;
    const interest = await investor<Interest>('POST', `/api/projects/${project}/interests`, {});
    const meeting = await investor<Meeting>('POST', `/api/interests/${interest.id}/meetings`);
    const second = session.runningOrder[1]?.project.id;
    const wish = await investor<Interest>('POST', `/api/projects/${second}/interests`, {});
    await investor('POST', `/api/interests/${wish.id}/meeting-requests`, { note: '想谈中试线' });
    const terms = { kind: 'licence', title: '许可协议草稿', amountFen: 5_000_000, termMonths: 12, terms: '许可方授权被许可方使用该技术。', amountPublic: true };
    const draft = await investor<Agreement>('POST', `/api/meetings/${meeting.id}/agreements`, terms);
    const ready = await toSign(investor, await signedIn(stack.url, 'owner'), meeting.id, terms);
    Object.assign(pages.agreement as object, { path: `/agreements/${draft.id}` });
    Object.assign(pages['to sign'] as object, { path: `/agreements/${ready.id}` });
    await logPaper(stack.url, await sessionCookie(stack.url, 'staff2'), paperForm(1));
    for (const name of ['session', 'console', 'green room']) Object.assign(pages[name] as object, { path: `/sessions/${session.id}` });
    Object.assign(pages.hall as object, { path: `/sessions/${session.id}/hall` });
    Object.assign(pages['arrival in the hall'] as object, { path: `/sessions/${session.id}/arrive/${'0'.repeat(22)}` });
    Object.assign(pages.project as object, { path: `/projects/${project}` });
    const { items } = await organizer<{ items: EditionCard[] }>('GET', '/api/editions');
    const [now, next] = [items.find((edition) => edition.open), items.find((edition) => edition.projects > 0 && !edition.open)];
    Object.assign(pages.workspace as object, { path: `/prepare/${now?.id}` });
    Object.assign(pages['edition setup'] as object, { path: `/prepare/${now?.id}/setup` });
    Object.assign(pages.selection as object, { path: `/prepare/${next?.id}/selection` });
    Object.assign(pages.negotiation as object, { path: `/negotiations/${meeting.id}` });
    Object.assign(pages.verification as object, { path: `/verify/KC-${home.edition.year - 1}-0001` });
  });

  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    removeDataDir(dataDir);
  });

  test.each(Object.keys(pages))('%s', async (name) => {
    const { path, account } = pages[name] as { path: string; account?: string };
    const page = await visitor(browser, stack.url, account, desktop, true);
    for (const [language, theme, viewport] of [['zh', 'light', desktop], ['en', 'dark', phone]] as const) {
      await page.setViewportSize(viewport);
      await page.evaluate(([chosen, shade]) => {
        localStorage.setItem('everexpo.language', chosen);
        localStorage.setItem('everexpo.theme', shade);
      }, [language, theme] as const).catch(() => undefined);
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      expect.soft(await violations(page), `${language} ${theme}`).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect.soft(overflow, `${viewport.width} px`).toBeLessThanOrEqual(0);
      expect.soft(await page.evaluate(() => document.body.innerText.match(/\b[a-z]+\.[a-zA-Z.]+[a-z]\b(?=\s|$)/gm)?.filter((word) => !/example|\.(xml|json)$/.test(word)) ?? []), 'untranslated keys').toEqual([]);
    }
    await page.context().close();
  });
});
