import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTable, writeTable } from '@everexpo/interchange/tables';
import type { Draft, DraftChange, DraftSession } from '@everexpo/contracts';
import ICAL from 'ical.js';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  aGrid,
  aPerson,
  someWaitingProjects,
  type BuiltEdition,
  type Person,
} from '../../apps/api/src/testing/builders/index.ts';
import { projectRows, projectTable } from '../../apps/api/src/testing/workspace.ts';
import { phone } from '../support/browser/browser.ts';
import { useJourney } from '../support/journey.ts';
import { aMoveOnGrid, cellOf, dayOf } from '../support/pages/workspace-grid.ts';

/** The main job's third step: from a spreadsheet of projects to a programme that everybody concerned knows of. */
const journey = useJourney();
const large = { viewport: { width: 1600, height: 1000 } };

const untitled = { guid: 'g-1', title: '', date: '2033-11-05T09:00:00+08:00', duration: '01:00' };
const scheduleWithoutTitle = {
  name: 'schedule.json',
  mimeType: 'application/json',
  buffer: Buffer.from(
    JSON.stringify({ schedule: { conference: { title: 'T', days: [{ rooms: { A: [untitled] } }] } } }),
  ),
};

test('imports a table: good rows are taken, the bad one comes back as a file and goes in once mended', async () => {
  const edition = await aGrid(journey.host, { sessions: 0 });
  const owners = await Promise.all(Array.from({ length: 5 }, () => aPerson(journey.host, { roles: ['owner'] })));
  const rows = projectRows(
    5,
    owners.map(({ email }) => email),
    'N',
  );
  const city = projectTable(rows).headers.indexOf('市州');
  rows[2]![city] = '上海滩';
  const file = join(journey.host.dir, 'projects.xlsx');
  writeFileSync(file, await writeTable(projectTable(rows), 'xlsx'));
  const page = await journey.page(await anOrganizer(), large);
  await page.goto(`/prepare/${edition.id}?tab=intake`);
  await page.getByLabel('导入项目表').setInputFiles(file);
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await page.getByText('5 行：新增 4，更新 0').waitFor();
  await page.getByText(/第 4 行 市州：/).waitFor();
  const link = page.getByRole('link', { name: /下载出错的行/ });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const back = await readTable(await bytesOf(download));
  back.rows[0]![back.headers.indexOf('市州')] = '绵阳';
  writeFileSync(file, await writeTable(back, 'xlsx'));
  await page.getByLabel('导入项目表').setInputFiles(file);
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await page.getByText('1 行：新增 1，更新 0').waitFor();
  await page.getByText('待分组的项目：5').waitFor();
});

test('of many wrong rows the first are shown, and how many more the file tells of', async () => {
  const edition = await aGrid(journey.host, { sessions: 0 });
  const table = projectTable(projectRows(12, ['owner@everexpo.example'], 'M'));
  for (const row of table.rows) row[table.headers.indexOf('市州')] = '上海滩';
  const page = await journey.page(await anOrganizer(), large);
  await page.goto(`/prepare/${edition.id}?tab=intake`);
  const file = { name: 'projects.csv', mimeType: 'text/csv', buffer: await writeTable(table, 'csv') };
  await page.getByLabel('导入项目表').setInputFiles(file);
  await page.getByRole('button', { name: '导入', exact: true }).click();
  await page.getByText('还有 2 处错误，见下载的文件').waitFor();
  expect(await page.getByText(/^第 \d+ 行 市州：/).count()).toBe(10);
});

