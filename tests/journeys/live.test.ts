import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from '@everexpo/contracts';
import PDFDocument from 'pdfkit';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, phone, visitor } from '../support/browser.ts';
import { newDataDir, removeDataDir, startEverexpo, type RunningStack } from '../support/stack.ts';
import { expectMovingPicture } from '../support/video.ts';

/** One session as its stage manager, two presenters, and viewers on a desktop and on phones live it. */
describe('a live session', () => {
  let stack: RunningStack;
  let browser: Browser;
  let organizer: Page;
  let [owner, owner2, investor, attendee, guest]: Page[] = [];
  let viewers: Page[];
  let sessionId: string;
  const dataDir = newDataDir();

  beforeAll(async () => {
    stack = await startEverexpo(dataDir);
    browser = await launchBrowser({ fps: 10 });
    sessionId = ((await (await fetch(`${stack.url}/api/home`)).json()) as Home).next[0]?.id ?? '';
    const pages = await Promise.all([
      visitor(browser, stack.url, 'organizer'),
      visitor(browser, stack.url, 'owner'),
      visitor(browser, stack.url, 'owner2'),
      visitor(browser, stack.url, 'investor'),
      visitor(browser, stack.url, 'attendee', phone),
      visitor(browser, stack.url, undefined, phone),
    ]);
    [organizer, owner, owner2, investor, attendee, guest] = pages as [Page, Page, Page, Page, Page, Page];
    viewers = [investor, attendee, guest];
    await Promise.all(pages.map((page) => page.goto(`/sessions/${sessionId}`)));
  });

  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    removeDataDir(dataDir);
  });

  const on = (page: Page | undefined): Page => page as Page;
  const console_ = () => organizer.getByRole('region', { name: '舞台控制台' });
  const onStage = async (identity: string) => {
    for (const page of viewers) await seen(page, identity);
  };
  /** A picture that is scrolled out of sight is not sent to that page. */
  const seen = async (page: Page, identity: string) => {
    await page.evaluate(() => scrollTo(0, 0));
    await expectMovingPicture(page, `[data-testid="stage"] [data-identity^="${identity}"] video`);
  };
  const identityOf = async (page: Page) => {
    const answer = await page.request.post(`/api/sessions/${sessionId}/stage/ticket`);
    return ((await answer.json()) as { identity: string }).identity;
  };

  test('a presenter checks camera, microphone, speaker and network before, each with a verdict', async () => {
    const check = await on(owner2).context().newPage();
    await check.goto('/check');
    await check.getByRole('button', { name: '打开摄像头和麦克风' }).click();
    await check.getByText('画面正常').waitFor();
    await check.getByText('听到您的声音').waitFor();
    await check.getByRole('button', { name: '播放提示音' }).click();
    await check.getByRole('button', { name: '听到了', exact: true }).click();
    await check.getByRole('button', { name: '检测网络' }).click();
    await check.getByText('画面可以送达').waitFor();
    expect(await check.locator('[data-check="bad"]').count()).toBe(0);
    await check.close();
  });

  test('presenters wait in the green room; "next" brings the first one on by itself', async () => {
    for (const page of [owner, owner2]) await on(page).getByRole('button', { name: '打开摄像头和麦克风' }).click();
    await expect.poll(() => console_().getByText('已在候场').count()).toBe(2);
    await expect.poll(() => console_().getByText('摄像头开 · 麦克风开').count()).toBe(2);
    for (const page of [owner, owner2]) await on(page).getByText(/同在候场：\S+/).waitFor();
    await console_().getByRole('button', { name: '开始直播' }).click();
    await console_().getByRole('button', { name: '下一个' }).click();
    await on(owner).getByText('您正在台上').waitFor();
    await onStage(await identityOf(on(owner)));
  });

  test('the deck is shown page by page, in step on every screen', async () => {
    const deck = new PDFDocument({ size: [960, 540], autoFirstPage: false });
    const chunks: Buffer[] = [];
    deck.on('data', (chunk: Buffer) => chunks.push(chunk));
    const whole = new Promise((resolve) => deck.on('end', resolve));
    for (const page of [1, 2, 3]) deck.addPage().fontSize(80).text(`Page ${page}`, 80, 200);
    deck.end();
    await whole;
    const session = (await (await on(owner).request.get(`/api/sessions/${sessionId}`)).json()) as { runningOrder: { project: { id: string } }[] };
    const project = session.runningOrder[0]?.project.id;
    await on(owner).request.post(`/api/projects/${project}/deck`, { multipart: { deck: { name: 'deck.pdf', mimeType: 'application/pdf', buffer: Buffer.concat(chunks) } } });
    await expect.poll(async () => (await on(owner).request.get(`/api/projects/${project}/deck/pages/3`)).status(), { timeout: 20_000 }).toBe(200);
    // The manager's look at the first page shows the deck that has just been drawn.
    await organizer.request.put(`/api/sessions/${sessionId}/stage/page`, { data: { page: 1 } });
    const shown = async (page: number) => {
      for (const viewer of viewers) await expect.poll(() => viewer.locator(`img[data-page="${page}"]`).evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth))).toEqual([1600]);
    };
    await shown(1);
    await on(owner).getByRole('button', { name: '下一页' }).click();
    await shown(2);
    await on(owner).keyboard.press('ArrowRight');
    await shown(3);
  });

  test('the timer agrees within 200 ms on every screen, and stands still everywhere while it is held', async () => {
    const ends = await Promise.all([organizer, on(owner), ...viewers].map(pitchEnd));
    expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(200);
    await organizer.keyboard.press('h');
    for (const page of viewers) await page.locator('[role="timer"][data-held]').first().waitFor();
    const held = await on(attendee).getByRole('timer').first().getAttribute('data-left-ms');
    await organizer.waitForTimeout(1_200);
    expect(await on(attendee).getByRole('timer').first().getAttribute('data-left-ms')).toBe(held);
    await organizer.keyboard.press('h');
    for (const page of viewers) await page.locator('[role="timer"]:not([data-held])').first().waitFor();
  });

  test('the next presenter comes on everywhere, and the one before is off', async () => {
    const first = await identityOf(on(owner));
    const second = await identityOf(on(owner2));
    const arrivals = viewers.map((page) => firstFrame(page, second));
    await Promise.all(arrivals.map(({ armed }) => armed));
    const pressed = Date.now();
    await organizer.keyboard.press('n');
    const took = (await Promise.all(arrivals.map(({ at }) => at))).map((at) => at - pressed);
    console.log(`from "next" to the new presenter's first frame: ${took.map((ms) => `${Math.round(ms)} ms`).join(', ')}`);
    await onStage(second);
    for (const page of viewers) await expect.poll(() => page.locator(`[data-identity="${first}"]`).count()).toBe(0);
  });

  test('"next" is undone within seconds: the presenter before is on again', async () => {
    await organizer.keyboard.press('n');
    for (const page of viewers) await page.getByText('第 3 / ').first().waitFor();
    await console_().getByRole('button', { name: '撤销' }).click();
    for (const page of viewers) await page.getByText('第 2 / ').first().waitFor();
    await onStage(await identityOf(on(owner2)));
  });

  test('a presenter who reloads is back on stage without anybody doing anything', async () => {
    await on(owner2).reload();
    await on(owner2).getByRole('button', { name: '打开摄像头和麦克风' }).click();
    await on(owner2).getByText('您正在台上').waitFor();
    await onStage(await identityOf(on(owner2)));
  });

  test('chat, question, poll and reactions reach every screen, the phone\'s included', async () => {
    for (const page of [organizer, ...viewers]) await page.getByRole('tab', { name: '聊天' }).click();
    await on(attendee).getByLabel('说点什么').fill('样机很稳定，辛苦了');
    await on(attendee).getByRole('button', { name: '发送' }).click();
    for (const page of [organizer, ...viewers]) await page.getByRole('log').getByText('样机很稳定，辛苦了').waitFor();
    await on(attendee).getByLabel('说点什么').fill('再说一句');
    await on(attendee).getByRole('button', { name: '发送' }).click();
    await on(attendee).getByText('慢速模式：请稍候再发。').waitFor();
    expect(await on(attendee).getByLabel('说点什么').inputValue(), 'nothing typed is lost').toBe('再说一句');

    await console_().getByText('观众互动').click();
    await console_().getByLabel('发起投票：问题').fill('最关心什么？');
    await console_().getByLabel('选项').fill('成本\n产能');
    await console_().getByRole('button', { name: '发起投票' }).click();
    await on(investor).getByRole('button', { name: /产能/ }).click();
    for (const page of viewers) await page.getByRole('region', { name: '投票' }).getByText('1 · 100%').waitFor();

    await on(guest).getByRole('button', { name: '鼓掌' }).click();
    for (const page of viewers) await page.getByRole('button', { name: '鼓掌 1' }).waitFor();

    for (const page of viewers) await page.getByRole('tab', { name: '提问' }).click();
    await on(investor).getByLabel('提一个问题').fill('量产要多久？');
    await on(investor).getByRole('button', { name: '提交' }).click();
    await expect.poll(() => on(investor).getByLabel('提一个问题').inputValue()).toBe('');
    for (const page of viewers) await page.getByText('量产要多久？').waitFor();
  });

  test('one of the audience raises a hand, speaks on stage and leaves it again', async () => {
    await on(attendee).getByRole('button', { name: '举手发言' }).click();
    const hands = console_().getByRole('list', { name: /^举手/ });
    await hands.getByRole('button', { name: '请上台' }).click();
    await on(attendee).getByRole('button', { name: '打开摄像头和麦克风' }).click();
    await on(attendee).getByText('您正在台上').waitFor();
    for (const page of [on(investor), on(guest)]) await seen(page, 'viewer-');
    const speaker = console_().getByRole('list', { name: '推介人' }).getByRole('listitem').filter({ has: organizer.getByRole('button', { name: '静音' }) }).last();
    await speaker.getByRole('button', { name: '请下台' }).click();
    await expect.poll(() => on(guest).locator('[data-identity^="viewer-"]').count()).toBe(0);
  });

  test('somebody who is put out is out at once and stays out, with the ticket of before too', async () => {
    const before = (await (await on(attendee).request.post(`/api/sessions/${sessionId}/stage/ticket`)).json()) as { token: string };
    const me = (await (await on(attendee).request.get('/api/me')).json()) as { person: { id: string } };
    await organizer.request.put(`/api/sessions/${sessionId}/stage/banned/${me.person.id}`, { data: { banned: true } });
    await on(attendee).getByText('您已被请出本场').waitFor();
    expect((await on(attendee).request.post(`/api/sessions/${sessionId}/stage/ticket`)).status()).toBe(403);
    expect(before.token).not.toBe('');
    await on(attendee).reload();
    await on(attendee).getByText('您已被请出本场').waitFor();
    await organizer.request.put(`/api/sessions/${sessionId}/stage/banned/${me.person.id}`, { data: { banned: false } });
    await on(attendee).reload();
    await expectMovingPicture(on(attendee), '[data-testid="stage"] video');
  });

  test('the media server is killed: every screen says so and comes back by itself, and the running order is kept', async () => {
    process.kill(Number(readFileSync(join(dataDir, 'livekit.pid'), 'utf8')), 'SIGKILL');
    for (const page of viewers) await page.getByText('正在自动重新连接…').first().waitFor();
    await onStage(await identityOf(on(owner2)));
    for (const page of viewers) await page.getByText('第 2 / ').first().waitFor();
  });

  test('the manager is gone: the show goes on, and another takes over from the control room', async () => {
    await organizer.context().close();
    await onStage(await identityOf(on(owner2)));
    const other = await visitor(browser, stack.url, 'organizer2');
    await other.goto('/control');
    await other.getByRole('button', { name: '接管' }).click();
    await other.getByText('由您控制本场').waitFor();
    await other.getByRole('button', { name: '下一个' }).first().click();
    for (const page of viewers) await page.getByText('第 3 / ').first().waitFor();
    await other.getByRole('button', { name: '结束本场' }).first().click();
    await other.getByRole('button', { name: '再按一次以结束本场' }).click();
    for (const page of viewers) await page.getByText('本场已结束').waitFor();
    // Of the second presenter's pitch, by the media server's own word; an investor sees nothing of it.
    const report = on(owner2).getByRole('region', { name: '观看情况' });
    await report.getByText(/[1-9] 人观看/).first().waitFor();
    expect(await report.getByRole('listitem').count()).toBe(1);
    expect(await on(investor).getByRole('region', { name: '观看情况' }).count()).toBe(0);
  });
});

