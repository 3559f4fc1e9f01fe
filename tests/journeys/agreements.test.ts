import { existsSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Agreement, Home, Interest, LedgerPage, Meeting, SessionDetail } from '@everexpo/contracts';
import { generateSync } from 'otplib';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSettings } from '../../apps/launcher/src/settings.ts';
import { withDatabase } from '../../apps/launcher/src/with-database.ts';
import { aScan, codeOf } from '../support/agreements.ts';
import { launchBrowser, phone, visitor } from '../support/browser.ts';
import { api, signedIn, type Caller } from '../support/http.ts';
import { newDataDir, removeDataDir, startEverexpo, type RunningStack } from '../support/stack.ts';

const run = promisify(execFile);

/** An agreement's life in the browser: clauses, review, signing, desk, verification, ceremony, follow-up. */
describe('agreements', () => {
  const dataDir = newDataDir();
  let stack: RunningStack;
  let browser: Browser;
  let ownerApi: Caller;
  let meeting: Meeting;
  let agreement: Agreement;
  let owner: Page;
  let investor: Page;
  let wall: Page;

  beforeAll(async () => {
    stack = await startEverexpo(dataDir);
    browser = await launchBrowser();
    const investorApi = await signedIn(stack.url, 'investor');
    ownerApi = await signedIn(stack.url, 'owner');
    const home = await api<Home>(stack.url, 'GET', '/api/home');
    const session = await api<SessionDetail>(stack.url, 'GET', `/api/sessions/${home.next[0]?.id}`);
    const interest = await investorApi<Interest>('POST', `/api/projects/${session.runningOrder[0]?.project.id}/interests`, {});
    meeting = await investorApi<Meeting>('POST', `/api/interests/${interest.id}/meetings`);
    [owner, investor, wall] = (await Promise.all([visitor(browser, stack.url, 'owner'), visitor(browser, stack.url, 'investor', phone), visitor(browser, stack.url)])) as [Page, Page, Page];
    await wall.goto('/wall');
    await wall.getByTestId('wall-count').waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    removeDataDir(dataDir);
  });

  const only = async () => ((await ownerApi<Agreement[]>('GET', `/api/meetings/${meeting.id}/agreements`))[0] as Agreement);

  test('is drafted in the negotiation room from typed fields; what does not add up is said beside the field', async () => {
    for (const page of [owner, investor]) await page.goto(`/negotiations/${meeting.id}`);
    await owner.getByRole('button', { name: '起草协议' }).click();
    await owner.getByLabel('类型').selectOption('licence');
    await owner.getByLabel('金额（元）').fill('1000000');
    await owner.getByLabel('标的与内容').fill('甲方许可乙方实施本项目技术，用于示范产线。');
    await owner.getByLabel('许可方式').selectOption('sole');
    await owner.getByRole('button', { name: '添加一期付款' }).click();
    await owner.getByLabel('款项').fill('首付款');
    await owner.getByLabel('日期').first().fill('2030-01-31');
    await owner.getByRole('group', { name: '付款计划' }).getByLabel('金额（元）').fill('400000');
    await owner.getByRole('button', { name: '添加里程碑' }).click();
    await owner.getByRole('group', { name: '里程碑' }).getByRole('textbox', { name: '里程碑' }).fill('完成样件验收');
    await owner.getByRole('group', { name: '里程碑' }).getByLabel('日期').fill('2030-06-30');
    await owner.getByText('预览条款全文').click();
    await owner.getByText('排他许可：', { exact: false }).waitFor();
    await owner.getByRole('button', { name: '生成草稿' }).click();
    await owner.getByText('must add up to the amount', { exact: false }).waitFor();
    await owner.getByRole('group', { name: '付款计划' }).getByLabel('金额（元）').fill('1000000');
    await owner.getByRole('button', { name: '生成草稿' }).click();
    await investor.getByText('草稿 · 第 1 版').waitFor();
  });

  test('is changed by the other side, who sees what changed word by word', async () => {
    await investor.getByRole('button', { name: '修改' }).click();
    await investor.getByLabel('标的与内容').fill('甲方许可乙方实施本项目技术，用于中试产线。');
    await investor.getByRole('button', { name: '保存' }).click();
    await investor.getByText('草稿 · 第 2 版').waitFor();
    agreement = await only();
    await owner.goto(`/agreements/${agreement.id}`);
    await owner.locator('del', { hasText: '示范' }).waitFor();
    await owner.locator('ins', { hasText: '中试' }).waitFor();
  });

  test('is signed by both on screen: one types, one draws and sets up an authenticator first', async () => {
    await investor.getByRole('button', { name: '提交审阅' }).click();
    await owner.getByRole('button', { name: '同意此版' }).click();
    await investor.getByLabel('签名（键入您的姓名）').fill('测试签名');
    await investor.getByLabel('动态口令（6 位）').fill('000000');
    await investor.getByRole('button', { name: '签署', exact: true }).click();
    await investor.getByText('This code does not fit', { exact: false }).waitFor();
    await investor.getByLabel('动态口令（6 位）').fill(codeOf('investor'));
    await investor.getByRole('button', { name: '签署', exact: true }).click();
    await investor.getByText('您已签署').waitFor();

    // As if the owner had never had one: the demo account's is taken away.
    await forgetFactor(dataDir, 'owner');
    await owner.reload();
    await owner.getByLabel('登录密码').fill('everexpo-demo');
    await owner.getByRole('button', { name: '开始绑定' }).click();
    await owner.getByAltText('绑定验证器的二维码').waitFor();
    const secret = (await owner.locator('code').innerText()).trim();
    await owner.getByLabel('动态口令（6 位）').fill(generateSync({ secret }));
    await owner.getByRole('button', { name: '完成绑定' }).click();
    await owner.getByLabel('手写签名').check();
    const pad = await owner.getByRole('img', { name: /签名板/ }).boundingBox();
    if (!pad) throw new Error('there is no pad');
    await owner.mouse.move(pad.x + 40, pad.y + 60);
    await owner.mouse.down();
    for (const step of [1, 2, 3, 4]) await owner.mouse.move(pad.x + 40 + step * 60, pad.y + 60 + (step % 2) * 50);
    await owner.mouse.up();
    await owner.getByLabel('动态口令（6 位）').fill(generateSync({ secret }));
    await owner.getByRole('button', { name: '签署', exact: true }).click();
    await owner.getByText('已登记').first().waitFor();
    agreement = await only();
    expect(agreement.number).toMatch(/^KC-\d{4}-0001$/);
    await wall.getByText(agreement.number ?? '').waitFor();
  });

  test('its document verifies in public by being dropped; a changed one does not', async () => {
    const visitorPage = await visitor(browser, stack.url, undefined, phone);
    const sealed = Buffer.from(await (await owner.request.get(`/api/agreements/${agreement.id}/document`)).body());
    await visitorPage.goto('/verify');
    await drop(visitorPage, sealed);
    await visitorPage.getByText('文件与登记一致').waitFor();
    await visitorPage.getByRole('link', { name: agreement.number ?? '' }).click();
    await visitorPage.getByText('账本条目完好').waitFor();
    await drop(visitorPage, sealed);
    await visitorPage.getByText('文件与登记一致').waitFor();
    const changed = Buffer.from(sealed);
    changed[1000] = (changed[1000] as number) ^ 1;
    await drop(visitorPage, changed);
    await visitorPage.getByText('文件与登记不一致').waitFor();
    const sent: string[] = [];
    visitorPage.on('request', (request) => sent.push(request.postData() ?? ''));
    await drop(visitorPage, sealed);
    await visitorPage.getByText('文件与登记一致').waitFor();
    expect(sent.join('').length, 'the file stays on the device').toBeLessThan(1_000);
    if (existsSync('/usr/bin/pdfsig')) {
      await writeFile(join(dataDir, 'sealed.pdf'), sealed);
      expect((await run('pdfsig', [join(dataDir, 'sealed.pdf')])).stdout).toContain('Signature is Valid');
    }
  });

  test('is followed up: evidence, the amount that came, an overdue list for staff', async () => {
    await owner.getByRole('heading', { name: '履约跟踪' }).waitFor();
    await owner.getByLabel('到账金额（元）').first().fill('1000000');
    await owner.getByLabel('上传凭证（PDF、JPEG、PNG）').first().setInputFiles({ name: '凭证.pdf', mimeType: 'application/pdf', buffer: aScan() });
    await owner.getByRole('link', { name: '凭证.pdf' }).waitFor();
    await owner.getByRole('button', { name: '确认完成' }).first().click();
    await owner.getByText('到账 ¥1,000,000.00 / 协议金额 ¥1,000,000.00').waitFor();
    const staff = await visitor(browser, stack.url, 'staff', phone);
    await staff.goto('/desk/register');
    await staff.getByText(/逾期 \d+ 天/).first().waitFor();
    await staff.context().close();
  });

  test('papers are logged by keyboard alone, and through a break of the network: sent once when it is back', async () => {
    const staff = await visitor(browser, stack.url, 'staff');
    await staff.goto('/desk');
    await typePaper(staff, '断网之前的协议', '100000');
    await staff.getByText('已录入“断网之前的协议”').waitFor();
    await staff.context().setOffline(true);
    await typePaper(staff, '断网之中的协议甲', '200000');
    await staff.getByText('网络不通，已保存在本机').waitFor();
    await typePaper(staff, '断网之中的协议乙', '300000');
    await staff.getByText('2 份等待联网后发送').waitFor();
    await staff.context().setOffline(false);
    await staff.getByText('断网之中的协议乙').first().waitFor();
    await expect.poll(() => staff.getByText(/等待联网后发送/).count(), { timeout: 20_000 }).toBe(0);
    await expect.poll(async () => titles(staff)).toEqual(['断网之中的协议乙', '断网之中的协议甲', '断网之前的协议']);
    await staff.waitForTimeout(6_000);
    expect(await titles(staff), 'never twice').toHaveLength(3);
  });

  test('the answer lost on its way back makes no second paper', async () => {
    const staff = await visitor(browser, stack.url, 'staff');
    await staff.goto('/desk');
    let lost = 0;
    await staff.route('**/api/agreements/paper', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.fallback();
      lost += 1;
      await route.fetch();
      return route.abort('connectionreset');
    });
    await typePaper(staff, '回执丢失的协议', '400000');
    await expect.poll(async () => (await titles(staff)).filter((title) => title === '回执丢失的协议').length, { timeout: 20_000 }).toBe(1);
    await expect.poll(() => staff.getByText(/等待联网后发送/).count(), { timeout: 20_000 }).toBe(0);
    expect(lost).toBe(1);
    expect((await titles(staff)).filter((title) => title === '回执丢失的协议')).toHaveLength(1);
  });

  test('a second person verifies; the wall and the ceremony’s big screen follow at once', async () => {
    const colleague = await visitor(browser, stack.url, 'staff2');
    await colleague.goto('/desk');
    await colleague.getByLabel('显示').selectOption('signed');
    const before = Number(await wall.getByTestId('wall-count').innerText());
    await colleague.getByRole('button', { name: '复核并登记' }).first().click();
    await wall.getByTestId('wall-count').filter({ hasText: String(before + 1) }).waitFor();
    await colleague.goto('/desk/ceremony');
    await colleague.getByRole('button', { name: '加入' }).first().click();
    await colleague.getByRole('button', { name: /下一组/ }).click();
    await colleague.getByText('在台上', { exact: false }).first().waitFor();
    await colleague.getByRole('button', { name: '切到典礼' }).click();
    await wall.getByTestId('stage-slide').getByText('第 1 组，共 1 组').waitFor();
    await colleague.getByRole('button', { name: '切到签约墙' }).click();
    await wall.getByTestId('wall-count').waitFor();
    const { items } = await api<LedgerPage>(stack.url, 'GET', `/api/ledger/${agreement.number?.slice(0, 7)}`);
    expect(items.map(({ event }) => event)).toEqual(['registered', 'registered']);
  });
});