test('an English reader is told in English of a wrong row and a wrong event, in the error file too', async () => {
  const edition = await aGrid(journey.host, { sessions: 0 });
  const table = projectTable(projectRows(1, ['owner@everexpo.example'], 'E'));
  table.rows[0]![table.headers.indexOf('市州')] = 'Atlantis';
  const page = await journey.page(await anOrganizer(), large);
  await page.addInitScript(() => localStorage.setItem('everexpo.language', 'en'));
  await page.goto(`/prepare/${edition.id}?tab=intake`);
  const file = { name: 'projects.csv', mimeType: 'text/csv', buffer: await writeTable(table, 'csv') };
  await page.getByLabel('Import a project table').setInputFiles(file);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText(/^Row 2, City: must be one of: Chengdu/).waitFor();
  const link = page.getByRole('link', { name: /Download the rows with errors/ });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const { headers, rows } = await readTable(await bytesOf(download));
  expect([headers.at(-1), rows[0]?.at(-1)]).toEqual([
    'What is wrong',
    expect.stringMatching(/^City: must be one of: /),
  ]);
  await page.getByLabel('Import a schedule file').setInputFiles(scheduleWithoutTitle);
  await page.getByText(/day 1, room A, event 1, title: a title is needed/).waitFor();
});

test('a Chinese reader is told in Chinese where an event stands that cannot be taken', async () => {
  const edition = await aGrid(journey.host, { sessions: 0 });
  const page = await journey.page(await anOrganizer(), large);
  await page.goto(`/prepare/${edition.id}?tab=intake`);
  await page.getByLabel('导入日程文件').setInputFiles(scheduleWithoutTitle);
  await page.getByText(/第 1 天，会场 A，第 1 个事件，title：缺少标题/).waitFor();
});

test('groups projects into sessions in the tray, solves with a growing curve, and takes the result', async () => {
  const edition = await aGrid(journey.host, { sessions: 4, pitches: 1 });
  await someWaitingProjects(journey.host, edition.id, 44);
  const { page, draft } = await workspaceOf(edition, '?tab=intake');
  await page.getByRole('button', { name: '自动分组' }).click();
  await page.getByText('生成 2 场，编入 44 个项目').waitFor();
  const tray = page.getByRole('region', { name: '待排区' });
  await expect.poll(() => tray.getByRole('button').count()).toBe(2);
  await openPanel(page, '自动编排');
  await page.getByLabel('时间（秒）').fill('4');
  await page.getByRole('button', { name: '开始自动编排' }).click();
  const curve = page.getByRole('img', { name: /得分随时间/ }).locator('polyline');
  const points = async () => (await curve.getAttribute('points'))?.split(' ').length ?? 0;
  await expect.poll(points).toBeGreaterThan(1);
  const early = await points();
  await page.getByText('自动编排完成。').waitFor();
  expect(await points()).toBeGreaterThanOrEqual(early);
  await page.getByRole('button', { name: /采用结果/ }).click();
  await page.getByText('所有专场都已排入。').waitFor();
  expect((await draft()).sessions.map(({ startsAt }) => startsAt)).not.toContain(null);
});

test('drags a session over a heat map that says what would come of it, and takes it back', async () => {
  const busyOwner = await aPerson(journey.host, { roles: ['owner'] });
  const { page, draft, move } = await workspaceOf(await aGrid(journey.host, { sessions: 4, busyOwner }));
  const { session, to } = move;
  const from = await cellOf(page, await draft(), session.startsAt ?? '', session.roomId ?? '');
  const target = await cellOf(page, await draft(), to.startsAt, to.roomId);
  await from.getByText(session.code).hover();
  await page.mouse.down();
  const start = await from.boundingBox();
  await page.mouse.move((start?.x ?? 0) + 40, (start?.y ?? 0) + 30, { steps: 4 });
  const over = async () => {
    const box = await target.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 30, (box?.y ?? 0) + 20, { steps: 4 });
    return target.getAttribute('data-over');
  };
  await expect.poll(over).toBe('true');
  // The tint and its words arrive with the answer of the solver.
  await expect.poll(() => target.textContent()).toMatch(/[+-]\d/);
  await expect.poll(() => page.getByRole('gridcell').filter({ hasText: /硬 -/ }).count()).toBeGreaterThan(0);
  await expect.poll(over).toBe('true');
  await page.mouse.up();
  const placed = async () => (await draft()).sessions.find(({ id }) => id === session.id);
  await expect.poll(placed).toMatchObject(to);
  await page.keyboard.press('Control+z');
  await expect.poll(placed).toMatchObject({ roomId: session.roomId, startsAt: session.startsAt });
});

