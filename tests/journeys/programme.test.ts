import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTable, writeTable } from '@everexpo/interchange';
import type { Draft, DraftSession, EditionCard } from '@everexpo/contracts';
import ICAL from 'ical.js';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, phone, visitor } from '../support/browser.ts';
import { sessionCookie, signedIn, type Caller } from '../support/http.ts';
import { newDataDir, removeDataDir, startEverexpo, type RunningStack } from '../support/stack.ts';

/** The main job's third step: from a spreadsheet of projects to a programme that everybody concerned knows of. */
describe('from a spreadsheet to a published programme', () => {
  let stack: RunningStack;
  let browser: Browser;
  let organizer: Page;
  let second: Page;
  let owner: Page;
  let api: Caller;
  let editionId: string;
  const dataDir = newDataDir();

  beforeAll(async () => {
    stack = await startEverexpo(dataDir);
    browser = await launchBrowser();
    api = await signedIn(stack.url, 'organizer');
    const { items } = await api<{ items: EditionCard[] }>('GET', '/api/editions');
    editionId = items.find((edition) => edition.open)?.id ?? '';
    const large = { width: 1600, height: 1000 };
    [organizer, second, owner] = (await Promise.all([visitor(browser, stack.url, 'organizer', large), visitor(browser, stack.url, 'organizer2', large), visitor(browser, stack.url, 'owner', phone)])) as [Page, Page, Page];
  });

  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    removeDataDir(dataDir);
  });

  const draft = () => api<Draft>('GET', `/api/editions/${editionId}/draft`);
  const panel = (name: string) => organizer.getByRole('group', { name: '面板' }).getByRole('button', { name, exact: true }).click();
  const cellOf = async (page: Page, startsAt: string, roomId: string): Promise<Locator> => {
    const { rooms, edition } = await draft();
    const room = rooms.find((one) => one.id === roomId);
    const time = new Intl.DateTimeFormat('zh-CN', { timeZone: edition.timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(startsAt));
    return page.getByRole('gridcell', { name: new RegExp(`^${room?.nameZh ?? ''} ${time}`) });
  };

  test('imports a table: the good rows land, the bad one comes back as a file and goes in once it is mended', async () => {
    const file = join(dataDir, 'projects.xlsx');
    writeFileSync(file, await writeTable(await someProjects(), 'xlsx'));
    await organizer.goto(`/prepare/${editionId}?tab=intake`);
    await organizer.getByLabel('导入项目表').setInputFiles(file);
    await organizer.getByRole('button', { name: '导入', exact: true }).click();
    await organizer.getByText('44 行：新增 43，更新 0').waitFor();
    await organizer.getByText(/第 4 行 市州：/).waitFor();
    const [download] = await Promise.all([organizer.waitForEvent('download'), organizer.getByRole('link', { name: /下载出错的行/ }).click()]);
    const back = await readTable(await bytesOf(download));
    back.rows[0]![7] = '绵阳';
    writeFileSync(file, await writeTable(back, 'xlsx'));
    await organizer.getByLabel('导入项目表').setInputFiles(file);
    await organizer.getByRole('button', { name: '导入', exact: true }).click();
    await organizer.getByText('1 行：新增 1，更新 0').waitFor();
    await organizer.getByText('待分组的项目：44').waitFor();
  });

  test('groups them into sessions, which wait in the tray', async () => {
    await organizer.getByRole('button', { name: '自动分组' }).click();
    await organizer.getByText('生成 2 场，编入 44 个项目').waitFor();
    await expect.poll(() => organizer.getByRole('region', { name: '待排区' }).getByRole('button').count()).toBe(2);
  });

  test('solves with a curve that grows, and takes the result', async () => {
    await panel('求解');
    await organizer.getByLabel('时间（秒）').fill('4');
    await organizer.getByRole('button', { name: '开始求解' }).click();
    await organizer.getByText(/正在求解/).waitFor();
    const points = () => organizer.getByRole('img', { name: /得分随时间/ }).locator('polyline').evaluate((line) => line.getAttribute('points')?.split(' ').length ?? 0);
    const early = await expect.poll(points).toBeGreaterThan(2).then(points);
    await organizer.getByText('求解完成。').waitFor();
    expect(await points()).toBeGreaterThan(early);
    await organizer.getByRole('button', { name: /采用结果/ }).click();
    await organizer.getByText('所有专场都已排入。').waitFor();
    expect((await draft()).sessions.every((session) => session.startsAt !== null)).toBe(true);
  });

  test('drags a session over a heat map that says what would come of it', async () => {
    const { session, to } = await aMove(await draft());
    await organizer.goto(`/prepare/${editionId}?day=${dayOf(session)}`);
    const from = await cellOf(organizer, session.startsAt ?? '', session.roomId ?? '');
    const target = await cellOf(organizer, to.startsAt, to.roomId);
    await from.getByText(session.code).scrollIntoViewIfNeeded();
    await from.getByText(session.code).hover();
    await organizer.mouse.down();
    const start = await from.boundingBox();
    await organizer.mouse.move((start?.x ?? 0) + 40, (start?.y ?? 0) + 30, { steps: 4 });
    await target.scrollIntoViewIfNeeded();
    const over = async () => {
      const box = await target.boundingBox();
      await organizer.mouse.move((box?.x ?? 0) + 30, (box?.y ?? 0) + 20, { steps: 4 });
      return target.getAttribute('data-over');
    };
    await expect.poll(over).toBe('true');
    // The tint and its words arrive with the answer of the solver.
    await expect.poll(() => target.textContent()).toMatch(/[+-]\d/);
    await expect.poll(() => organizer.getByRole('gridcell').filter({ hasText: /硬 -/ }).count()).toBeGreaterThan(0);
    await expect.poll(over).toBe('true');
    await organizer.mouse.up();
    await expect.poll(async () => (await draft()).sessions.find((one) => one.id === session.id)).toMatchObject(to);
    await organizer.keyboard.press('Control+z');
    await expect.poll(async () => (await draft()).sessions.find((one) => one.id === session.id)).toMatchObject({ roomId: session.roomId, startsAt: session.startsAt });
  });

  test('moves a session by keyboard alone', async () => {
    const { session, to } = await aMove(await draft());
    const { rooms } = await draft();
    await (await cellOf(organizer, session.startsAt ?? '', session.roomId ?? '')).focus();
    await organizer.keyboard.press('Enter');
    await organizer.getByText(`已拿起 ${session.code}`).waitFor({ state: 'attached' });
    const steps = rooms.findIndex((room) => room.id === to.roomId) - rooms.findIndex((room) => room.id === session.roomId);
    for (let step = 0; step < Math.abs(steps); step++) await organizer.keyboard.press(steps > 0 ? 'ArrowRight' : 'ArrowLeft');
    const rowsBetween = await organizer.evaluate(() => document.activeElement?.getAttribute('data-row'));
    const target = Number(await (await cellOf(organizer, to.startsAt, to.roomId)).getAttribute('data-row'));
    for (let row = Number(rowsBetween); row !== target; row += Math.sign(target - row)) await organizer.keyboard.press(target > row ? 'ArrowDown' : 'ArrowUp');
    await organizer.keyboard.press('Enter');
    await expect.poll(async () => (await draft()).sessions.find((one) => one.id === session.id)).toMatchObject(to);
  });

  test('two organizers see each other, and what one moves the other cannot overwrite unseen', async () => {
    await second.goto(`/prepare/${editionId}`);
    await expect.poll(async () => (await organizer.getByText(/^在场：/).textContent())?.split('、').length).toBe(2);
    const { session } = await aMove(await draft());
    await second.goto(`/prepare/${editionId}?day=${dayOf(session)}`);
    await organizer.goto(`/prepare/${editionId}?day=${dayOf(session)}`);
    await (await cellOf(second, session.startsAt ?? '', session.roomId ?? '')).focus();
    await second.keyboard.press('Enter');
    await organizer.getByText(/正在移动$/).first().waitFor();
    await (await cellOf(organizer, session.startsAt ?? '', session.roomId ?? '')).focus();
    await organizer.keyboard.press('Delete');
    await second.getByRole('alert').filter({ hasText: `${session.code} 刚被另一位组织者改动` }).waitFor();
    await second.keyboard.press('Enter');
    expect((await draft()).sessions.find((one) => one.id === session.id)).toMatchObject({ startsAt: null, roomId: null });
    await second.getByRole('region', { name: '待排区' }).getByRole('button', { name: new RegExp(session.code) }).waitFor();
    await organizer.keyboard.press('Control+z');
    await expect.poll(async () => (await draft()).sessions.find((one) => one.id === session.id)?.startsAt).toBe(session.startsAt);
  });

  test('publishes; the diff agrees, the owner concerned is told at once and the calendar follows', async () => {
    await owner.goto('/mine');
    await owner.getByLabel('订阅内容').selectOption('mine');
    await owner.getByRole('button', { name: '生成订阅地址' }).click();
    const address = await owner.getByLabel('订阅地址', { exact: true }).inputValue();
    const feed = async () => {
      const root = new ICAL.Component(ICAL.parse(await (await fetch(address)).text()) as unknown[]);
      return root.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
    };
    const before = await feed();
    await panel('发布');
    await expect.poll(() => organizer.getByRole('heading', { name: /待发布的改动/ }).textContent()).not.toContain('（0）');
    const { session } = await ownersSession(await draft());
    await organizer.getByText(session.code).first().waitFor();
    await organizer.getByLabel('版本说明').fill('新增两场新材料专场');
    await organizer.getByRole('button', { name: '立即发布' }).click();
    await organizer.getByText('已发布第 2 版').waitFor();
    await owner.getByText(/日程有变：/).waitFor();
    await owner.reload();
    await owner.getByRole('heading', { name: '通知', exact: true }).waitFor();
    await owner.getByText('新增两场新材料专场').waitFor();
    const after = await feed();
    expect(after.length).toBe(before.length + 1);
    expect(after.map((event) => event.uid)).toContain(`${session.id}@everexpo`);
    await organizer.getByRole('button', { name: '与 v1 比较' }).click();
    await organizer.locator('li').filter({ hasText: session.code }).getByText('新增').first().waitFor();
    await owner.getByRole('button', { name: '作废' }).click();
    await expect.poll(async () => (await fetch(address)).status).toBe(404);
  });

  /** A table of 44 projects of owners the demo knows, one of them the account `owner`; row 4 names no city of ours. */
  async function someProjects(): Promise<{ headers: string[]; rows: string[][] }> {
    const answer = await fetch(`${stack.url}/api/editions/${editionId}/projects/export?format=csv`, { headers: { cookie: await sessionCookie(stack.url, 'organizer') } });
    const known = await readTable(Buffer.from(await answer.arrayBuffer()));
    const owner = known.headers.indexOf('联系人邮箱');
    const emails = [...new Set(known.rows.map((row) => row[owner] as string))].filter((email) => email !== 'owner@everexpo.example').slice(0, 43);
    const rows = ['owner@everexpo.example', ...emails].map((email, at) => [`N-${at + 1}`, `新材料项目${at + 1}`, `New material ${at + 1}`, '可以中试的新材料。', 'A material ready for a pilot line.', '成果转化', '新材料', '成都', '中试阶段', '寻找中试合作方', 'Seeks a pilot partner', '128.5', email]);
    rows[2]![7] = '上海滩';
    return { headers: known.headers.slice(0, owner + 1), rows };
  }

  /** A session on the grid, and a cell of the same day where it breaks nothing. */
  async function aMove(now: Draft): Promise<{ session: DraftSession; to: { roomId: string; startsAt: string } }> {
    const starts = new Set(now.timeslots.map((slot) => slot.startsAt));
    const tomorrow = Date.now() + 24 * 3_600_000;
    for (const session of now.sessions.filter((one) => !one.begun && one.startsAt !== null && starts.has(one.startsAt) && Date.parse(one.startsAt) > tomorrow)) {
      const { cells } = await api<{ cells: { startsAt: string; roomId: string; allowed: boolean; delta: { hard: number }; swapWith: string | null }[] }>('GET', `/api/editions/${editionId}/draft/sessions/${session.id}/effects`);
      const cell = cells.find((one) => one.allowed && one.swapWith === null && one.delta.hard === 0 && dayOf(one) === dayOf(session) && (one.startsAt !== session.startsAt || one.roomId !== session.roomId) && one.roomId !== session.roomId);
      if (cell) return { session, to: { roomId: cell.roomId, startsAt: cell.startsAt } };
    }
    throw new Error('nothing can move within its day');
  }

  /** The new session in which the account `owner` pitches. */
  async function ownersSession(now: Draft): Promise<{ session: DraftSession }> {
    for (const session of now.sessions.filter((one) => one.published === null)) {
      const { pitches } = await api<{ pitches: { titleZh: string }[] }>('GET', `/api/editions/${editionId}/draft/sessions/${session.id}/pitches`);
      if (pitches.some((pitch) => pitch.titleZh === '新材料项目1')) return { session };
    }
    throw new Error('no such session');
  }
});

const dayOf = ({ startsAt }: { startsAt: string | null }) => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date(startsAt ?? 0));

async function bytesOf(download: { createReadStream(): Promise<NodeJS.ReadableStream> }): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
