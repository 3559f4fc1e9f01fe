import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Agreement, MediaTicket } from '@everexpo/contracts';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { anEdition, aPerson, aScan, codeOf } from '../../apps/api/src/testing/builders/index.ts';
import { clientOf } from '../../apps/api/src/testing/clients/client.ts';
import { readPaper, wordsOf } from '../../apps/api/src/testing/read-paper.ts';
import { phone } from '../support/browser/browser.ts';
import { dayInChina } from '../support/china-time.ts';
import { download } from '../support/download.ts';
import { useJourney } from '../support/journey.ts';
import { pdfFile } from '../support/browser/pdf-file.ts';
import { ROOT } from '../support/installation/stack.ts';
import { grantOf } from '../support/live/ticket.ts';
import { until } from '../support/until.ts';
import { untilMovingPicture } from '../support/browser/video.ts';

const run = promisify(execFile);
const STAGE_VIDEO = '[data-testid="stage"] video';
const QUESTION = '样机的量产成本大约是多少？';

const journey = useJourney();

/** The main job, steps 3 to 6, travelled in one go by the people who do it; a page that nobody looks at is closed. */
test('from a live pitch to a registered agreement, and to its paper beside it in a ledger that verifies', async () => {
  const { host } = journey;
  const [owner, investor] = await Promise.all([
    aPerson(host, { roles: ['owner'], authenticator: true }),
    aPerson(host, { roles: ['investor'], authenticator: true }),
  ]);
  const organizer = await aPerson(host, { roles: ['organizer'] });
  const attendee = await aPerson(host);
  const guest = clientOf(host.url, '');
  const edition = await anEdition(host)
    .withSession({ owners: [owner] })
    .current()
    .build();
  const [session] = edition.sessions;
  if (!session) throw new Error('the edition has a session');

  // The front page shows the session about to begin, and the programme leads to it.
  const publicPage = await journey.page(null);
  await publicPage.goto('/');
  await publicPage.getByRole('heading', { name: '接下来' }).waitFor();
  await publicPage.getByText(session.titleZh).first().waitFor();
  await publicPage.getByRole('link', { name: '日程' }).first().click();
  await publicPage.getByRole('heading', { name: '日程' }).waitFor();
  // Just before midnight, the session about to begin is one of the next day.
  await publicPage.goto(`/programme?day=${dayInChina(session.startsAt)}`);
  const byRoom = publicPage.getByRole('region', { name: '按会场' });
  await byRoom.locator(`a[href="/sessions/${session.id}"]`).click();
  await publicPage.getByText('专场尚未开始').waitFor();

  // The owner's desk leads to the green room; the organizer goes live, which brings them on stage.
  const ownerPage = await journey.page(owner);
  await ownerPage.goto('/mine');
  await ownerPage.getByRole('link', { name: '进入候场' }).click();
  await ownerPage.getByRole('button', { name: '打开摄像头和麦克风' }).click();
  await ownerPage.getByText('候场中').waitFor();
  const organizerPage = await journey.page(organizer);
  await organizerPage.goto(`/sessions/${session.id}`);
  await organizerPage.getByText('已在候场').waitFor();
  await organizerPage.getByRole('button', { name: '开始直播' }).click();
  await organizerPage.getByRole('button', { name: '下一个' }).click();
  await ownerPage.getByText('您正在台上').waitFor();

  // The timer agrees on every screen.
  await timersAgree([organizerPage, ownerPage, publicPage]);
  await organizerPage.context().close();

  // The audience sees moving pictures, on a phone and at a desktop, with tickets that can only subscribe.
  const attendeePage = await journey.page(attendee, { viewport: phone });
  await attendeePage.goto(`/sessions/${session.id}`);
  for (const page of [attendeePage, publicPage]) await untilMovingPicture(page, STAGE_VIDEO);
  await timersAgree([attendeePage, ownerPage, publicPage]);
  for (const page of [attendeePage, publicPage]) {
    const answer = await page.request.post(`/api/sessions/${session.id}/stage/ticket`);
    const ticket = (await answer.json()) as MediaTicket & { seat: string };
    expect(ticket.seat).toBe('viewer');
    expect(grantOf(ticket)).toMatchObject({ canSubscribe: true, canPublish: false, canPublishData: false });
  }

  // A question and its votes show on every screen.
  const watching = [attendeePage, publicPage, ownerPage];
  for (const page of watching) await page.getByRole('tab', { name: '提问' }).click();
  await attendeePage.getByLabel('提一个问题').fill(QUESTION);
  await attendeePage.getByRole('button', { name: '提交' }).click();
  // The typed text is in the page too until the question is sent.
  await expect.poll(() => attendeePage.getByLabel('提一个问题').inputValue()).toBe('');
  for (const page of watching) await page.getByText(QUESTION).waitFor();
  await publicPage.context().close();
  const investorPage = await journey.page(investor);
  await investorPage.goto(`/sessions/${session.id}`);
  await untilMovingPicture(investorPage, STAGE_VIDEO);
  await investorPage.getByRole('tab', { name: '提问' }).click();
  await investorPage.getByText(QUESTION).waitFor();
  await investorPage.getByRole('button', { name: /投票：样机/ }).click();
  for (const page of [attendeePage, ownerPage, investorPage]) {
    await page.locator('[data-votes]').filter({ hasText: /^1$/ }).waitFor();
  }
  await attendeePage.context().close();

  // News waits while one is on stage.
  await organizer.client.ask('PUT', `/api/sessions/${session.id}/stage/presenters/${owner.id}`, { onStage: false });
  // The investor presses "interested", and the two sides meet in a private room with video.
  await investorPage.getByRole('button', { name: '感兴趣 · 约谈' }).click();
  await ownerPage.getByText('感兴趣', { exact: false }).first().waitFor();
  await investorPage.getByRole('button', { name: '进入洽谈' }).click();
  await investorPage.waitForURL('**/negotiations/*');
  const meetingId = investorPage.url().split('/').at(-1) ?? '';
  await ownerPage.getByRole('link', { name: '进入', exact: true }).click();
  for (const page of [investorPage, ownerPage]) await page.getByRole('button', { name: '打开摄像头进入' }).click();
  await untilMovingPicture(investorPage, '[data-side="owner"] video');
  await untilMovingPicture(ownerPage, '[data-side="investor"] video');

  // Everybody else is refused, the organizer included.
  for (const [client, status] of [
    [organizer.client, 404],
    [attendee.client, 404],
    [guest, 401],
  ] as const) {
    expect((await client.get(`/api/meetings/${meetingId}`)).status).toBe(status);
    expect((await client.create(`/api/meetings/${meetingId}/ticket`)).status).toBe(status);
    expect((await client.get(`/api/meetings/${meetingId}/agreements`)).status).toBe(status);
  }
  const refusedPage = await journey.page(organizer);
  await refusedPage.goto(`/negotiations/${meetingId}`);
  await refusedPage.getByText('这里不对您开放').waitFor();
  await refusedPage.context().close();

  // The parties draft, sign and register; the wall shows it at once.
  const wall = await journey.page(null);
  await wall.goto('/wall');
  await wall.getByTestId('wall-count').filter({ hasText: /^0$/ }).waitFor();
  await investorPage.getByRole('button', { name: '起草协议' }).click();
  await investorPage.getByLabel('金额（元）').fill('1280000.50');
  await investorPage.getByLabel('标的与内容').fill('双方就该项目开展联合研发与应用示范，成果按投入比例共享。');
  await investorPage.getByRole('button', { name: '生成草稿' }).click();
  await investorPage.getByRole('button', { name: '提交审阅' }).click();
  await ownerPage.getByRole('button', { name: '同意此版' }).click();
  for (const [page, person] of [
    [investorPage, investor],
    [ownerPage, owner],
  ] as const) {
    await page.getByLabel('签名（键入您的姓名）').fill(person.name);
    await page.getByLabel('动态口令（6 位）').fill(codeOf(person));
    await page.getByRole('button', { name: '签署', exact: true }).click();
    await page.getByText('您已签署，等待其他方签署').or(page.getByText('签约证书')).first().waitFor();
  }
  const signedAt = performance.now();
  await wall.getByTestId('wall-count').filter({ hasText: /^1$/ }).waitFor();
  console.log(`the wall shows it ${Math.round(performance.now() - signedAt)} ms after the last signature is seen`);
  await wall.getByText(`${edition.code}-0001`).waitFor();
  await investorPage.context().close();
  await ownerPage.context().close();

  // The certificate is a PDF with Chinese text, and its number verifies in public.
  const [agreement] = await owner.client.ask<Agreement[]>('GET', `/api/meetings/${meetingId}/agreements`);
  if (!agreement) throw new Error('the meeting has an agreement');
  expect(agreement.number).toBe(`${edition.code}-0001`);
  const certificate = await readPaper(await download(host, owner, `/api/agreements/${agreement.id}/certificate`));
  const words = wordsOf(certificate);
  expect(words).toContain('签约登记证书');
  expect(words).toContain(agreement.number);
  expect(words).toContain(owner.organisation?.nameZh);
  expect(words).toContain('1,280,000.50');
  expect(words).toContain(agreement.sealedSha256);
  expect(certificate.pages).toBe(1);
  const verifier = await journey.page(null);
  await verifier.goto(`/verify/${agreement.number}`);
  await verifier.getByText('账本条目完好').waitFor();
  const document = await download(host, owner, `/api/agreements/${agreement.id}/document`);
  await verifier.getByLabel('核对文件').setInputFiles(pdfFile('agreement.pdf', document));
  await verifier.getByText('文件与登记一致').waitFor();
  await verifier.context().close();

  // Staff log a paper agreement in one form; a colleague verifies it.
  const staff = await journey.page(await aPerson(host, { roles: ['staff'] }), { viewport: phone });
  await staff.goto('/desk');
  await staff.getByLabel('甲方单位').fill('成都云岭智能装备有限公司');
  await staff.getByLabel('乙方单位').fill('宜宾青衡新能源有限公司');
  await staff.getByLabel('标题').fill('储能产线智能化改造合作');
  await staff.getByLabel('金额（元）').fill('560000');
  await staff.getByLabel(/扫描件或照片/).setInputFiles(pdfFile('scan.pdf', aScan()));
  await staff.getByRole('button', { name: '录入', exact: true }).click();
  await staff.getByText('等待复核').first().waitFor();
  const colleague = await journey.page(await aPerson(host, { roles: ['staff'] }));
  await colleague.goto('/desk');
  await colleague.getByRole('button', { name: '复核并登记' }).click();
  await staff.getByRole('link', { name: `${edition.code}-0002` }).waitFor();
  await wall.getByTestId('wall-count').filter({ hasText: /^2$/ }).waitFor();

  // The ledger verifies from its export alone.
  const file = join(host.dir, 'ledger.ndjson');
  await run(process.execPath, ['apps/api/dist/ledger-export.js', edition.code, file], { cwd: ROOT, env: host.env });
  const { stdout } = await run(process.execPath, ['apps/launcher/src/ledger.ts', 'verify', file], { cwd: ROOT });
  expect(stdout).toContain(`holds: 2 entries of ${edition.code}`);
});

/** Each screen names the server's instant at which it thinks the pitch ends, up to its last quarter-second tick. */
async function timersAgree(pages: Page[]): Promise<void> {
  const timer = (page: Page) => page.getByRole('timer').first();
  await until('the timer agrees on every screen to the second', async () => {
    const read = (shown: Element) =>
      Number(shown.getAttribute('data-left-ms')) + performance.timeOrigin + performance.now();
    const ends = await Promise.all(pages.map((page) => timer(page).evaluate(read)));
    return Math.max(...ends) - Math.min(...ends) < 1_000;
  });
}
