import { join } from 'node:path';
import type {
  Agreement,
  DeskEntry,
  EditionCard,
  Home,
  Interest,
  Meeting,
  SessionDetail,
  Stage,
} from '@everexpo/contracts';
import type { Browser, Page } from 'playwright-core';
import { demoPerson, paperForm, paperUpload, type Client } from '../../apps/api/src/testing/builders/index.ts';
import { overflowOf } from '../support/browser/appearance.ts';
import { desktop, launchBrowser, openPage, phone } from '../support/browser/browser.ts';
import { hostOf } from '../support/installation/launched.ts';
import { newDataDir, removeDataDir, ROOT, startEverexpo } from '../support/installation/stack.ts';

/**
 * `npm run screenshots -- readme`: travels the main job on fresh demo data and keeps its pages at both widths in
 * docs/screenshots.
 */
const OUT = join(ROOT, 'docs/screenshots');
const dataDir = newDataDir();
const stack = await startEverexpo(dataDir, { env: { RECORDER: 'local' } });
const browser = await launchBrowser();
let agreementId = '';
try {
  const session = await goLive();
  const [ownerPage, investorPage] = [await visitor('owner'), await visitor('investor')];
  await bringOnStage(ownerPage, session.id);
  await askQuestions(session.id);
  await logPapers();
  await atBothWidths('home', '/', (page) => page.getByRole('heading', { name: '接下来' }).waitFor());
  await atBothWidths('programme', '/programme', (page) =>
    page.locator(`a[href="/sessions/${session.id}"]:visible`).waitFor(),
  );
  await atBothWidths(
    'session',
    `/sessions/${session.id}`,
    async (page) => {
      await page.locator('[data-testid="stage"] video').waitFor();
      await page.getByRole('tab', { name: '提问' }).click();
      await page.waitForTimeout(1_500);
    },
    'investor2',
  );
  await atBothWidths(
    'project',
    `/projects/${session.runningOrder[0]?.project.id}`,
    (page) => page.getByRole('heading', { level: 1 }).waitFor(),
    'investor2',
  );
  await shoot(await visitor('organizer'), 'console', `/sessions/${session.id}`, async (page) => {
    await page.getByText('在台上').waitFor();
    await page.waitForTimeout(1_000);
  });
  await negotiate(ownerPage, investorPage, session);
  await atBothWidths('wall', '/wall', (page) => page.getByTestId('wall-count').waitFor());
  await atBothWidths(
    'agreement',
    `/agreements/${agreementId}`,
    (page) => page.getByText('动态口令').waitFor(),
    'investor',
  );
  await atBothWidths(
    'desk',
    '/desk',
    async (page) => {
      await page.getByLabel('甲方单位').fill('成都云岭智能装备有限公司');
      await page.getByLabel('乙方单位').fill('宜宾青衡新能源有限公司');
      await page.getByLabel('标题').fill('储能产线智能化改造合作');
      await page.getByLabel('金额（元）').fill('1280000');
    },
    'staff',
  );
  await atBothWidths('tables', '/desk/tables', (page) => page.getByText('现场安排').waitFor(), 'organizer');
  await atBothWidths('mine', '/mine', (page) => page.getByText('我的约谈').waitFor(), 'investor');
  await atBothWidths('register', '/desk/register', (page) => page.getByText('逾期节点').first().waitFor(), 'staff');
  await atBothWidths(
    'ceremony',
    '/desk/ceremony',
    async (page) => {
      for (const _ of [1, 2, 3])
        await page
          .getByRole('button', { name: '加入' })
          .first()
          .click()
          .then(() => page.waitForTimeout(500));
    },
    'staff',
  );
  await atBothWidths('verify', `/verify/KC-${new Date().getFullYear() - 1}-0001`, (page) =>
    page.getByText('账本条目完好').waitFor(),
  );
  await closeSession(session.id);
  await atBothWidths('replay', `/sessions/${session.id}/replay`, async (page) => {
    await page
      .getByTestId('replay')
      .locator('video')
      .evaluate((video: HTMLVideoElement) => {
        video.muted = true;
        return video.play();
      });
    await page.waitForTimeout(3_000);
  });
  await prepareProgramme();
  await atBothWidths('home-en', '/', async (page) => {
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Coming up' }).waitFor();
  });
} finally {
  await browser.close();
  await stack.stop();
  removeDataDir(dataDir);
}

