import type { Question, QuestionPage, SheetHistory, Version } from '@everexpo/contracts';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import {
  aGrid,
  aLiveSession,
  aMeeting,
  anEdition,
  aPerson,
  aScan,
  type Host,
} from '../../../apps/api/src/testing/builders/index.ts';
import { openRecordedPage } from '../browser/page-recorder.ts';
import { until } from '../until.ts';

/** A page that somebody types on while a managed process is away. */
export interface PageInFault {
  /** Types and sends, and waits for the words that say that it has not gone through. */
  typeInVain(): Promise<void>;
  /** Waits for the words of the fault, which stand on every page. */
  saysSo(): Promise<void>;
  /** Waits until what was typed has gone through, with nothing typed again. */
  expectWhole(): Promise<void>;
}

type OpenPage = (host: Host, browser: Browser, words: RegExp) => Promise<PageInFault>;

/** The front page, where a visitor types what to search for. */
export const homePage: OpenPage = async (host, browser, words) => {
  const page = await openRecordedPage(browser, host.url, null);
  await page.goto('/');
  const search = page.getByRole('searchbox').first();
  await search.waitFor();
  return {
    typeInVain: () => search.fill('储能'),
    saysSo: () => untilTrouble(page, words),
    async expectWhole() {
      await untilNoTrouble(page, words);
      expect(await search.inputValue(), 'what was typed').toBe('储能');
      await page.locator('a[href^="/sessions/"]').first().waitFor();
    },
  };
};

/** A live session, where a question is asked. */
export const sessionPage: OpenPage = async (host, browser, words) => {
  const { session } = await aLiveSession(host, { pitches: 1 });
  const person = await aPerson(host);
  const page = await openRecordedPage(browser, host.url, person);
  const question = `故障时的提问 ${session.code}`;
  await page.goto(`/sessions/${session.id}`);
  await page.getByRole('tab', { name: '提问' }).click();
  const field = page.getByLabel('提一个问题');
  await field.waitFor();
  return {
    async typeInVain() {
      await field.fill(question);
      await page.getByRole('button', { name: '提交' }).click();
      await page.getByText(/内容已保留，请稍后重试/).waitFor();
      expect(await field.inputValue()).toBe(question);
    },
    saysSo: () => untilTrouble(page, words),
    async expectWhole() {
      await untilNoTrouble(page, words);
      expect(await field.inputValue(), 'what was typed').toBe(question);
      await page.getByRole('button', { name: '提交' }).click();
      await expect.poll(() => field.inputValue()).toBe('');
      const { items } = await person.client.ask<QuestionPage>('GET', `/api/sessions/${session.id}/questions`);
      expect(items.map(({ body }: Question) => body)).toEqual([question]);
    },
  };
};

/** A negotiation, where the term sheet is written. */
export const negotiationPage: OpenPage = async (host, browser, words) => {
  const { owner, meeting } = await aMeeting(host);
  const page = await openRecordedPage(browser, host.url, owner);
  await page.goto(`/negotiations/${meeting.id}`);
  const sheet = page.getByRole('textbox', { name: '条款单' });
  await sheet.fill('一、许可费一百万元。');
  await page.getByText('已保存').waitFor();
  return {
    async typeInVain() {
      await sheet.press('End');
      await sheet.pressSequentially('二、故障时写的。');
      await page.getByText('待联网后合并').waitFor();
    },
    saysSo: () => untilTrouble(page, words),
    async expectWhole() {
      await page.getByText('已保存').waitFor();
      await untilNoTrouble(page, words);
      expect(await sheet.inputValue()).toBe('一、许可费一百万元。二、故障时写的。');
      const { updates } = await owner.client.ask<SheetHistory>('GET', `/api/meetings/${meeting.id}/sheet`);
      expect(updates.length).toBeGreaterThan(1);
      await page.reload();
      await expect.poll(() => sheet.inputValue()).toBe('一、许可费一百万元。二、故障时写的。');
    },
  };
};

/** The deal desk, where a paper is logged. */
export const deskPage: OpenPage = async (host, browser, words) => {
  const edition = await anEdition(host).withSession({ pitches: 1 }).current().build();
  const page = await openRecordedPage(browser, host.url, await aPerson(host, { roles: ['staff'] }));
  await page.goto('/desk');
  await page.getByLabel('甲方单位').waitFor();
  const title = `故障时登记的协议 ${edition.code}`;
  return {
    async typeInVain() {
      await page.getByLabel('甲方单位').fill('成都故障甲方');
      await page.getByLabel('乙方单位').fill('宜宾故障乙方');
      await page.getByLabel('标题').fill(title);
      await page.getByLabel('金额（元）').fill('100000');
      const scan = { name: 'scan.pdf', mimeType: 'application/pdf', buffer: aScan() };
      await page.getByLabel(/扫描件或照片/).setInputFiles(scan);
      await page.getByLabel('金额（元）').press('Enter');
      await page.getByText('1 份等待联网后发送').waitFor();
    },
    saysSo: () => untilTrouble(page, words),
    async expectWhole() {
      await page.getByText(/等待联网后发送/).waitFor({ state: 'detached' });
      await untilNoTrouble(page, words);
      const logged = await host.asOwner(`SELECT 1 FROM agreement WHERE title = $1`, [title]);
      expect(logged, 'papers of that title').toHaveLength(1);
    },
  };
};

/** The workspace, where an organizer publishes. */
export const workspacePage: OpenPage = async (host, browser, words) => {
  const edition = await aGrid(host);
  const organizer = await aPerson(host, { roles: ['organizer'] });
  const page = await openRecordedPage(browser, host.url, organizer);
  await page.goto(`/prepare/${edition.id}?tab=publish`);
  const note = page.getByLabel('版本说明');
  await note.waitFor();
  const said = `故障时发布的版本 ${edition.code}`;
  return {
    async typeInVain() {
      await note.fill(said);
      await page.getByRole('button', { name: '立即发布', exact: true }).click();
      await page.getByText(/内容已保留，请稍后重试/).waitFor();
      expect(await note.inputValue()).toBe(said);
    },
    saysSo: () => untilTrouble(page, words),
    async expectWhole() {
      await untilNoTrouble(page, words);
      expect(await note.inputValue(), 'what was typed').toBe(said);
      await page.getByRole('button', { name: '立即发布', exact: true }).click();
      await page.getByText(/已发布第 \d+ 版/).waitFor();
      const { items } = await organizer.client.ask<{ items: Version[] }>('GET', `/api/editions/${edition.id}/versions`);
      expect(items.filter((version) => version.note === said)).toHaveLength(1);
    },
  };
};

async function untilTrouble(page: Page, words: RegExp): Promise<void> {
  await until(`${page.url()} says so`, async () => {
    // As when somebody comes back to its tab: what is older than some seconds is asked for anew.
    await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
    return page.getByRole('status').filter({ hasText: words }).isVisible();
  });
}

const untilNoTrouble = (page: Page, words: RegExp) =>
  page.getByRole('status').filter({ hasText: words }).waitFor({ state: 'detached' });