test('an edit shows what it made of the score by its answer alone, and other pages once they are told', async () => {
  const edition = await aGrid(journey.host);
  const { page, draft, move } = await workspaceOf(edition);
  const { page: other } = await workspaceOf(edition);
  const echo = new Promise<void>((heard) =>
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => String(payload).includes('draft:changed') && heard()),
    ),
  );
  for (const one of [page, other]) {
    await one.goto(`/prepare/${edition.id}?day=${dayOf(move.session)}&tab=problems`);
    await one.getByText(/^硬 .* · 软 /).waitFor();
    await one.getByText(/^在场：/).waitFor();
  }
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'GET' && request.url().includes(`/${edition.id}/draft`)) asked.push(request.url());
  });
  const { startsAt, roomId } = move.session;
  await (await cellOf(page, await draft(), startsAt ?? '', roomId ?? '')).focus();
  await page.keyboard.press('Delete');
  await echo;
  for (const one of [page, other]) await one.getByText(/1 场未排入/).waitFor();
  expect(asked).toEqual([]);
});

test('moves a session by keyboard alone', async () => {
  const { page, draft, move } = await workspaceOf(await aGrid(journey.host));
  const { session, to } = move;
  const { rooms } = await draft();
  await (await cellOf(page, await draft(), session.startsAt ?? '', session.roomId ?? '')).focus();
  await page.keyboard.press('Enter');
  await page.getByText(`已拿起 ${session.code}`).waitFor({ state: 'attached' });
  const indexOf = (id: string | null) => rooms.findIndex((room) => room.id === id);
  const columns = indexOf(to.roomId) - indexOf(session.roomId);
  for (let step = 0; step < Math.abs(columns); step += 1) {
    await page.keyboard.press(columns > 0 ? 'ArrowRight' : 'ArrowLeft');
  }
  const target = await cellOf(page, await draft(), to.startsAt, to.roomId);
  const row = Number(await target.getAttribute('data-row'));
  const focused = () => page.evaluate(() => Number(document.activeElement?.getAttribute('data-row')));
  for (let at = await focused(); at !== row; at += Math.sign(row - at)) {
    await page.keyboard.press(row > at ? 'ArrowDown' : 'ArrowUp');
  }
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await draft()).sessions.find(({ id }) => id === session.id)).toMatchObject(to);
});

test('two organizers see each other, and what one moves the other cannot overwrite unseen', async () => {
  const edition = await aGrid(journey.host);
  const { page: first, draft, move } = await workspaceOf(edition);
  const { page: second } = await workspaceOf(edition);
  await expect.poll(async () => (await first.getByText(/^在场：/).textContent())?.match(/测试者/g)?.length).toBe(2);
  const { session } = move;
  const cell = async (page: Page) => cellOf(page, await draft(), session.startsAt ?? '', session.roomId ?? '');
  await (await cell(second)).focus();
  await second.keyboard.press('Enter');
  await first
    .getByText(/正在移动$/)
    .first()
    .waitFor();
  await (await cell(first)).focus();
  await first.keyboard.press('Delete');
  await second
    .getByRole('alert')
    .filter({ hasText: `${session.code} 刚被另一位组织者改动` })
    .waitFor();
  await second.keyboard.press('Enter');
  const tray = second.getByRole('region', { name: '待排区' });
  await tray.getByRole('button', { name: new RegExp(session.code) }).waitFor();
  const now = async () => (await draft()).sessions.find(({ id }) => id === session.id);
  expect(await now()).toMatchObject({ startsAt: null, roomId: null });
  await first.keyboard.press('Control+z');
  await expect.poll(async () => (await now())?.startsAt).toBe(session.startsAt);
});