/** The organizers' pages: the grid with a session in hand, the solver, the selection. */
async function prepareProgramme(): Promise<void> {
  const organizer = await clientAs('organizer');
  const { items } = await organizer.ask<{ items: EditionCard[] }>('GET', '/api/editions');
  const now = items.find((edition) => edition.open)?.id ?? '';
  const next = items.find((edition) => !edition.open && edition.projects > 0)?.id ?? '';
  const take = async (page: Page) => {
    await page
      .getByRole('gridcell')
      .filter({ hasText: /S\d{3}/ })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await page.getByRole('gridcell').filter({ hasText: /硬 -/ }).first().waitFor();
  };
  await atBothWidths('workspace', `/prepare/${now}`, take, 'organizer');
  await shoot(await visitor('organizer'), 'solver', `/prepare/${now}?tab=solver`, async (page) => {
    await page.getByLabel('时间（秒）').fill('5');
    await page.getByRole('button', { name: '开始自动编排' }).click();
    await page.getByText('自动编排完成。').waitFor();
  });
  await atBothWidths(
    'selection',
    `/prepare/${next}/selection`,
    (page) => page.getByRole('checkbox').first().waitFor(),
    'organizer',
  );
}

async function goLive(): Promise<SessionDetail> {
  const organizer = await clientAs('organizer');
  const home = await organizer.ask<Home>('GET', '/api/home');
  const id = home.next[0]?.id ?? '';
  const { revision } = await organizer.ask<Stage>('POST', `/api/sessions/${id}/stage/steps`, {
    action: 'open',
    revision: 0,
  });
  await organizer.ask('POST', `/api/sessions/${id}/stage/steps`, { action: 'next', revision, confirmAbsent: true });
  return organizer.ask<SessionDetail>('GET', `/api/sessions/${id}`);
}

async function bringOnStage(page: Page, sessionId: string): Promise<void> {
  const organizer = await clientAs('organizer');
  await page.goto(`/sessions/${sessionId}`);
  await page.getByRole('button', { name: '打开摄像头和麦克风' }).click();
  await page.getByText('候场中').waitFor();
  const presenters = await organizer.ask<{ personId: string }[]>('GET', `/api/sessions/${sessionId}/stage/presenters`);
  await organizer.ask('PUT', `/api/sessions/${sessionId}/stage/presenters/${presenters[0]?.personId}`, {
    onStage: true,
  });
  await page.getByText('您正在台上').waitFor();
}

async function askQuestions(sessionId: string): Promise<void> {
  const questions = [
    ['attendee', '样机目前的量产成本大约是多少？'],
    ['investor', '核心专利的权属是单位还是团队？'],
    ['investor2', '中试线预计什么时候建成，需要多大的场地？'],
  ] as const;
  const [voter, other] = await Promise.all([clientAs('attendee2'), clientAs('steward')]);
  for (const [index, [account, body]] of questions.entries()) {
    const asker = await clientAs(account);
    const { id } = await asker.ask<{ id: string }>('POST', `/api/sessions/${sessionId}/questions`, {
      body,
      anonymous: index === 1,
    });
    if (index < 2) await voter.ask('PUT', `/api/questions/${id}/vote`);
    if (index < 1) await other.ask('PUT', `/api/questions/${id}/vote`);
  }
}

async function logPapers(): Promise<void> {
  const [staff, colleague] = [await clientAs('staff'), await clientAs('staff2')];
  const papers = [
    ['宜宾动力电池梯次利用示范', 'energy', 'yibin', 360_000_000],
    ['德阳燃机叶片修复联合中试', 'achievement', 'deyang', 82_000_000],
    ['攀枝花钒钛合金应用开发', 'achievement', 'panzhihua', 1_280_000_000],
    ['泸州发酵菌剂技术许可', 'hightech', 'luzhou', 45_000_000],
    ['成都边缘智能终端采购', 'hightech', 'chengdu', 210_000_000],
  ] as const;
  for (const [index, [title, , city, amountFen]] of papers.entries()) {
    const form = paperForm({
      kind: index % 2 ? 'licence' : 'cooperation',
      title,
      amountFen,
      amountPublic: index !== 3,
      partyA: `演示单位甲${index + 1}`,
      partyB: `演示单位乙${index + 1}`,
      city,
      track: index % 3 ? 'hightech' : 'challenge',
    });
    const { id, version } = await staff.ask<DeskEntry>('POST', '/api/agreements/paper', paperUpload(form));
    // The last one waits for its second pair of eyes.
    if (index < papers.length - 1) await colleague.ask('POST', `/api/agreements/paper/${id}/verify`, { version });
  }
}

