import type { FreeTimes, Home, Interest, MediaTicket, Meeting, MeetingPage, SessionDetail, SheetHistory } from '@everexpo/contracts';
import { AccessToken } from 'livekit-server-sdk';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSettings } from '../../apps/launcher/src/settings.ts';
import { withDatabase } from '../../apps/launcher/src/with-database.ts';
import { launchBrowser, phone, visitor } from '../support/browser.ts';
import { api, sessionCookie, signedIn, type Caller } from '../support/http.ts';
import { killTree } from '../support/kill-tree.ts';
import { newDataDir, removeDataDir, startEverexpo, type RunningStack } from '../support/stack.ts';
import { expectMovingPicture } from '../support/video.ts';

/** From "interested" during a live pitch to a private table, and to a booked meeting that both turn up for. */
describe('negotiation', () => {
  const dataDir = newDataDir();
  let stack: RunningStack;
  let browser: Browser;
  let sessionId: string;
  let owner: Page;
  let investor: Page;
  let ownerApi: Caller;
  let meetingId: string;

  beforeAll(async () => {
    stack = await startEverexpo(dataDir);
    browser = await launchBrowser();
    const home = await api<Home>(stack.url, 'GET', '/api/home');
    sessionId = home.next[0]?.id ?? '';
    const organizer = await signedIn(stack.url, 'organizer');
    await organizer('POST', `/api/sessions/${sessionId}/stage/steps`, { action: 'open', revision: 0 });
    await organizer('POST', `/api/sessions/${sessionId}/stage/steps`, { action: 'next', revision: 1 });
    ownerApi = await signedIn(stack.url, 'owner');
    [owner, investor] = [await visitor(browser, stack.url, 'owner'), await visitor(browser, stack.url, 'investor', phone)];
  });

  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    removeDataDir(dataDir);
  });

  test('the investor presses "interested" on the pitch that is on and rings; the owner answers', async () => {
    await investor.goto(`/sessions/${sessionId}`);
    await investor.getByRole('button', { name: '感兴趣 · 约谈' }).click();
    await owner.goto('/mine');
    await owner.getByText('推介时感兴趣').first().waitFor();
    await investor.getByRole('button', { name: '进入洽谈' }).click();
    await investor.waitForURL('**/negotiations/*');
    meetingId = investor.url().split('/').at(-1) ?? '';
    await owner.getByRole('link', { name: '进入', exact: true }).click();
    await owner.waitForURL(`**/negotiations/${meetingId}`);
  });

  test('both see moving pictures that are encrypted end to end, and the same safety code', async () => {
    for (const page of [owner, investor]) await page.getByRole('button', { name: '打开摄像头进入' }).click();
    await expectMovingPicture(owner, '[data-side="investor"] video');
    await expectMovingPicture(investor, '[data-side="owner"] video');
    for (const page of [owner, investor]) await page.locator('[data-e2ee="on"]').waitFor();
    const codes = await Promise.all([owner, investor].map((page) => page.locator('[data-e2ee="on"] .figures').innerText()));
    expect(codes[0]).toMatch(/^\d{3} \d{3}$/);
    expect(codes[1]).toBe(codes[0]);
  });

  test('the term sheet is written by both at once; what one side writes without a network merges on return', async () => {
    const sheets = [owner, investor].map((page) => page.getByRole('textbox', { name: '条款单' }));
    await sheets[0]?.fill('一、许可费一百万元。');
    await expect.poll(() => sheets[1]?.inputValue()).toBe('一、许可费一百万元。');
    await sheets[1]?.press('End');
    await sheets[1]?.pressSequentially('\n二、期限三年。');
    await expect.poll(() => sheets[0]?.inputValue()).toBe('一、许可费一百万元。\n二、期限三年。');
    await investor.context().setOffline(true);
    await investor.waitForTimeout(500);
    await sheets[1]?.press('End');
    await sheets[1]?.pressSequentially('\n三、断网时写的。');
    await sheets[0]?.press('Home');
    await owner.keyboard.press('Control+Home');
    await sheets[0]?.pressSequentially('意向：');
    expect(await sheets[0]?.inputValue(), 'nothing came through').not.toContain('断网');
    await investor.context().setOffline(false);
    const merged = '意向：一、许可费一百万元。\n二、期限三年。\n三、断网时写的。';
    for (const sheet of sheets) await expect.poll(() => sheet.inputValue(), { timeout: 30_000 }).toBe(merged);
    const tints = await owner.locator('[aria-hidden="true"] [data-side]').evaluateAll((spans) => spans.map((span) => [(span as HTMLElement).dataset.side, span.textContent]));
    expect(tints).toEqual([['owner', '意向：一、许可费一百万元。'], ['investor', '\n二、期限三年。\n三、断网时写的。']]);
    const history = await ownerApi<SheetHistory>('GET', `/api/meetings/${meetingId}/sheet`);
    expect(new Set(history.updates.map(({ by }) => by)).size).toBe(2);
  });

  test('one button turns the sheet into a draft', async () => {
    await owner.getByRole('button', { name: '条款单转为协议草稿' }).click();
    expect(await owner.getByLabel('标的与内容').inputValue()).toContain('三、断网时写的。');
    await owner.getByRole('button', { name: '取消', exact: true }).click();
  });

  test('files go to the other side, words among ourselves do not', async () => {
    await owner.getByText('文件（0）').click();
    await owner.getByLabel('添加文件（仅双方可见）').setInputFiles({ name: '报价.txt', mimeType: 'text/plain', buffer: Buffer.from('报价一百万元') });
    await investor.getByText('文件（1）').click();
    await investor.getByRole('link', { name: '报价.txt' }).waitFor();
    await owner.getByText('本方私聊').click();
    await owner.getByLabel('消息').fill('底价八十万');
    await owner.getByRole('button', { name: '发送' }).click();
    await owner.getByText('底价八十万').waitFor();
    await investor.getByText('本方私聊').click();
    expect(await investor.getByText('底价八十万').count()).toBe(0);
  });

  test('an outsider with the stolen link, in whatever role, sees nothing of it', async () => {
    const [file] = await ownerApi<{ id: string }[]>('GET', `/api/meetings/${meetingId}/files`);
    for (const account of ['organizer', 'admin', 'staff', 'investor2']) {
      const stranger = await signedIn(stack.url, account);
      for (const path of [`/api/meetings/${meetingId}`, `/api/meetings/${meetingId}/sheet`, `/api/meetings/${meetingId}/files`, `/api/meetings/files/${file?.id}`, `/api/meetings/${meetingId}/side`]) {
        await expect(stranger('GET', path), `${account} ${path}`).rejects.toThrow('404');
      }
      await expect(stranger('POST', `/api/meetings/${meetingId}/ticket`), account).rejects.toThrow('404');
      expect(await overSocket(stack.url, account, 'meeting:watch', { meetingId }), account).toMatchObject({ ok: false, code: 'not_found' });
    }
    const page = await visitor(browser, stack.url, 'organizer');
    await page.goto(`/negotiations/${meetingId}`);
    await page.getByText('这里不对您开放').waitFor();
  });

  test('an expired ticket is refused by the media server; a fresh one is taken', async () => {
    const { livekitKey, livekitSecret } = readSettings({ DATA_DIR: dataDir }).secrets;
    const { url } = await ownerApi<MediaTicket>('POST', `/api/meetings/${meetingId}/ticket`);
    const knock = async (ttl: number) => {
      const token = new AccessToken(livekitKey, livekitSecret, { identity: 'party-late', ttl });
      token.addGrant({ room: `meeting-${meetingId}-0`, roomJoin: true });
      const jwt = await token.toJwt();
      return (await fetch(`${url.replace(/^ws/, 'http')}/rtc/validate?access_token=${jwt}`)).status;
    };
    expect(await knock(60)).toBe(200);
    // The media server grants a minute for clocks that differ.
    expect(await knock(-120)).toBe(401);
  });

  test('a person who is put out is out everywhere within two seconds, and the old ticket opens an empty room', async () => {
    const old = await (await signedIn(stack.url, 'investor'))<MediaTicket>('POST', `/api/meetings/${meetingId}/ticket`);
    await owner.getByText('在场的人').click();
    const at = Date.now();
    await owner.getByRole('button', { name: /请 .* 离开/ }).click();
    await investor.getByText('这里不对您开放').waitFor({ timeout: 10_000 });
    expect(Date.now() - at, 'the page').toBeLessThan(10_000);
    const gone = await signedIn(stack.url, 'investor');
    for (const path of ['', '/sheet', '/files', '/side']) await expect(gone('GET', `/api/meetings/${meetingId}${path}`)).rejects.toThrow('404');
    await expect(gone('POST', `/api/meetings/${meetingId}/ticket`)).rejects.toThrow('404');
    expect(await overSocket(stack.url, 'investor', 'sheet:change', { meetingId, update: 'AAA=' })).toMatchObject({ ok: false, code: 'not_found' });
    const { video } = JSON.parse(Buffer.from(old.token.split('.')[1] ?? '', 'base64url').toString()) as { video: { room: string } };
    const { generation } = await ownerApi<Meeting>('GET', `/api/meetings/${meetingId}`);
    expect(video.room).toBe(`meeting-${meetingId}-0`);
    expect(generation, 'the others have moved on').toBe(1);
    await owner.getByRole('button', { name: '结束洽谈' }).click();
    await owner.getByLabel('本方的结论').selectOption('stay-in-touch');
    await owner.getByLabel('下一步').fill('三个月后再看样机');
    await owner.getByRole('button', { name: '保存' }).click();
    await expect.poll(async () => (await ownerApi<Meeting>('GET', `/api/meetings/${meetingId}`)).outcomes).toMatchObject([{ side: 'owner', nextSteps: '三个月后再看样机' }]);
  });

  test('a meeting is asked for, countered, accepted and reminded of; who knocks is let in; both sides say what came of it', async () => {
    const other = await visitor(browser, stack.url, 'investor2', phone);
    const otherApi = await signedIn(stack.url, 'investor2');
    const session = await api<SessionDetail>(stack.url, 'GET', `/api/sessions/${sessionId}`);
    await otherApi<Interest>('POST', `/api/projects/${session.runningOrder[0]?.project.id}/interests`, {});
    await other.goto('/mine');
    await other.getByRole('button', { name: '约时间' }).click();
    await other.getByLabel('想谈什么').fill('中试线选址');
    await other.getByRole('button', { name: '发出邀约' }).click();
    await other.getByText('等待对方答复。').waitFor();
    await owner.goto('/mine');
    await owner.getByRole('button', { name: '提议其他时间' }).click();
    await owner.getByRole('group', { name: /各方都有空的时间/ }).getByRole('checkbox').first().check();
    await owner.getByRole('button', { name: '提议', exact: true }).click();
    await other.getByRole('button', { name: '接受', exact: true }).click();
    await other.getByText('已约定', { exact: false }).first().waitFor();
    const { items } = await otherApi<MeetingPage>('GET', '/api/meetings?show=upcoming');
    const booked = items[0] as Meeting;
    // The clock is moved on: the meeting begins in four minutes, and is about to be reminded of.
    await moveTo(dataDir, booked.id, 4);
    await other.getByText('洽谈即将开始', { exact: false }).first().waitFor({ timeout: 20_000 });
    await other.goto(`/negotiations/${booked.id}`);
    await other.getByRole('button', { name: '打开摄像头进入' }).click();
    await other.getByText('已告知项目方您到了').waitFor();
    await owner.goto(`/negotiations/${booked.id}`);
    await owner.getByRole('button', { name: '打开摄像头进入' }).click();
    await owner.getByRole('button', { name: '请进' }).click();
    await expectMovingPicture(owner, '[data-side="investor"] video');
    await expectMovingPicture(other, '[data-side="owner"] video');
    await owner.getByRole('button', { name: '结束洽谈' }).click();
    for (const [page, outcome] of [[owner, 'next-meeting'], [other, 'agreement']] as const) {
      await page.getByLabel('本方的结论').selectOption(outcome);
      await page.getByRole('button', { name: '保存' }).click();
    }
    await expect.poll(async () => (await ownerApi<Meeting>('GET', `/api/meetings/${booked.id}`)).outcomes.map(({ outcome }) => outcome).sort()).toEqual(['agreement', 'next-meeting']);
    const organizer = await signedIn(stack.url, 'organizer');
    await expect.poll(async () => (await organizer<{ realised: number }>('GET', '/api/meeting-figures')).realised).toBeGreaterThan(0);
    expect((await ownerApi<FreeTimes>('GET', `/api/meetings/${booked.id}/free-times`)).times.length).toBeGreaterThan(0);
  });

  test('everything is killed while a request is accepted: one meeting all the same, and who was in a room is back in it without a click', async () => {
    const [other, otherApi] = [await visitor(browser, stack.url, 'investor2', phone), await signedIn(stack.url, 'investor2')];
    const { items: interests } = await otherApi<{ items: Interest[] }>('GET', '/api/interests');
    const asked = await otherApi<Meeting>('POST', `/api/interests/${interests[0]?.id}/meeting-requests`, { note: '再谈一次' });
    const accept = () => ownerApi<Meeting>('POST', `/api/meetings/${asked.id}/accept`, { revision: asked.revision }, 'accepted-once');
    const rung = await otherApi<Meeting>('POST', `/api/interests/${interests[0]?.id}/meetings`);
    for (const page of [other, owner]) {
      await page.goto(`/negotiations/${rung.id}`);
      await page.getByRole('button', { name: '打开摄像头进入' }).click();
    }
    await expectMovingPicture(owner, '[data-side="investor"] video');
    const answer = accept().catch(() => null);
    killTree(stack, dataDir);
    await answer;
    stack = await startEverexpo(dataDir, { port: stack.port });
    await accept();
    const { items } = await ownerApi<MeetingPage>('GET', '/api/meetings?show=upcoming');
    expect(items.filter(({ id }) => id === asked.id)).toMatchObject([{ state: 'accepted' }]);
    await expectMovingPicture(owner, '[data-side="investor"] video');
    await expectMovingPicture(other, '[data-side="owner"] video');
  });
});

async function overSocket(url: string, account: string, event: string, message: object): Promise<unknown> {
  const socket: Socket = io(url, { path: '/api/socket.io', transports: ['websocket'], extraHeaders: { cookie: await sessionCookie(url, account) }, forceNew: true });
  try {
    return await socket.timeout(5_000).emitWithAck(event, message);
  } finally {
    socket.disconnect();
  }
}

async function moveTo(dataDir: string, meetingId: string, minutes: number): Promise<void> {
  await withDatabase(readSettings({ DATA_DIR: dataDir }), async (url) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`UPDATE meeting SET starts_at = now() + make_interval(mins => $2), ends_at = now() + make_interval(mins => $2 + minutes) WHERE id = $1`, [meetingId, minutes]);
    await client.query(`UPDATE meeting_party p SET occupied = tstzrange(m.starts_at, m.ends_at) FROM meeting m WHERE m.id = p.meeting_id AND m.id = $1`, [meetingId]);
    await client.end();
  });
}
