import type { SheetHistory } from '@everexpo/contracts';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { aLiveSession, aMeeting, aPerson } from '../../apps/api/src/testing/builders/index.ts';
import { phone } from '../support/browser/browser.ts';
import { useJourney } from '../support/journey.ts';
import {
  enterRoom,
  openNegotiation,
  quotation,
  SIDES,
  untilBothSeeEachOther,
} from '../support/pages/negotiation-pages.ts';
import { killEverything, startEverything } from '../support/faults/outage.ts';

/** From "interested" during a live pitch to a private table, where two sides see each other and write a term sheet. */
describe('negotiation', () => {
  const journey = useJourney();

  test('the investor presses "interested" on the pitch that is on and rings; the owner answers', async () => {
    const owner = await aPerson(journey.host, { roles: ['owner'] });
    const { session } = await aLiveSession(journey.host, { owners: [owner] });
    const ownerPage = await journey.page(owner);
    const investorPage = await journey.page(await aPerson(journey.host, { roles: ['investor'] }), { viewport: phone });
    await investorPage.goto(`/sessions/${session.id}`);
    await investorPage.getByRole('button', { name: '感兴趣 · 约谈' }).click();
    await ownerPage.goto('/mine');
    await ownerPage.getByText('推介时感兴趣').first().waitFor();
    await investorPage.getByRole('button', { name: '进入洽谈' }).click();
    await investorPage.waitForURL('**/negotiations/*');
    await ownerPage.getByRole('link', { name: '进入', exact: true }).click();
    await ownerPage.waitForURL(`**${new URL(investorPage.url()).pathname}`);
    await ownerPage.getByRole('button', { name: '打开摄像头进入' }).waitFor();
  });

  test('both see moving pictures that are encrypted end to end, and the same safety code', async () => {
    const pages = await openNegotiation(journey, await aMeeting(journey.host));
    await enterRoom(pages);
    await untilBothSeeEachOther(pages);
    for (const side of SIDES) await pages[side].locator('[data-e2ee="on"]').waitFor();
    const codeOn = (page: Page) => page.locator('[data-e2ee="on"] .figures').innerText();
    expect(await codeOn(pages.owner)).toMatch(/^\d{3} \d{3}$/);
    expect(await codeOn(pages.investor)).toBe(await codeOn(pages.owner));
  });

  test('who has come without a camera has come on both pages; the host alone can remove somebody', async () => {
    const fixture = await aMeeting(journey.host);
    const pages = await openNegotiation(journey, fixture);
    const others = { owner: fixture.investor, investor: fixture.owner };
    for (const side of SIDES) {
      const other = side === 'owner' ? 'investor' : 'owner';
      await pages[side].locator(`[data-side="${other}"]`).getByText('已到会，没有画面').waitFor();
      await pages[side].getByText('与会人').click();
      const row = pages[side].getByRole('listitem').filter({ hasText: others[side].name });
      await row.getByText('已到会，没有画面').waitFor();
      expect(await row.getByRole('button', { name: /^请 .* 离开$/ }).count()).toBe(side === 'owner' ? 1 : 0);
    }
  });

  test('the term sheet is written by both at once; what is written without a network merges on return', async () => {
    const fixture = await aMeeting(journey.host);
    const pages = await openNegotiation(journey, fixture);
    const [owners, investors] = SIDES.map((side) => sheetOn(pages[side])) as [Sheet, Sheet];
    await owners.fill('一、许可费一百万元。');
    await expect.poll(() => investors.inputValue()).toBe('一、许可费一百万元。');
    await investors.press('End');
    await investors.pressSequentially('\n二、期限三年。');
    await expect.poll(() => owners.inputValue()).toBe('一、许可费一百万元。\n二、期限三年。');

    await pages.investor.context().setOffline(true);
    await pages.investor.getByText('连接已断开', { exact: false }).waitFor();
    await investors.press('End');
    await investors.pressSequentially('\n三、断网时写的。');
    await pages.investor.getByText('待联网后合并').waitFor();
    await owners.press('Control+Home');
    await owners.pressSequentially('意向：');
    await pages.owner.getByText('已保存').waitFor();
    expect(await owners.inputValue(), 'nothing came through').toBe('意向：一、许可费一百万元。\n二、期限三年。');
    expect(await investors.inputValue()).not.toContain('意向');

    await pages.investor.context().setOffline(false);
    const merged = '意向：一、许可费一百万元。\n二、期限三年。\n三、断网时写的。';
    for (const sheet of [owners, investors]) await expect.poll(() => sheet.inputValue()).toBe(merged);
    const tinted = pages.owner.locator('[aria-hidden="true"] [data-side]');
    const tints = await tinted.evaluateAll((spans) => spans.map((span) => [span.dataset.side, span.textContent]));
    expect(tints).toEqual([
      ['owner', '意向：一、许可费一百万元。'],
      ['investor', '\n二、期限三年。\n三、断网时写的。'],
    ]);
    const path = `/api/meetings/${fixture.meeting.id}/sheet`;
    const { updates } = await fixture.owner.client.ask<SheetHistory>('GET', path);
    expect(new Set(updates.map(({ personId }) => personId))).toEqual(new Set([fixture.owner.id, fixture.investor.id]));
  });

  test('two write on different lines at once, one with an input method: each finds their own words whole', async () => {
    const pages = await openNegotiation(journey, await aMeeting(journey.host));
    const [owners, investors] = SIDES.map((side) => sheetOn(pages[side])) as [Sheet, Sheet];
    await owners.fill('一、\n二、');
    await expect.poll(() => investors.inputValue()).toBe('一、\n二、');
    await owners.press('Control+Home');
    await owners.press('End');
    await investors.press('Control+End');
    const licence = '许可费一百万元';
    const term = '期限三年，期满另议';
    await Promise.all([owners.pressSequentially(licence, TYPING), investors.pressSequentially(term, TYPING)]);
    for (const sheet of [owners, investors])
      await expect.poll(() => sheet.inputValue()).toBe(`一、${licence}\n二、${term}`);

    const input = await pages.owner.context().newCDPSession(pages.owner);
    await input.send('Input.imeSetComposition', { text: 'zengzhishui', selectionStart: 11, selectionEnd: 11 });
    await investors.press('Control+Home');
    await investors.pressSequentially('条款：');
    await expect.poll(() => investors.inputValue()).toBe(`条款：一、${licence}\n二、${term}`);
    expect(await owners.inputValue(), 'what is composed is not broken off').toBe(
      `一、${licence}zengzhishui\n二、${term}`,
    );
    await input.send('Input.insertText', { text: '（含增值税）' });
    const written = `条款：一、${licence}（含增值税）\n二、${term}`;
    for (const sheet of [owners, investors]) await expect.poll(() => sheet.inputValue()).toBe(written);

    await owners.press('Control+z');
    for (const sheet of [owners, investors])
      await expect
        .poll(() => sheet.inputValue(), { message: 'what others wrote stays' })
        .toBe(`条款：一、${licence}\n二、${term}`);
  });

  test('one button turns the sheet into a draft', async () => {
    const { owner, meeting } = await aMeeting(journey.host);
    const page = await journey.page(owner);
    await page.goto(`/negotiations/${meeting.id}`);
    await sheetOn(page).fill('一、许可费一百万元。\n二、期限三年。');
    await page.getByRole('button', { name: '条款单转为协议草稿' }).click();
    expect(await page.getByLabel('标的与内容').inputValue()).toContain('一、许可费一百万元。\n二、期限三年。');
  });

  test('files go to the other side, words among ourselves do not', async () => {
    const fixture = await aMeeting(journey.host);
    const { owner, investor } = await openNegotiation(journey, fixture);
    await owner.getByText('文件（0）').click();
    await owner.getByLabel('添加文件（仅双方可见）').setInputFiles(quotation);
    await owner.getByText('文件（1）').waitFor();
    await owner.getByText('本方私聊').click();
    await owner.getByLabel('消息').fill('底价八十万');
    await owner.getByRole('button', { name: '发送' }).click();
    await owner.getByText('底价八十万').waitFor();
    await investor.getByText('文件（1）').click();
    await investor.getByRole('link', { name: quotation.name }).waitFor();
    await investor.getByText('本方私聊').click();
    await investor.getByLabel('消息').waitFor();
    expect(await investor.getByText('底价八十万').count()).toBe(0);
    const path = `/api/meetings/${fixture.meeting.id}/side`;
    expect(await fixture.investor.client.ask('GET', path), 'nor does the API give it').toEqual([]);
  });

  test('who was in a room when everything was killed is back in it without a click', async () => {
    const pages = await openNegotiation(journey, await aMeeting(journey.host));
    await enterRoom(pages);
    await untilBothSeeEachOther(pages);
    await killEverything(journey.host);
    for (const side of SIDES) await pages[side].getByText('连接已断开', { exact: false }).waitFor();
    await startEverything(journey.host);
    await untilBothSeeEachOther(pages);
  });
});

/** As fast as people type: each key meets the other side's. */
const TYPING = { delay: 40 };
type Sheet = ReturnType<typeof sheetOn>;
const sheetOn = (page: Page) => page.getByRole('textbox', { name: '条款单' });