/** Closes the session and waits until it can be seen again. */
async function closeSession(sessionId: string): Promise<void> {
  const organizer = await clientAs('organizer');
  const { revision } = await organizer.ask<Stage>('GET', `/api/sessions/${sessionId}/stage`);
  await organizer.ask('POST', `/api/sessions/${sessionId}/stage/steps`, { action: 'close', revision });
  while (!(await organizer.ask<Stage>('GET', `/api/sessions/${sessionId}/stage`)).replay)
    await new Promise((resolve) => setTimeout(resolve, 500));
}

async function negotiate(owner: Page, investor: Page, session: SessionDetail): Promise<void> {
  const client = await clientAs('investor');
  const interest = await client.ask<Interest>(
    'POST',
    `/api/projects/${session.runningOrder[0]?.project.id}/interests`,
    {},
  );
  const meeting = await client.ask<Meeting>('POST', `/api/interests/${interest.id}/meetings`);
  const draft = await client.ask<Agreement>('POST', `/api/meetings/${meeting.id}/agreements`, {
    kind: 'investment',
    title: `${session.runningOrder[0]?.project.titleZh}投资合作`.slice(0, 100),
    amountFen: 1_280_000_000,
    termMonths: 36,
    terms: '投资方以现金方式分两期出资；\n项目方以技术成果作价入股，并负责中试线建设。',
    amountPublic: true,
  });
  await client.ask('POST', `/api/agreements/${draft.id}/submit`, { version: 1 });
  const counterpart = await clientAs('owner');
  await counterpart.ask('POST', `/api/agreements/${draft.id}/approve`, { version: 1 });
  agreementId = draft.id;
  for (const page of [owner, investor]) {
    await page.goto(`/negotiations/${meeting.id}`);
    await page.getByRole('button', { name: '打开摄像头进入' }).click();
  }
  await investor.getByRole('textbox', { name: '条款单' }).fill('一、投资金额一千二百八十万元，分两期。\n');
  await owner.getByRole('textbox', { name: '条款单' }).press('Control+End');
  await owner.getByRole('textbox', { name: '条款单' }).pressSequentially('二、项目方以技术成果作价入股。');
  await investor.locator('[data-side="owner"] video').waitFor();
  await investor.waitForTimeout(2_000);
  await investor.screenshot({ path: join(OUT, 'negotiation-desktop.png') });
  await investor.setViewportSize(phone);
  await investor.waitForTimeout(500);
  await investor.screenshot({ path: join(OUT, 'negotiation-phone.png') });
}

/** Calls the API as a demo account. */
async function clientAs(account: string): Promise<Client> {
  return (await demoPerson(hostOf(stack), account)).client;
}

/** A page of a demo account, or of somebody who is not signed in. */
async function visitor(account?: string, viewport = desktop): Promise<Page> {
  const person = account ? await demoPerson(hostOf(stack), account) : null;
  return openPage(browser as Browser, stack.url, person, { viewport });
}

async function atBothWidths(
  name: string,
  path: string,
  ready: (page: Page) => Promise<unknown>,
  account?: string,
): Promise<void> {
  for (const [width, viewport] of [
    ['desktop', desktop],
    ['phone', phone],
  ] as const) {
    await shoot(await visitor(account, viewport), `${name}-${width}`, path, ready);
  }
}

async function shoot(page: Page, name: string, path: string, ready: (page: Page) => Promise<unknown>): Promise<void> {
  await page.goto(path);
  await ready(page);
  await page.waitForTimeout(400);
  const overflow = await overflowOf(page);
  if (overflow > 0) console.warn(`${name} is ${overflow} px wider than its window`);
  await page.screenshot({ path: join(OUT, `${name}.png`) });
  await page.context().close();
}
