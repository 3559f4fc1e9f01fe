import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Agreement } from '@everexpo/contracts';
import { generateSync } from 'otplib';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  aCurrentEdition,
  aDraftAgreement,
  aMeeting,
  aPerson,
  aRegisteredAgreement,
  aScan,
  codeOf,
  forgetUsedCodes,
} from '../../apps/api/src/testing/builders/index.ts';
import { phone } from '../support/browser/browser.ts';
import { dateField, fillDate } from '../support/browser/date-fields.ts';
import { download } from '../support/download.ts';
import { useJourney } from '../support/journey.ts';
import { pdfFile } from '../support/browser/pdf-file.ts';
import { openWall } from '../support/pages/wall.ts';

const run = promisify(execFile);

/** An agreement's life in the browser: clauses, review, signing, verification, follow-up. */
describe('an agreement', () => {
  const journey = useJourney();

  test('is drafted in the negotiation room from typed fields; what is wrong shows beside the field', async () => {
    const { owner, investor, meeting } = await aMeeting(journey.host);
    const [page, other] = [await journey.page(owner), await journey.page(investor, { viewport: phone })];
    for (const one of [page, other]) await one.goto(`/negotiations/${meeting.id}`);
    await page.getByRole('button', { name: '起草协议' }).click();
    await page.getByLabel('类型').selectOption('licence');
    await page.getByLabel('金额（元）').fill('1000000');
    await page.getByLabel('标的与内容').fill('甲方许可乙方实施本项目技术，用于示范产线。');
    await page.getByLabel('许可方式').selectOption('sole');
    await page.getByRole('button', { name: '添加一期付款' }).click();
    await page.getByLabel('款项').fill('首付款');
    await fillDate(dateField(page, '日期').first(), '2030-01-31');
    const payments = page.getByRole('group', { name: '付款计划' });
    await payments.getByLabel('金额（元）').fill('400000');
    await page.getByRole('button', { name: '添加里程碑' }).click();
    const milestones = page.getByRole('group', { name: '里程碑' });
    await milestones.getByRole('textbox', { name: '里程碑' }).fill('完成样件验收');
    await fillDate(dateField(milestones, '日期'), '2030-06-30');
    await page.getByText('预览条款全文').click();
    await page.getByText('排他许可：', { exact: false }).waitFor();
    await page.getByRole('button', { name: '生成草稿' }).click();
    await payments.getByText('应等于协议金额', { exact: false }).waitFor();
    await payments.getByLabel('金额（元）').fill('1000000');
    await page.getByRole('button', { name: '生成草稿' }).click();
    await other.getByText('草稿 · 第 1 版').waitFor();
    const [agreement] = await investor.client.ask<Agreement[]>('GET', `/api/meetings/${meeting.id}/agreements`);
    expect(agreement).toMatchObject({
      kind: 'licence',
      amountFen: 100_000_000,
      details: {
        exclusivity: 'sole',
        payments: [{ title: '首付款', dueOn: '2030-01-31', amountFen: 100_000_000 }],
        milestones: [{ title: '完成样件验收', dueOn: '2030-06-30' }],
      },
    });
  });

  test('is changed by the other side, who sees what changed word by word', async () => {
    const terms = '甲方许可乙方实施本项目技术，用于示范产线。';
    const { owner, investor, meeting, agreement } = await aDraftAgreement(journey.host, { terms: { terms } });
    const page = await journey.page(owner, { viewport: phone });
    await page.goto(`/negotiations/${meeting.id}`);
    await page.getByText('草稿 · 第 1 版').waitFor();
    await page.getByRole('button', { name: '修改' }).click();
    await page.getByLabel('标的与内容').fill(terms.replace('示范', '中试'));
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('草稿 · 第 2 版').waitFor();
    for (const reader of [page, await journey.page(investor)]) {
      await reader.goto(`/agreements/${agreement.id}`);
      await reader.locator('del', { hasText: /^示范$/ }).waitFor();
      await reader.locator('ins', { hasText: /^中试$/ }).waitFor();
    }
  });

  test('is signed by both on screen: one types, one draws and sets up an authenticator first', async () => {
    const password = 'a-password-of-the-tests';
    const parties = await aCurrentEdition(journey.host, { password });
    const { owner, investor, meeting, agreement } = await aDraftAgreement(journey.host, parties);
    const page = await journey.page(investor, { viewport: phone });
    const other = await journey.page(owner);
    await page.goto(`/negotiations/${meeting.id}`);
    await page.getByRole('button', { name: '提交审阅' }).click();
    await other.goto(`/agreements/${agreement.id}`);
    await other.getByRole('button', { name: '同意此版' }).click();

    await page.getByLabel('签名（键入您的姓名）').fill('测试签名');
    await page.getByLabel('动态口令（6 位）').fill('000000');
    await page.getByRole('button', { name: '签署', exact: true }).click();
    await page.getByText('验证码不正确', { exact: false }).waitFor();
    await page.getByLabel('动态口令（6 位）').fill(codeOf(investor));
    await page.getByRole('button', { name: '签署', exact: true }).click();
    await page.getByText('您已签署').waitFor();
    await page.context().close();

    await other.getByLabel('登录密码').fill(password);
    await other.getByRole('button', { name: '开始绑定' }).click();
    await other.getByAltText('绑定验证器的二维码').waitFor();
    const secret = (await other.locator('code').innerText()).trim();
    await other.getByLabel('动态口令（6 位）').fill(generateSync({ secret }));
    await other.getByRole('button', { name: '完成绑定' }).click();
    await other.getByLabel('手写签名').check();
    await drawSignature(other);
    // As if half a minute had gone by: the code that proved the authenticator does not sign as well.
    await forgetUsedCodes(journey.host, owner);
    const screen = await openWall(journey);
    await other.getByLabel('动态口令（6 位）').fill(generateSync({ secret }));
    await other.getByRole('button', { name: '签署', exact: true }).click();
    await other.getByText('已登记').first().waitFor();
    const { number } = await owner.client.ask<Agreement>('GET', `/api/agreements/${agreement.id}`);
    expect(number).toBe(`${parties.edition.code}-0001`);
    await screen.getByText(`${number}`).waitFor();
  });

  test('its document verifies in public by being dropped; a changed one does not', async () => {
    const { owner, agreement } = await aRegisteredAgreement(journey.host);
    const sealed = await download(journey.host, owner, `/api/agreements/${agreement.id}/document`);
    const page = await journey.page(null, { viewport: phone });
    await page.goto('/verify');
    await drop(page, sealed);
    await page.getByText('文件与登记一致').waitFor();
    await page.getByRole('link', { name: agreement.number ?? '' }).click();
    await page.getByText('账本条目完好').waitFor();
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.postData() ?? ''));
    await drop(page, sealed);
    await page.getByText('文件与登记一致').waitFor();
    const changed = Buffer.from(sealed);
    changed[1000] = (changed[1000] as number) ^ 1;
    await drop(page, changed);
    await page.getByText('文件与登记不一致').waitFor();
    await drop(page, sealed);
    await page.getByText('文件与登记一致').waitFor();
    expect(sent.join('').length, 'the file stays on the device').toBeLessThan(1_000);
    const file = join(journey.host.dir, 'sealed.pdf');
    await writeFile(file, sealed);
    expect((await run('pdfsig', [file])).stdout).toContain('Signature is Valid');
  });

  test('is followed up: evidence, the amount that came, an overdue list for staff', async () => {
    const details = { payments: [{ title: '首付款', dueOn: '2030-01-31', amountFen: 100_000_000 }] };
    const late = { milestones: [{ title: '完成样件验收', dueOn: '2000-01-01' }] };
    const terms = { title: '按期履约的合作', amountFen: 100_000_000, details };
    const { owner, agreement } = await aRegisteredAgreement(journey.host, { terms });
    const overdue = await aRegisteredAgreement(journey.host, { terms: { title: '逾期未履约的合作', details: late } });

    const page = await journey.page(owner);
    await page.goto(`/agreements/${agreement.id}`);
    await page.getByRole('heading', { name: '履约跟踪' }).waitFor();
    await page.getByText('首付款').last().waitFor();
    await page.getByLabel('上传凭证（PDF、JPEG、PNG）').setInputFiles(pdfFile('凭证.pdf', aScan()));
    await page.getByRole('link', { name: '凭证.pdf' }).waitFor();
    await page.getByLabel('到账金额（元）').fill('1000000');
    await page.getByRole('button', { name: '确认完成' }).click();
    await page.getByText('到账 ¥1,000,000.00 / 协议金额 ¥1,000,000.00').waitFor();

    const staff = await journey.page(await aPerson(journey.host, { roles: ['staff'] }), { viewport: phone });
    await staff.goto('/desk/register');
    const entry = staff.getByRole('listitem').filter({ hasText: overdue.agreement.number ?? '' });
    await entry.getByText(/逾期 \d+ 天/).waitFor();
    expect(await entry.innerText()).toContain('逾期未履约的合作');
  });
});

async function drawSignature(page: Page): Promise<void> {
  const pad = await page.getByRole('img', { name: /签名板/ }).boundingBox();
  if (!pad) throw new Error('there is no pad');
  await page.mouse.move(pad.x + 40, pad.y + 60);
  await page.mouse.down();
  for (const stroke of [1, 2, 3, 4]) await page.mouse.move(pad.x + 40 + stroke * 60, pad.y + 60 + (stroke % 2) * 50);
  await page.mouse.up();
}

async function drop(page: Page, bytes: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle((base64) => {
    const content = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([content], 'agreement.pdf', { type: 'application/pdf' }));
    return data;
  }, bytes.toString('base64'));
  const area = page.locator('section[data-over]');
  await area.dispatchEvent('dragover', { dataTransfer: transfer });
  await area.dispatchEvent('drop', { dataTransfer: transfer });
}
