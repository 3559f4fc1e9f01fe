import type { FreeTimes, MediaTicket, Meeting, MeetingFigures, MeetingPage, SheetHistory } from '@everexpo/contracts';
import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  aLiveSession,
  aMeeting,
  anEdition,
  anInterest,
  aPerson,
  type MeetingScene,
} from '../../apps/api/src/testing/builders/index.ts';
import { askSocket } from '../support/ask-socket.ts';
import { phone } from '../support/browser.ts';
import { useJourney } from '../support/journey.ts';
import { until } from '../support/until.ts';
import { untilMovingPicture } from '../support/video.ts';

const SIDES = ['owner', 'investor'] as const;

/** From "interested" during a live pitch to a private table, and to a booked meeting that both turn up for. */
describe('negotiation', () => {
  const journey = useJourney();

  /** The owner at a desktop and the investor on a phone, on the page of their negotiation. */
  async function bothOnPage({ owner, investor, meeting }: MeetingScene): Promise<{ owner: Page; investor: Page }> {
    const pages = { owner: await journey.page(owner), investor: await journey.page(investor, { viewport: phone }) };
    await Promise.all(SIDES.map((side) => pages[side].goto(`/negotiations/${meeting.id}`)));
    return pages;
  }

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
    const pages = await bothOnPage(await aMeeting(journey.host));
    await enter(pages);
    await bothSeeEachOther(pages);
    for (const side of SIDES) await pages[side].locator('[data-e2ee="on"]').waitFor();
    const codeOn = (page: Page) => page.locator('[data-e2ee="on"] .figures').innerText();
    expect(await codeOn(pages.owner)).toMatch(/^\d{3} \d{3}$/);
    expect(await codeOn(pages.investor)).toBe(await codeOn(pages.owner));
  });

  test('the term sheet is written by both at once; what is written without a network merges on return', async () => {
    const scene = await aMeeting(journey.host);
    const pages = await bothOnPage(scene);
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
    const path = `/api/meetings/${scene.meeting.id}/sheet`;
    const { updates } = await scene.owner.client.ask<SheetHistory>('GET', path);
    expect(new Set(updates.map(({ personId }) => personId))).toEqual(new Set([scene.owner.id, scene.investor.id]));
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
    const scene = await aMeeting(journey.host);
    const { owner, investor } = await bothOnPage(scene);
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
    const path = `/api/meetings/${scene.meeting.id}/side`;
    expect(await scene.investor.client.ask('GET', path), 'nor does the API give it').toEqual([]);
  });

  test('an outsider with the stolen link, in whatever role, sees nothing of it', async () => {
    const { owner, meeting } = await aMeeting(journey.host);
    const upload = new FormData();
    upload.set('file', new File([new Uint8Array(quotation.buffer)], quotation.name, { type: quotation.mimeType }));
    const [file] = await owner.client.ask<{ id: string }[]>('POST', `/api/meetings/${meeting.id}/files`, upload);
    const parts = ['', '/sheet', '/files', '/side'].map((part) => `/api/meetings/${meeting.id}${part}`);
    const paths = [...parts, `/api/meetings/files/${file?.id}`];
    for (const path of paths) expect((await owner.client.get(path)).status, `a party ${path}`).toBe(200);
    for (const role of ['organizer', 'admin', 'staff', 'investor', 'owner'] as const) {
      const stranger = await aPerson(journey.host, { roles: [role] });
      for (const path of paths) expect((await stranger.client.get(path)).status, `${role} ${path}`).toBe(404);
      expect((await stranger.client.create(`/api/meetings/${meeting.id}/ticket`)).status, role).toBe(404);
      const watched = await askSocket(journey.host, stranger, 'meeting:watch', { meetingId: meeting.id });
      expect(watched, role).toMatchObject({ ok: false, code: 'not_found' });
    }
    const page = await journey.page(await aPerson(journey.host, { roles: ['organizer'] }));
    await page.goto(`/negotiations/${meeting.id}`);
    await page.getByText('这里不对您开放').waitFor();
  });

  test('an expired ticket is refused by the media server; a fresh one is taken', async () => {
    const { owner, meeting } = await aMeeting(journey.host);
    const { url } = await owner.client.ask<MediaTicket>('POST', `/api/meetings/${meeting.id}/ticket`);
    const knock = async (ttl: number) => {
      const { key, secret } = journey.host.media;
      const token = new AccessToken(key, secret, { identity: 'party-late', ttl });
      token.addGrant({ room: `meeting-${meeting.id}-0`, roomJoin: true });
      const jwt = await token.toJwt();
      return (await fetch(`${url.replace(/^ws/, 'http')}/rtc/validate?access_token=${jwt}`)).status;
    };
    expect(await knock(60)).toBe(200);
    // The media server grants a minute for clocks that differ.
    expect(await knock(-120)).toBe(401);
  });

  test('a person who is put out is out everywhere at once, and the old ticket opens an empty room', async () => {
    const { owner, investor, meeting } = await aMeeting(journey.host);
    const old = await investor.client.ask<MediaTicket>('POST', `/api/meetings/${meeting.id}/ticket`);
    const pages = await bothOnPage({ owner, investor, meeting } as MeetingScene);
    await enter(pages);
    await untilMovingPicture(pages.owner, '[data-side="investor"] video');
    await pages.owner.getByText('在场的人').click();
    const from = performance.now();
    await pages.owner.getByRole('button', { name: /请 .* 离开/ }).click();
    await pages.investor.getByText('这里不对您开放').waitFor();
    console.log(`put out: the page is gone after ${Math.round(performance.now() - from)} ms`);
    await pages.owner.locator('[data-side="investor"] video').waitFor({ state: 'detached' });

    for (const part of ['', '/sheet', '/files', '/side']) {
      expect((await investor.client.get(`/api/meetings/${meeting.id}${part}`)).status, part).toBe(404);
    }
    expect((await investor.client.create(`/api/meetings/${meeting.id}/ticket`)).status).toBe(404);
    const change = { meetingId: meeting.id, update: 'AAA=' };
    const written = await askSocket(journey.host, investor, 'sheet:change', change);
    expect(written).toMatchObject({ ok: false, code: 'not_found' });

    expect(roomOf(old)).toBe(`meeting-${meeting.id}-0`);
    const { generation } = await owner.client.ask<Meeting>('GET', `/api/meetings/${meeting.id}`);
    expect(generation, 'the others have moved on').toBe(1);
    const { url, key, secret } = journey.host.media;
    const media = new RoomServiceClient(url.replace(/^ws/, 'http'), key, secret);
    const inside = async (room: string) => {
      const [there] = await media.listRooms([room]);
      return there ? (await media.listParticipants(room)).map(({ identity }) => identity) : [];
    };
    await until('the owner is in the new room', async () => (await inside(`meeting-${meeting.id}-1`)).length === 1);
    await until('the old room is empty', async () => (await inside(roomOf(old))).length === 0);
  });

  test('a meeting is asked for, booked and reminded of; who knocks is let in; both say what came of it', async () => {
    // The figures are those of the current edition.
    const owner = await aPerson(journey.host, { roles: ['owner'] });
    const edition = await anEdition(journey.host)
      .withSession({ owners: [owner] })
      .current()
      .build();
    const { investor } = await anInterest(journey.host, { owner, edition });
    const organizer = await aPerson(journey.host, { roles: ['organizer'] });
    const figures = () => organizer.client.ask<MeetingFigures>('GET', '/api/meeting-figures');
    expect(await figures()).toMatchObject({ realised: 0 });
    const [ownerPage, investorPage] = [await journey.page(owner), await journey.page(investor, { viewport: phone })];

    // It is asked for, countered and accepted.
    await investorPage.goto('/mine');
    await investorPage.getByRole('button', { name: '约时间' }).click();
    await investorPage.getByLabel('想谈什么').fill('中试线选址');
    await investorPage.getByRole('button', { name: '发出邀约' }).click();
    await investorPage.getByText('等待对方答复。').waitFor();
    await ownerPage.goto('/mine');
    await ownerPage.getByRole('button', { name: '提议其他时间' }).click();
    await ownerPage
      .getByRole('group', { name: /各方都有空的时间/ })
      .getByRole('checkbox')
      .first()
      .check();
    await ownerPage.getByRole('button', { name: '提议', exact: true }).click();
    await investorPage.getByRole('button', { name: '接受', exact: true }).click();
    await investorPage.getByText('已约定', { exact: false }).first().waitFor();
    const { items } = await investor.client.ask<MeetingPage>('GET', '/api/meetings?show=upcoming');
    expect(items).toMatchObject([{ state: 'accepted', note: '中试线选址' }]);
    const { id } = items[0] as Meeting;
    expect((await owner.client.ask<FreeTimes>('GET', `/api/meetings/${id}/free-times`)).times).not.toEqual([]);

    // It is reminded of, and who knocks is let in.
    await beginsIn(id, 4);
    await investorPage.getByText('洽谈即将开始', { exact: false }).first().waitFor();
    await investorPage.goto(`/negotiations/${id}`);
    await investorPage.getByRole('button', { name: '打开摄像头进入' }).click();
    await investorPage.getByText('已告知项目方您到了').waitFor();
    await ownerPage.goto(`/negotiations/${id}`);
    await ownerPage.getByRole('button', { name: '打开摄像头进入' }).click();
    await ownerPage.getByRole('button', { name: '请进' }).click();
    await bothSeeEachOther({ owner: ownerPage, investor: investorPage });

    // Both sides say what came of it.
    await ownerPage.getByRole('button', { name: '结束洽谈' }).click();
    await ownerPage.getByLabel('下一步').fill('三个月后再看样机');
    for (const [page, outcome] of [
      [ownerPage, 'next-meeting'],
      [investorPage, 'agreement'],
    ] as const) {
      await page.getByLabel('本方的结论').selectOption(outcome);
      await page.getByRole('button', { name: '保存' }).click();
      await page
        .getByText(outcome === 'agreement' ? '达成协议' : '三个月后再看样机')
        .first()
        .waitFor();
    }
    const { outcomes } = await owner.client.ask<Meeting>('GET', `/api/meetings/${id}`);
    expect(outcomes).toHaveLength(2);
    expect(outcomes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ side: 'owner', outcome: 'next-meeting', nextSteps: '三个月后再看样机' }),
        expect.objectContaining({ side: 'investor', outcome: 'agreement' }),
      ]),
    );
    await expect.poll(figures).toMatchObject({ realised: 1 });
  });

  test('everything is killed while a request is accepted: one meeting all the same', async () => {
    const { owner, investor, interest } = await anInterest(journey.host);
    const path = `/api/interests/${interest.id}/meeting-requests`;
    const { id, revision } = await investor.client.ask<Meeting>('POST', path, { note: '再谈一次' });
    const accept = () => owner.client.create(`/api/meetings/${id}/accept`, { revision }, 'accepted-once');
    const answered = accept().catch(() => null);
    await killEverything();
    await answered;
    await startEverything();
    expect((await accept()).status).toBe(200);
    const { items } = await owner.client.ask<MeetingPage>('GET', '/api/meetings?show=upcoming');
    expect(items).toMatchObject([{ id, state: 'accepted' }]);
    const steps = await journey.host.asOwner(`SELECT action FROM audit_entry WHERE subject = $1 ORDER BY id`, [id]);
    expect(steps, 'accepted once').toEqual([{ action: 'meeting.request' }, { action: 'meeting.accepted' }]);
  });

  test('who was in a room when everything was killed is back in it without a click', async () => {
    const pages = await bothOnPage(await aMeeting(journey.host));
    await enter(pages);
    await bothSeeEachOther(pages);
    await killEverything();
    for (const side of SIDES) await pages[side].getByText('连接已断开', { exact: false }).waitFor();
    await startEverything();
    await bothSeeEachOther(pages);
  });

  /** kill -9 on the API and the media server, at the same moment. */
  async function killEverything(): Promise<void> {
    process.kill(journey.host.media.pid(), 'SIGKILL');
    await journey.host.killApi();
  }

  /** The media server comes back by itself. */
  async function startEverything(): Promise<void> {
    await journey.host.startApi();
    const url = journey.host.media.url.replace(/^ws/, 'http');
    await until('the media server answers again', async () => (await fetch(url)).ok);
  }

  /** Moves the clock on: a meeting that is booked begins in so many minutes. */
  async function beginsIn(meetingId: string, minutes: number): Promise<void> {
    const { asOwner } = journey.host;
    await asOwner(
      `UPDATE meeting SET starts_at = now() + make_interval(mins => $2),
                          ends_at = now() + make_interval(mins => $2 + minutes) WHERE id = $1`,
      [meetingId, minutes],
    );
    await asOwner(
      `UPDATE meeting_party p SET occupied = tstzrange(m.starts_at, m.ends_at)
         FROM meeting m WHERE m.id = p.meeting_id AND m.id = $1`,
      [meetingId],
    );
  }
});

type Sheet = ReturnType<typeof sheetOn>;
const sheetOn = (page: Page) => page.getByRole('textbox', { name: '条款单' });

const quotation = { name: '报价.txt', mimeType: 'text/plain', buffer: Buffer.from('报价一百万元') };

async function enter(pages: Record<(typeof SIDES)[number], Page>): Promise<void> {
  for (const side of SIDES) await pages[side].getByRole('button', { name: '打开摄像头进入' }).click();
}

async function bothSeeEachOther({ owner, investor }: Record<(typeof SIDES)[number], Page>): Promise<void> {
  await untilMovingPicture(owner, '[data-side="investor"] video');
  await untilMovingPicture(investor, '[data-side="owner"] video');
}

function roomOf({ token }: MediaTicket): string {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  return (JSON.parse(payload) as { video: { room: string } }).video.room;
}