test('publishes; the diff agrees, the owner concerned is notified at once and the calendar follows', async () => {
  const edition = await aGrid(journey.host);
  const { page, draft, organizer, move } = await workspaceOf(edition);
  // What the published version has of this session is taken out, so that the next one adds it.
  const { session, to } = move;
  await place(organizer, edition, session, { roomId: null, startsAt: null });
  await publish(organizer, edition);
  const owner = edition.sessions.find(({ id }) => id === session.id)?.pitches[0]?.owner as Person;
  const mine = await journey.page(owner, { viewport: phone });
  await mine.goto('/mine');
  await mine.getByLabel('订阅内容').selectOption('mine');
  await mine.getByRole('button', { name: '生成订阅地址' }).click();
  const address = await mine.getByLabel('订阅地址', { exact: true }).inputValue();
  const event = async () => (await eventsOf(address)).find(({ uid }) => uid === `${session.id}@everexpo`);
  const takesPlace = async () => {
    const { component } = (await event()) ?? {};
    return component !== undefined && component.getFirstPropertyValue('status') !== 'CANCELLED';
  };
  expect(await takesPlace()).toBe(false);

  const unplaced = (await draft()).sessions.find(({ id }) => id === session.id) as DraftSession;
  await place(organizer, edition, unplaced, to);
  await page.goto(`/prepare/${edition.id}`);
  await openPanel(page, '发布');
  await page.getByRole('heading', { name: '待发布的改动（1）' }).waitFor();
  await page.getByLabel('版本说明').fill('这一场移到新的时间');
  await page.getByRole('button', { name: '立即发布', exact: true }).click();
  await page.getByText('已发布第 3 版').waitFor();
  await mine.getByText(/日程有变：/).waitFor();
  await mine.reload();
  await mine.getByText('这一场移到新的时间').waitFor();
  await expect.poll(takesPlace).toBe(true);
  expect((await event())?.startDate.toJSDate().toISOString()).toBe(new Date(to.startsAt).toISOString());
  await page.getByRole('button', { name: '与 v1 比较' }).click();
  await page.locator('li').filter({ hasText: session.code }).first().waitFor();
  await mine.getByRole('button', { name: '作废' }).click();
  await expect.poll(async () => (await fetch(address)).status).toBe(404);
});

const anOrganizer = (): Promise<Person> => aPerson(journey.host, { roles: ['organizer'] });

/** The workspace as an organizer has it open at the day of a session that can move. */
async function workspaceOf(edition: BuiltEdition, query?: string) {
  const organizer = await anOrganizer();
  const draft = () => organizer.client.ask<Draft>('GET', `/api/editions/${edition.id}/draft`);
  const move = await aMoveOnGrid(organizer, edition, await draft());
  const page = await journey.page(organizer, large);
  await page.goto(`/prepare/${edition.id}${query ?? `?day=${dayOf(move.session)}`}`);
  await page.getByRole('grid').first().waitFor();
  return { organizer, page, draft, move };
}

function place(
  { client }: Person,
  { id }: BuiltEdition,
  { id: sessionId, revision }: DraftSession,
  to: { roomId: string | null; startsAt: string | null },
): Promise<DraftChange> {
  const placements = [{ sessionId, revision, ...to }];
  return client.ask<DraftChange>('POST', `/api/editions/${id}/draft/placements`, { placements });
}

const publish = ({ client }: Person, { id }: BuiltEdition) =>
  client.ask('POST', `/api/editions/${id}/versions`, { note: '一场暂缓' });

const openPanel = (page: Page, name: string) =>
  page.getByRole('group', { name: '面板' }).getByRole('button', { name, exact: true }).click();

async function eventsOf(address: string): Promise<ICAL.Event[]> {
  const root = new ICAL.Component(ICAL.parse(await (await fetch(address)).text()) as unknown[]);
  return root.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
}

async function bytesOf(download: { createReadStream(): Promise<NodeJS.ReadableStream> }): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