/** The server's instant at which this screen thinks the pitch ends, read in the moment its digits turn: the best of some turns. */
function pitchEnd(page: Page): Promise<number> {
  return page.getByRole('timer').first().evaluate(
    (timer) =>
      new Promise<number>((resolve) => {
        const ends: number[] = [];
        const observer = new MutationObserver(() => {
          ends.push(Number((timer as HTMLElement).dataset.leftMs) + performance.timeOrigin + performance.now());
          if (ends.length < 8) return;
          observer.disconnect();
          resolve(Math.min(...ends));
        });
        observer.observe(timer, { attributes: true, attributeFilter: ['data-left-ms'] });
      }),
  );
}

/** When a page decodes the first frame of somebody who is not on stage yet, in milliseconds of the Unix epoch. */
function firstFrame(page: Page, identity: string): { armed: Promise<unknown>; at: Promise<number> } {
  const armed = page.evaluate((who) => {
    const watched = new Promise<number>((resolve) => {
      const look = () => {
        const video = document.querySelector<HTMLVideoElement>(`[data-identity="${who}"] video`);
        if (video) video.requestVideoFrameCallback(() => resolve(performance.timeOrigin + performance.now()));
        else requestAnimationFrame(look);
      };
      look();
    });
    Object.assign(window, { firstFrameAt: watched });
  }, identity);
  const at = armed.then(() => page.evaluate(() => (window as unknown as { firstFrameAt: Promise<number> }).firstFrameAt));
  return { armed, at };
}
