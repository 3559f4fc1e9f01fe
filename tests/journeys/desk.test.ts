import type { LedgerPage } from '@everexpo/contracts';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  aCurrentEdition,
  aPaper,
  aPerson,
  aRegisteredPaper,
  aScan,
} from '../../apps/api/src/testing/builders/index.ts';
import { useJourney } from '../support/journey.ts';
import { untilPapersSettled } from '../support/pages/paper-queue.ts';
import { pdfFile } from '../support/browser/pdf-file.ts';
import { until } from '../support/until.ts';
import { openWall } from '../support/pages/wall.ts';
import { signOut } from '../support/pages/own-menu.ts';

/** Paper agreements: logged and verified at the desk, called on stage in the ceremony. */
describe('the deal desk', () => {
  const journey = useJourney();

  async function deskOf(person: { cookie: string }): Promise<Page> {
    const page = await journey.page(person);
    await page.goto('/desk');
    return page;
  }

  test('papers are logged by keyboard alone and through a break of the network: once each afterwards', async () => {
    const { edition } = await aCurrentEdition(journey.host);
    const staff = await deskOf(await aPerson(journey.host, { roles: ['staff'] }));
    const settled = untilPapersSettled(staff);
    await typePaper(staff, '断网之前的协议', '100000');
    await staff.getByText('已录入“断网之前的协议”').waitFor();
    await staff.context().setOffline(true);
    await typePaper(staff, '断网之中的协议甲', '200000');
    await staff.getByText('1 份等待联网后发送').waitFor();
    await staff.getByText('网络不通，已保存在本机').waitFor();
    await typePaper(staff, '断网之中的协议乙', '300000');
    await staff.getByText('2 份等待联网后发送').waitFor();
    expect(await papersOf(edition.code), 'nothing came through').toEqual(['断网之前的协议']);
    await staff.context().setOffline(false);
    await staff.getByText(/等待联网后发送/).waitFor({ state: 'detached' });
    await settled();
    const logged = ['断网之前的协议', '断网之中的协议甲', '断网之中的协议乙'];
    expect(await papersOf(edition.code), 'never twice').toEqual(logged);
    await expect.poll(() => titles(staff)).toEqual([...logged].reverse());
  });

  test('what is half typed stays when one signs out in another page, until the page is left', async () => {
    await aCurrentEdition(journey.host);
    const staff = await deskOf(await aPerson(journey.host, { roles: ['staff'] }));
    await staff.getByLabel('甲方单位').fill('写到一半的单位');
    const other = await staff.context().newPage();
    await other.goto('/programme');
    await signOut(other);
    await staff.getByText('您已退出登录').waitFor();
    await staff.getByRole('link', { name: '重新登录' }).waitFor();
    expect(await staff.getByLabel('甲方单位').inputValue()).toBe('写到一半的单位');
    await staff.getByRole('navigation').getByRole('link', { name: '日程' }).click();
    await staff.getByRole('heading', { name: '日程', level: 1 }).waitFor();
    expect(await staff.getByText('您已退出登录').count()).toBe(0);
    await staff.goBack();
    await staff.getByText('签约台', { exact: true }).first().waitFor();
    await expect.poll(() => staff.getByLabel('甲方单位').count()).toBe(0);
  });

  test('the answer lost on its way back makes no second paper', async () => {
    const { edition } = await aCurrentEdition(journey.host);
    const staff = await deskOf(await aPerson(journey.host, { roles: ['staff'] }));
    const settled = untilPapersSettled(staff);
    const answers: number[] = [];
    await staff.route('**/api/agreements/paper', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      const answer = await route.fetch();
      answers.push(answer.status());
      return answers.length === 1 ? route.abort('connectionreset') : route.fulfill({ response: answer });
    });
    await typePaper(staff, '回执丢失的协议', '400000');
    await until('it is sent again', () => answers.length > 1);
    await staff.getByText(/等待联网后发送/).waitFor({ state: 'detached' });
    await settled();
    expect(new Set(answers)).toEqual(new Set([201]));
    expect(await papersOf(edition.code)).toEqual(['回执丢失的协议']);
    await expect.poll(() => titles(staff)).toEqual(['回执丢失的协议']);
  });

  test('a second person verifies; the wall follows at once', async () => {
    const { edition } = await aCurrentEdition(journey.host);
    const { entry, colleague } = await aPaper(journey.host);
    const screen = await openWall(journey);
    await screen.getByTestId('wall-count').filter({ hasText: /^0$/ }).waitFor();
    const desk = await deskOf(colleague);
    await desk.getByLabel('显示').selectOption('signed');
    await desk.getByRole('button', { name: '复核并登记' }).click();
    await screen.getByTestId('wall-count').filter({ hasText: /^1$/ }).waitFor();
    await screen.getByText(entry.title).waitFor();
    const { items } = await colleague.client.ask<LedgerPage>('GET', `/api/ledger/${edition.code}`);
    expect(items).toMatchObject([{ event: 'registered', number: `${edition.code}-0001`, agreement: entry.id }]);
  });

  test('the ceremony calls parties on stage; the big screen follows at once', async () => {
    await aCurrentEdition(journey.host);
    const { entry, colleague } = await aRegisteredPaper(journey.host);
    const [screen, desk] = [await openWall(journey), await journey.page(colleague)];
    await desk.goto('/desk/ceremony');
    await desk.getByRole('button', { name: '加入' }).click();
    await desk.getByRole('button', { name: /下一组/ }).click();
    await desk.getByText('在台上', { exact: false }).first().waitFor();
    await desk.getByRole('button', { name: '切到典礼' }).click();
    await screen.getByTestId('stage-slide').getByText('第 1 组，共 1 组').waitFor();
    await screen.getByTestId('stage-slide').getByText(entry.title).waitFor();
    await desk.getByRole('button', { name: '切到签约墙' }).click();
    await screen.getByTestId('wall-count').waitFor();
  });

  /** Titles of the papers that an edition's desk has logged, first to last. */
  async function papersOf(code: string): Promise<string[]> {
    const rows = await journey.host.asOwner<{ title: string }>(
      `SELECT a.title FROM agreement a JOIN edition e ON e.id = a.edition_id
        WHERE e.code = $1 AND a.source = 'paper' ORDER BY a.id`,
      [code],
    );
    return rows.map(({ title }) => title);
  }
});

/** Every field by keyboard: Tab from the first, Enter at the end. The file is chosen as a scanner's program would. */
async function typePaper(page: Page, title: string, amount: string): Promise<void> {
  const first = page.getByLabel('甲方单位');
  await expect.poll(() => first.evaluate((input) => input === document.activeElement)).toBe(true);
  await expect.poll(() => first.inputValue()).toBe('');
  await page.keyboard.type(`成都${title}甲方`);
  await page.keyboard.press('Tab');
  await page.keyboard.type(`宜宾${title}乙方`);
  await page.keyboard.press('Tab');
  await page.keyboard.type(title);
  for (let tab = 0; tab < 3; tab += 1) await page.keyboard.press('Tab');
  await page.keyboard.type(amount);
  await page.getByLabel(/扫描件或照片/).setInputFiles(pdfFile('scan.pdf', aScan()));
  await page.getByLabel('金额（元）').press('Enter');
}

async function titles(page: Page): Promise<string[]> {
  const shown = await page.locator('section li strong').allInnerTexts();
  return shown.map((text) => text.trim());
}
