import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ffprobe from '@ffprobe-installer/ffprobe';
import type { Home, Replay, Stage, StageAction } from '@everexpo/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { violations } from '../support/axe.ts';
import { desktop, launchBrowser, phone, visitor, withSmallCamera } from '../support/browser.ts';
import type { Seen } from '../support/node-viewers.ts';
import { recorderOf } from '../support/recorder-process.ts';
import { newDataDir, removeDataDir, ROOT, startEverexpo, type RunningStack } from '../support/stack.ts';
import { expectMovingPicture } from '../support/video.ts';

const SEATS = 20;
/** So many of the viewers sit in browsers; the others are programs that decode and follow as pages do. */
const BROWSERS = 5;

/** One session with more viewers than seats: the room, the broadcast beside it, and what is left of both afterwards. */
describe('a session that is broadcast and recorded', () => {
  let stack: RunningStack;
  let browser: Browser;
  let [organizer, owner, owner2, investor, late]: Page[] = [];
  let inRoom: Page[] = [];
  let others: ChildProcess;
  let sessionId: string;
  const dataDir = newDataDir();

  const on = (page: Page | undefined): Page => page as Page;
  const step = async (action: StageAction) => {
    const stage = (await (await on(organizer).request.get(`/api/sessions/${sessionId}/stage`)).json()) as Stage;
    expect((await on(organizer).request.post(`/api/sessions/${sessionId}/stage/steps`, { data: { action, revision: stage.revision } })).status()).toBe(200);
  };
  const replay = async () => (await (await on(owner).request.get(`/api/sessions/${sessionId}/replay`)).json()) as Replay;
  const look = () => {
    const seen = new Promise<Seen[]>((told) => others.once('message', told));
    others.send('look');
    return seen;
  };
  const expectAllDecode = async () => {
    const before = await look();
    expect(before.map(({ seat }) => seat)).toEqual(before.map(() => 'viewer'));
    await expect.poll(async () => (await look()).filter(({ frames }, nth) => frames > (before[nth]?.frames ?? 0) + 3).length, { timeout: 30_000 }).toBe(SEATS - BROWSERS);
  };
  const inPicture = '[data-testid="stage"] [data-identity^="presenter-"] video';
  const onAir = 'video[data-broadcast]';

  beforeAll(async () => {
    stack = await startEverexpo(dataDir, { env: { RECORDER: 'local', JOINS_PER_SECOND: '2' } });
    browser = await launchBrowser({ fps: 10 });
    sessionId = ((await (await fetch(`${stack.url}/api/home`)).json()) as Home).next[0]?.id ?? '';
    [organizer, owner, owner2, investor, late] = await Promise.all([
      visitor(browser, stack.url, 'organizer'),
      visitor(browser, stack.url, 'owner'),
      visitor(browser, stack.url, 'owner2'),
      visitor(browser, stack.url, 'investor', phone),
      visitor(browser, stack.url, 'attendee'),
    ]);
  });

  afterAll(async () => {
    others?.kill();
    await browser?.close();
    await stack?.stop();
    removeDataDir(dataDir);
  });

  test('presenters are told that the session is recorded before they turn anything on', async () => {
    for (const page of [owner, owner2]) {
      await withSmallCamera(on(page));
      await on(page).goto(`/sessions/${sessionId}`);
      await on(page).getByText('本场会录制。').waitFor();
      await on(page).getByRole('button', { name: '打开摄像头和麦克风' }).click();
    }
    await on(organizer).request.put(`/api/sessions/${sessionId}/stage/audience`, { data: { seatLimit: SEATS } });
    await expect.poll(async () => ((await (await on(organizer).request.get(`/api/sessions/${sessionId}/stage/presenters`)).json()) as { present: boolean }[]).filter(({ present }) => present).length).toBe(2);
  });

  test('those who wait for the start come in one after the other, and see their place in the queue', async () => {
    inRoom = [on(investor)];
    while (inRoom.length < BROWSERS) inRoom.push(await visitor(browser, stack.url, undefined, phone));
    for (const page of inRoom) await page.goto(`/sessions/${sessionId}`);
    for (const page of inRoom) await page.getByText('专场尚未开始').waitFor();
    await step('open');
    await expect.poll(async () => (await Promise.all(inRoom.map((page) => page.locator('[data-queue-place]').count()))).includes(1), { interval: 50 }).toBe(true);
    await step('next');
    for (const page of inRoom) await page.getByTestId('stage').waitFor();
  });

  test(`${SEATS} viewers sit in the room; the one after them watches the same pitch as a broadcast`, async () => {
    others = fork(join(ROOT, 'tests/support/node-viewers.ts'), [stack.url, sessionId, String(SEATS - BROWSERS)], { env: { ...process.env, NODE_ENV: 'production' } });
    await new Promise((ready) => others.once('message', ready));
    for (const page of inRoom) await expectMovingPicture(page, inPicture, { timeout: 60_000 });
    await expectAllDecode();
    await on(late).goto(`/sessions/${sessionId}`);
    await on(late).getByText('会场席位已满').waitFor();
    await expectMovingPicture(on(late), onAir, { timeout: 60_000 });
    for (const page of [...inRoom, on(late)]) {
      await page.getByText('本场正在录制').waitFor();
      await page.getByText(/第 1 \/ \d+ 个/).waitFor();
    }
    expect((await look()).every(({ recording }) => recording)).toBe(true);
    await expectAllDecode();
    for (const page of inRoom) expect(await page.locator(onAir).count()).toBe(0);
  });

  test('questions from the room and from the broadcast are on every screen', async () => {
    const all = [...inRoom, on(late)];
    for (const page of all) await page.getByRole('tab', { name: '提问' }).click();
    const ask = async (page: Page, body: string) => {
      await page.getByLabel('提一个问题').fill(body);
      await page.getByRole('button', { name: '提交' }).click();
      for (const screen of all) {
        const newOnes = screen.getByRole('button', { name: /条新提问/ });
        await screen.getByText(body).or(newOnes).first().waitFor();
        if (await newOnes.isVisible()) await newOnes.click();
        await screen.getByRole('listitem').getByText(body).waitFor();
      }
      expect((await look()).filter(({ questions }) => questions.includes(body))).toHaveLength(SEATS - BROWSERS);
    };
    await ask(on(investor), '会场里的提问：量产良率如何？');
    await ask(on(late), '广播里的提问：何时供货？');
  });

  test('the page that LiveKit\'s Egress would record shows the stage and says when it is ready', async () => {
    const { url, token } = (await (await on(organizer).request.post(`/api/sessions/${sessionId}/stage/ticket`)).json()) as { url: string; token: string };
    const page = await visitor(browser, stack.url);
    const ready = page.waitForEvent('console', (message) => message.text() === 'START_RECORDING');
    await page.goto(`/record/${sessionId}?layout=speaker&url=${encodeURIComponent(url)}&token=${token}`);
    await ready;
    await expectMovingPicture(page, 'figure[data-identity^="presenter-"] video');
    await page.locator('img[data-page="1"]').waitFor();
    await page.context().close();
  });

  test('timer and running order of the broadcast keep to its picture, not to the room', async () => {
    const left = (page: Page) => page.getByRole('timer').first().getAttribute('data-left-ms').then(Number);
    const behind = (await left(on(late))) - (await left(on(investor)));
    expect(behind).toBeGreaterThan(1_000);
    expect(behind).toBeLessThan(30_000);
    await step('next');
    await on(investor).getByText(/第 2 \/ \d+ 个/).waitFor();
    expect(await on(late).getByText(/第 1 \/ \d+ 个/).count(), 'the picture still shows the first pitch').toBeGreaterThan(0);
    await on(late).getByText(/第 2 \/ \d+ 个/).waitFor();
    await expectMovingPicture(on(late), onAir);
  });

  test('who raises a hand in the broadcast is back in the room, beside its limit', async () => {
    await on(late).getByRole('button', { name: '举手发言' }).click();
    await expectMovingPicture(on(late), inPicture);
    const hands = (await (await on(organizer).request.get(`/api/sessions/${sessionId}/stage/hands`)).json()) as unknown[];
    expect(hands).toHaveLength(1);
  });

  test('the recorder is killed: another goes on, and less than ten seconds are lost', async () => {
    for (const page of inRoom.slice(1)) await page.context().close();
    others.kill();
    process.kill(recorderOf(sessionId), 'SIGKILL');
    await expect.poll(async () => (await replay()).stretches.length, { timeout: 30_000 }).toBe(2);
    const [before, after] = (await replay()).stretches;
    const lost = Date.parse(after?.at ?? '') - Date.parse(before?.at ?? '') - (before?.milliseconds ?? 0);
    console.log(`lost to the recorder's death: ${lost} ms`);
    expect(lost).toBeLessThan(10_000);
  });

  test('the recording is a file with both streams and a chapter for each pitch', async () => {
    await on(owner2).getByText('您正在台上').waitFor();
    await on(organizer).request.put(`/api/sessions/${sessionId}/stage/audience`, { data: { seatLimit: 1 } });
    const last = await visitor(browser, stack.url, undefined, phone);
    await last.goto(`/sessions/${sessionId}`);
    await expectMovingPicture(last, onAir, { timeout: 60_000 });
    await step('close');
    await last.getByText('本场已结束').waitFor();
    await last.context().close();
    await expect.poll(async () => (await replay()).files.map(({ state }) => state), { timeout: 60_000, interval: 500 }).toEqual(['ready', 'ready']);
    const file = await on(owner).request.get(`/api/sessions/${sessionId}/recording/session.mp4`);
    expect(file.headers()['accept-ranges']).toBe('bytes');
    const path = join(dataDir, 'session.mp4');
    writeFileSync(path, await file.body());
    const { streams, format, chapters } = JSON.parse(execFileSync(ffprobe.path, ['-v', 'error', '-print_format', 'json', '-show_streams', '-show_format', '-show_chapters', path], { encoding: 'utf8' })) as Probed;
    const { milliseconds, chapters: pitches, stretches } = await replay();
    expect(streams.map(({ codec_name }) => codec_name)).toEqual(expect.arrayContaining(['h264', 'aac']));
    expect(Math.abs(Number(format.duration) * 1000 - milliseconds)).toBeLessThan(150 * stretches.length);
    expect(chapters.map(({ tags }) => tags.title)).toEqual(pitches.map(({ position, titleZh }) => `${position} ${titleZh}`));
    for (const [nth, chapter] of chapters.entries()) expect(Math.abs(Number(chapter.start_time) * 1000 - (pitches[nth]?.startMs ?? NaN))).toBeLessThan(2);
    console.log(`recorded ${(milliseconds / 1000).toFixed(1)} s in ${stretches.length} parts, ${chapters.length} chapters`);
  });

  test('byte ranges are served; a clip is its owner\'s', async () => {
    const whole = `/api/sessions/${sessionId}/recording/session.mp4`;
    const part = await on(owner).request.get(whole, { headers: { range: 'bytes=100-199' } });
    expect([part.status(), (await part.body()).length, part.headers()['content-range']?.startsWith('bytes 100-199/')]).toEqual([206, 100, true]);
    expect((await on(owner).request.get(whole, { headers: { range: 'bytes=99999999999-' } })).status()).toBe(416);
    const [first] = (await replay()).chapters;
    const clip = `/api/sessions/${sessionId}/recording/pitches/${first?.pitchId}.mp4`;
    expect((await on(owner).request.get(clip)).status()).toBe(200);
    expect((await on(investor).request.get(clip)).status()).toBe(403);
    expect((await fetch(`${stack.url}${whole}`)).status).toBe(401);
  });

  test('the replay plays, jumps to chapters and to what was written, shows pages and captions, and goes on where one left', async () => {
    const page = on(investor);
    const vtt = 'WEBVTT\n\n00:00:02.000 --> 00:00:05.000\n大家好，我们做的是功率器件\n';
    const captions = (body: string) => on(organizer).request.put(`/api/sessions/${sessionId}/replay/captions/zh`, { multipart: { captions: { name: 'zh.vtt', mimeType: 'text/vtt', buffer: Buffer.from(body) } } });
    expect((await captions('00:02 - 00:05\nno header')).status()).toBe(422);
    expect((await captions(vtt)).status()).toBe(200);

    await page.goto('/replays');
    await page.getByRole('main').getByRole('listitem').getByRole('link').first().click();
    await page.getByRole('link', { name: '专场页' }).click();
    await page.getByRole('link', { name: '观看回放' }).click();
    const video = page.getByTestId('replay').locator('video');
    await video.evaluate((element: HTMLVideoElement) => { element.muted = true; return element.play(); });
    await expectMovingPicture(page, '[data-testid="replay"] video');
    await page.locator('img[data-page="1"]').waitFor();

    const { chapters } = await replay();
    const second = (chapters[1]?.startMs ?? 0) / 1000;
    await page.getByRole('button', { name: new RegExp(chapters[1]?.titleZh ?? '') }).click();
    const seconds = () => video.evaluate((element: HTMLVideoElement) => element.currentTime);
    await expect.poll(seconds).toBeGreaterThanOrEqual(second);
    expect(await seconds()).toBeLessThan(second + 8);
    await expectMovingPicture(page, '[data-testid="replay"] video');

    await page.getByRole('tab', { name: '搜索' }).click();
    const find = async (words: string, kind: string) => {
      await page.getByLabel('搜提问、聊天、演示文稿、字幕').fill(words);
      await page.getByRole('button', { name: '搜索' }).click();
      const hit = page.getByRole('tabpanel').getByRole('button').filter({ hasText: kind }).filter({ hasText: words }).first();
      await hit.click();
    };
    await find('功率器件', '字幕');
    await expect.poll(seconds).toBeLessThan(8);
    await find('量产良率', '提问');
    await expect.poll(seconds).toBeGreaterThan(8);
    await page.getByRole('tab', { name: '提问' }).click();
    await page.getByRole('tabpanel').getByText('量产良率').waitFor();

    await page.getByLabel('速度').selectOption('1.5');
    expect(await video.evaluate((element: HTMLVideoElement) => element.playbackRate)).toBe(1.5);
    expect(await video.evaluate((element: HTMLVideoElement) => element.textTracks[0]?.language)).toBe('zh');
    await expect.poll(() => page.evaluate((id) => Number(localStorage.getItem(`replay ${id}`)), sessionId), { timeout: 10_000 }).toBeGreaterThan(4);
    await page.reload();
    await page.getByText(/已从上次看到的/).waitFor();
    await expect.poll(seconds).toBeGreaterThan(4);

  });

  test('the replay can be read and used by everybody, in both languages and at 360 px', async () => {
    const page = await visitor(browser, stack.url, undefined, desktop, true);
    for (const [language, theme, viewport] of [['zh', 'light', desktop], ['en', 'dark', phone]] as const) {
      await page.setViewportSize(viewport);
      await page.goto('/replays');
      await page.evaluate(([chosen, shade]) => {
        localStorage.setItem('everexpo.language', chosen);
        localStorage.setItem('everexpo.theme', shade);
      }, [language, theme] as const);
      for (const path of ['/replays', `/sessions/${sessionId}/replay`]) {
        await page.goto(path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        if (path.endsWith('replay')) for (const tab of await page.getByRole('tab').all()) {
          await tab.click();
          expect.soft(await violations(page), `${language} ${await tab.textContent()}`).toEqual([]);
        }
        expect.soft(await violations(page), `${language} ${path}`).toEqual([]);
        expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
      }
    }
  });

  test('a replay that the organizers close is theirs alone', async () => {
    const page = on(investor);
    await on(organizer).request.put(`/api/sessions/${sessionId}/stage/audience`, { data: { replayOpen: false } });
    expect((await page.request.get(`/api/sessions/${sessionId}/replay`)).status()).toBe(404);
    expect((await on(organizer).request.get(`/api/sessions/${sessionId}/replay`)).status()).toBe(200);
  });
});

interface Probed {
  streams: { codec_name: string }[];
  format: { duration: string };
  chapters: { start_time: string; tags: { title: string } }[];
}