/** Every field by keyboard: Tab from the first, Enter at the end. The file is chosen as a scanner's program would. */
async function typePaper(page: Page, title: string, amount: string): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT');
  await page.keyboard.type(`成都${title}甲方`);
  await page.keyboard.press('Tab');
  await page.keyboard.type(`宜宾${title}乙方`);
  await page.keyboard.press('Tab');
  await page.keyboard.type(title);
  for (let tab = 0; tab < 3; tab += 1) await page.keyboard.press('Tab');
  await page.keyboard.type(amount);
  await page.getByLabel(/扫描件或照片/).setInputFiles({ name: 'scan.pdf', mimeType: 'application/pdf', buffer: aScan() });
  await page.getByLabel('金额（元）').press('Enter');
}

const titles = async (page: Page) => (await page.locator('section li strong').allInnerTexts()).map((text) => text.trim());

async function drop(page: Page, bytes: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle((base64) => {
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], 'agreement.pdf', { type: 'application/pdf' }));
    return data;
  }, bytes.toString('base64'));
  const area = page.locator('section[data-over]');
  await area.dispatchEvent('dragover', { dataTransfer: transfer });
  await area.dispatchEvent('drop', { dataTransfer: transfer });
}

async function forgetFactor(dataDir: string, account: string): Promise<void> {
  await withDatabase(readSettings({ DATA_DIR: dataDir }), async (url) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`DELETE FROM second_factor WHERE person_id = (SELECT id FROM person WHERE email = $1)`, [`${account}@everexpo.example`]);
    await client.end();
  });
}
