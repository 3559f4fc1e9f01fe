import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Home, Meeting } from '@everexpo/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf } from '../support/agreements.ts';
import { launchBrowser, phone, visitor } from '../support/browser.ts';
import { pdfText } from '../support/pdf-text.ts';
import { newDataDir, removeDataDir, ROOT, startEverexpo, type RunningStack } from '../support/stack.ts';
import { expectMovingPicture } from '../support/video.ts';

const run = promisify(execFile);

/** The main job, steps 3 to 6, travelled in one go by the people who do it. */
describe('from a live pitch to a registered agreement', () => {
  let stack: RunningStack;
  let browser: Browser;
  let organizer: Page;
  let owner: Page;
  let investor: Page;
  let attendee: Page;
  let publicViewer: Page;
  let wall: Page;
  let sessionId: string;
  let startsAt: string;
  let meetingId: string;
  const dataDir = newDataDir();

  beforeAll(async () => {
    stack = await startEverexpo(dataDir);
    browser = await launchBrowser();
    const home = (await (await fetch(`${stack.url}/api/home`)).json()) as Home;
    sessionId = home.next[0]?.id ?? '';
    startsAt = home.next[0]?.startsAt ?? '';
    [organizer, owner, investor, attendee, publicViewer, wall] = (await Promise.all([
      visitor(browser, stack.url, 'organizer'),
      visitor(browser, stack.url, 'owner'),
      visitor(browser, stack.url, 'investor'),
      visitor(browser, stack.url, 'attendee', phone),
      visitor(browser, stack.url),
      visitor(browser, stack.url),
    ])) as [Page, Page, Page, Page, Page, Page];
  });

  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    removeDataDir(dataDir);
  });

  test('the front page shows the session about to begin and the programme leads to it', async () => {
    await publicViewer.goto('/');
    await publicViewer.getByRole('heading', { name: '接下来' }).waitFor();
    await publicViewer.getByRole('link', { name: '日程' }).first().click();
    await publicViewer.getByRole('heading', { name: '日程' }).waitFor();
    // Just before midnight, the session about to begin is one of the next day.
    await publicViewer.goto(`/programme?day=${new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date(startsAt))}`);
    await publicViewer.getByRole('region', { name: '按会场' }).locator(`a[href="/sessions/${sessionId}"]`).click();
    await publicViewer.getByText('专场尚未开始').waitFor();
  });

  test('the organizer goes live and every screen sees it', async () => {
    await Promise.all([organizer, owner, investor, attendee].map((page) => page.goto(`/sessions/${sessionId}`)));
    await organizer.getByRole('button', { name: '开始直播' }).click();
    await organizer.getByRole('button', { name: '下一个' }).click();
    for (const page of [owner, investor, attendee, publicViewer]) {
      await page.getByRole('region', { name: '正在推介' }).getByRole('timer').waitFor();
    }
  });

  test('the timer agrees on every screen', async () => {
    const pages = [organizer, owner, investor, attendee, publicViewer];
    const left = await Promise.all(
      pages.map((page) =>
        page
          .getByRole('timer')
          .first()
          .evaluate((timer) => Number((timer as HTMLElement).dataset.leftMs) + performance.timeOrigin + performance.now()),
      ),
    );
    // Each value is the server instant at which that screen thinks the pitch ends, up to its last quarter-second tick.
    expect(Math.max(...left) - Math.min(...left)).toBeLessThan(1_000);
  });

  test('the owner waits in the green room and is brought on stage; the audience sees moving pictures', async () => {
    await owner.getByRole('button', { name: '打开摄像头和麦克风' }).click();
    // "Next" brings on by itself who is in the green room already; who comes later is brought on by hand.
    await owner.getByText('候场中').or(owner.getByText('您正在台上')).waitFor();
    if (await owner.getByText('候场中').isVisible()) await organizer.getByRole('button', { name: '请上台' }).click();
    await owner.getByText('您正在台上').waitFor();
    for (const page of [attendee, publicViewer, investor]) await expectMovingPicture(page, '[data-testid="stage"] video');
  });

  test('viewers have tickets that can only subscribe', async () => {
    for (const page of [attendee, publicViewer]) {
      const answer = await page.request.post(`/api/sessions/${sessionId}/stage/ticket`);
      const { token, seat } = (await answer.json()) as { token: string; seat: string };
      const { video } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { video: Record<string, unknown> };
      expect(seat).toBe('viewer');
      expect(video).toMatchObject({ canSubscribe: true, canPublish: false, canPublishData: false });
    }
  });

  test('a question and its votes show on every screen', async () => {
    for (const page of [organizer, investor, attendee, publicViewer]) await page.getByRole('tab', { name: '提问' }).click();
    await attendee.getByLabel('提一个问题').fill('样机的量产成本大约是多少？');
    await attendee.getByRole('button', { name: '提交' }).click();
    // The typed text is in the page too until the question is sent.
    await expect.poll(() => attendee.getByLabel('提一个问题').inputValue()).toBe('');
    for (const page of [organizer, investor, attendee, publicViewer]) await page.getByText('样机的量产成本大约是多少？').waitFor();
    await investor.getByRole('button', { name: /投票：样机/ }).click();
    for (const page of [organizer, attendee, publicViewer]) {
      await page.locator('[data-votes]').filter({ hasText: /^1$/ }).waitFor();
    }
  });

  test('the investor presses "interested" and the two sides meet in a private room with video', async () => {
    await investor.getByRole('button', { name: '感兴趣 · 约谈' }).click();
    await owner.getByText('感兴趣', { exact: false }).first().waitFor();
    await investor.getByRole('button', { name: '进入洽谈' }).click();
    await investor.waitForURL('**/negotiations/*');
    meetingId = investor.url().split('/').at(-1) ?? '';
    await owner.getByRole('link', { name: '进入', exact: true }).click();
    for (const page of [investor, owner]) await page.getByRole('button', { name: '打开摄像头进入' }).click();
    await expectMovingPicture(investor, '[data-side="owner"] video');
    await expectMovingPicture(owner, '[data-side="investor"] video');
  });

  test('everybody else is refused, the organizer included', async () => {
    for (const [page, status] of [[organizer, 404], [attendee, 404], [publicViewer, 401]] as const) {
      expect((await page.request.get(`/api/meetings/${meetingId}`)).status()).toBe(status);
      expect((await page.request.post(`/api/meetings/${meetingId}/ticket`)).status()).toBe(status);
      expect((await page.request.get(`/api/meetings/${meetingId}/agreements`)).status()).toBe(status);
    }
    await organizer.goto(`/negotiations/${meetingId}`);
    await organizer.getByText('这里不对您开放').waitFor();
  });

  test('the parties draft, sign and register; the wall shows it within a second', async () => {
    await wall.goto('/wall');
    await wall.getByTestId('wall-count').filter({ hasText: /^0$/ }).waitFor();
    await investor.getByRole('button', { name: '起草协议' }).click();
    await investor.getByLabel('金额（元）').fill('1280000.50');
    await investor.getByLabel('标的与内容').fill('双方就该项目开展联合研发与应用示范，成果按投入比例共享。');
    await investor.getByRole('button', { name: '生成草稿' }).click();
    await investor.getByRole('button', { name: '提交审阅' }).click();
    await owner.getByRole('button', { name: '同意此版' }).click();
    for (const [page, account] of [[investor, 'investor'], [owner, 'owner']] as const) {
      await page.getByLabel('签名（键入您的姓名）').fill('测试签名');
      await page.getByLabel('动态口令（6 位）').fill(codeOf(account));
      await page.getByRole('button', { name: '签署', exact: true }).click();
      await page.getByText('您已签署，等待其他方签署').or(page.getByText('签约证书')).first().waitFor();
    }
    const registered = Date.now();
    await wall.getByTestId('wall-count').filter({ hasText: /^1$/ }).waitFor({ timeout: 5_000 });
    expect(Date.now() - registered).toBeLessThan(5_000);
    await wall.getByText(/KC-\d{4}-0001/).waitFor();
  });

  test('the certificate is a PDF with Chinese text, and its number verifies in public', async () => {
    const meeting = (await (await owner.request.get(`/api/meetings/${meetingId}`)).json()) as Meeting;
    const [agreement] = (await (await owner.request.get(`/api/meetings/${meetingId}/agreements`)).json()) as { id: string; number: string; sealedSha256: string }[];
    const pdf = await owner.request.get(`/api/agreements/${agreement?.id}/certificate`);
    const text = await pdfText(await pdf.body());
    expect(text).toContain('签约登记证书');
    expect(text).toContain(agreement?.number);
    expect(text).toContain(meeting.parties.find(({ side }) => side === 'owner')?.organisation?.nameZh);
    expect(text).toContain('1,280,000.50');
    expect(text).toContain(agreement?.sealedSha256);
    expect(text.split('\n'), 'one page').toHaveLength(1);
    await publicViewer.goto(`/verify/${agreement?.number}`);
    await publicViewer.getByText('账本条目完好').waitFor();
    const document = await owner.request.get(`/api/agreements/${agreement?.id}/document`);
    await publicViewer.getByLabel('核对文件').setInputFiles({ name: 'agreement.pdf', mimeType: 'application/pdf', buffer: await document.body() });
    await publicViewer.getByText('文件与登记一致').waitFor();
  });

  test('staff log a paper agreement in one form; a colleague verifies it', async () => {
    const [staff, colleague] = await Promise.all([visitor(browser, stack.url, 'staff', phone), visitor(browser, stack.url, 'staff2')]);
    await staff.goto('/desk');
    await staff.getByLabel('甲方单位').fill('成都云岭智能装备有限公司');
    await staff.getByLabel('乙方单位').fill('宜宾青衡新能源有限公司');
    await staff.getByLabel('标题').fill('储能产线智能化改造合作');
    await staff.getByLabel('金额（元）').fill('560000');
    await staff.getByLabel(/扫描件或照片/).setInputFiles({ name: 'scan.pdf', mimeType: 'application/pdf', buffer: await readFile(join(ROOT, 'tests/support/scan.pdf')) });
    await staff.getByRole('button', { name: '录入', exact: true }).click();
    await staff.getByText('等待复核').first().waitFor();
    await colleague.goto('/desk');
    await colleague.getByRole('button', { name: '复核并登记' }).click();
    await staff.getByRole('link', { name: /KC-\d{4}-0002/ }).waitFor();
    await wall.getByTestId('wall-count').filter({ hasText: /^2$/ }).waitFor();
  });

  test('the ledger verifies from its export alone', async () => {
    const file = join(dataDir, 'ledger.ndjson');
    const env = { ...process.env, DATA_DIR: dataDir, PORT: String(stack.port) };
    await run(process.execPath, ['apps/launcher/src/ledger.ts', 'export', '--out', file], { cwd: ROOT, env });
    const { stdout } = await run(process.execPath, ['apps/launcher/src/ledger.ts', 'verify', file], { cwd: ROOT });
    expect(stdout).toMatch(/^holds: 2 entries of KC-\d{4}/);
  });
});
