import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Replay } from '@everexpo/contracts';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { aPerson, clientOf } from '../../apps/api/src/testing/builders/index.ts';
import { appearances, overflowOf, setAppearance } from '../support/browser/appearance.ts';
import { violations } from '../support/browser/axe.ts';
import { phone } from '../support/browser/browser.ts';
import { findFfprobe } from '../support/services/find-ffprobe.ts';
import { useJourney } from '../support/journey.ts';
import { aRecordedSession, QUESTIONS } from '../support/live/recorded-session.ts';
import { untilMovingPicture } from '../support/browser/video.ts';

/** What is left of a session when it is over. */
const journey = useJourney({ env: { RECORDER: 'local' } });

let recorded: ReturnType<typeof aRecordedSession> | undefined;
/** Made once, by whichever test comes first, and read by all: recording takes its time. One that fails is made anew. */
const recording = () =>
  (recorded ??= aRecordedSession(journey.host).catch((error: unknown) => {
    recorded = undefined;
    throw error;
  }));
const replayOf = ({ session, organizer }: Awaited<ReturnType<typeof recording>>) =>
  organizer.client.ask<Replay>('GET', `/api/sessions/${session.id}/replay`);

test('a killed recorder is replaced, and the recording goes on in the same file with a chapter a pitch', async () => {
  const fixture = await recording();
  console.log(`lost to the recorder's death: ${fixture.lostMs} ms`);
  const owner = fixture.session.pitches[0]?.owner;
  const file = await fetch(`${journey.host.url}/api/sessions/${fixture.session.id}/recording/session.mp4`, {
    headers: { cookie: owner?.cookie ?? '' },
  });
  expect(file.headers.get('accept-ranges')).toBe('bytes');
  const path = join(journey.host.dir, 'session.mp4');
  writeFileSync(path, Buffer.from(await file.arrayBuffer()));
  const { streams, format, chapters } = await probe(path);
  const { durationMs, chapters: pitches, timeRanges } = await replayOf(fixture);
  expect(timeRanges).toHaveLength(2);
  expect(streams.map(({ codec_name }) => codec_name)).toEqual(expect.arrayContaining(['h264', 'aac']));
  // What each stretch rounds to whole pictures and sound frames; not a matter of the machine's speed.
  expect(Math.abs(Number(format.duration) * 1_000 - durationMs)).toBeLessThan(150 * timeRanges.length);
  expect(chapters.map(({ tags }) => tags.title)).toEqual(
    pitches.map(({ position, titleZh }) => `${position} ${titleZh}`),
  );
  const starts = chapters.map(({ start_time }) => Math.round(Number(start_time) * 1_000));
  for (const [index, { startMs }] of pitches.entries())
    expect(Math.abs((starts[index] ?? NaN) - startMs)).toBeLessThan(2);
});

test("byte ranges are served; a clip is its owner's", async () => {
  const fixture = await recording();
  const [first, second] = fixture.session.pitches;
  const path = `/api/sessions/${fixture.session.id}/recording`;
  const get = (cookie: string, file: string, range?: string) =>
    fetch(`${journey.host.url}${path}/${file}`, {
      headers: { ...(cookie ? { cookie } : {}), ...(range ? { range } : {}) },
    });
  const part = await get(first?.owner.cookie ?? '', 'session.mp4', 'bytes=100-199');
  expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 100]);
  expect(part.headers.get('content-range')).toMatch(/^bytes 100-199\//);
  expect((await get(first?.owner.cookie ?? '', 'session.mp4', 'bytes=99999999999-')).status).toBe(416);
  const clip = `pitches/${first?.id}.mp4`;
  const investor = await aPerson(journey.host, { roles: ['investor'] });
  expect((await get(first?.owner.cookie ?? '', clip)).status).toBe(200);
  expect((await get(second?.owner.cookie ?? '', clip)).status).toBe(403);
  expect((await get(investor.cookie, clip)).status).toBe(403);
  expect((await get('', 'session.mp4')).status).toBe(401);
});

test('the replay is found in the list and plays; it jumps to chapters and to what was asked or said', async () => {
  const fixture = await recording();
  const { session } = fixture;
  await putCaptions(
    fixture.organizer.cookie,
    session.id,
    'WEBVTT\n\n00:00:02.000 --> 00:00:05.000\n我们做的是功率器件\n',
  );
  const page = await journey.page(await aPerson(journey.host), { viewport: phone });
  await page.goto('/replays');
  await page
    .getByRole('main')
    .getByRole('link', { name: new RegExp(session.titleZh) })
    .first()
    .click();
  await page.getByRole('link', { name: '专场页' }).click();
  await page.getByRole('link', { name: '观看回放' }).click();
  await play(page);
  await untilMovingPicture(page, VIDEO);

  const [, second] = (await replayOf(fixture)).chapters;
  const secondAt = (second?.startMs ?? 0) / 1_000;
  await page.getByRole('button', { name: new RegExp(second?.titleZh ?? '') }).click();
  await expect.poll(() => seconds(page)).toBeGreaterThanOrEqual(secondAt);
  await untilMovingPicture(page, VIDEO);

  await pause(page);
  await page.getByRole('tab', { name: '搜索' }).click();
  await search(page, '功率器件', '字幕');
  await expect.poll(() => seconds(page)).toBeLessThan(6);
  await search(page, QUESTIONS[1], '提问');
  await expect.poll(() => seconds(page)).toBeGreaterThanOrEqual(secondAt - 1);
  await page.getByRole('tab', { name: '提问' }).click();
  await page.getByRole('tabpanel').getByText(QUESTIONS[0]).waitFor();
});

test('speed is chosen, captions are shown, and one goes on where one left', async () => {
  const { session, organizer } = await recording();
  await putCaptions(organizer.cookie, session.id, 'WEBVTT\n\n00:00:02.000 --> 00:00:05.000\n我们做的是功率器件\n');
  const page = await journey.page(null);
  await page.goto(`/sessions/${session.id}/replay`);
  await play(page);
  await untilMovingPicture(page, VIDEO);
  const video = page.locator(VIDEO);
  await page.getByLabel('速度').selectOption('1.5');
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.playbackRate)).toBe(1.5);
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.textTracks[0]?.language)).toBe('zh');
  const [, second] = (await replayOf(await recording())).chapters;
  await pause(page);
  await page.getByRole('button', { name: new RegExp(second?.titleZh ?? '') }).click();
  const kept = () => page.evaluate((id) => Number(localStorage.getItem(`replay ${id}`)), session.id);
  await expect.poll(kept).toBeGreaterThan(4);
  await page.reload();
  await page.getByText(/已从上次看到的/).waitFor();
  await expect.poll(() => seconds(page)).toBeGreaterThan(4);
});

test("captions that are none are refused, and an organizer's are taken", async () => {
  const { session, organizer } = await recording();
  expect((await putCaptions(organizer.cookie, session.id, '00:02 - 00:05\nno header')).status).toBe(422);
  expect((await putCaptions(organizer.cookie, session.id, 'WEBVTT\n\n00:02.000 --> 00:05.000\n好\n')).status).toBe(200);
});

test('the replay can be read and used by everybody, in both languages and at 360 px', async () => {
  const { session } = await recording();
  const page = await journey.page(null, { bypassCSP: true });
  for (const appearance of appearances) {
    const { language } = appearance;
    await setAppearance(page, appearance);
    await page.goto(`/sessions/${session.id}/replay`);
    await page.locator(VIDEO).waitFor();
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      expect.soft(await violations(page), `${language} ${await tab.textContent()}`).toEqual([]);
    }
    expect.soft(await overflowOf(page), language).toBeLessThanOrEqual(0);
  }
});

test('a replay that the organizers close is theirs alone', async () => {
  const { session, organizer } = await recording();
  const anybody = clientOf(journey.host.url, '');
  const path = `/api/sessions/${session.id}`;
  try {
    await organizer.client.ask('PUT', `${path}/stage/audience`, { replayOpen: false });
    expect((await anybody.get(`${path}/replay`)).status).toBe(404);
    expect((await organizer.client.get(`${path}/replay`)).status).toBe(200);
  } finally {
    await organizer.client.ask('PUT', `${path}/stage/audience`, { replayOpen: true });
  }
  expect((await anybody.get(`${path}/replay`)).status).toBe(200);
});

const VIDEO = '[data-testid="replay"] video';

const play = (page: Page) =>
  page.locator(VIDEO).evaluate((element: HTMLVideoElement) => {
    element.muted = true;
    return element.play();
  });

const pause = (page: Page) => page.locator(VIDEO).evaluate((element: HTMLVideoElement) => element.pause());

const seconds = (page: Page) => page.locator(VIDEO).evaluate((element: HTMLVideoElement) => element.currentTime);

async function search(page: Page, words: string, kind: string): Promise<void> {
  await page.getByLabel('搜提问、聊天、演示文稿、字幕').fill(words);
  await page.getByRole('main').getByRole('button', { name: '搜索' }).click();
  const hits = page.getByRole('tabpanel').getByRole('button').filter({ hasText: kind }).filter({ hasText: words });
  await hits.first().click();
}

function putCaptions(cookie: string, sessionId: string, body: string): Promise<Response> {
  const form = new FormData();
  form.set('captions', new Blob([body], { type: 'text/vtt' }), 'zh.vtt');
  return fetch(`${journey.host.url}/api/sessions/${sessionId}/replay/captions/zh`, {
    method: 'PUT',
    headers: { cookie },
    body: form,
  });
}

interface Probed {
  streams: { codec_name: string }[];
  format: { duration: string };
  chapters: { start_time: string; tags: { title: string } }[];
}

async function probe(path: string): Promise<Probed> {
  const flags = ['-v', 'error', '-print_format', 'json', '-show_streams', '-show_format', '-show_chapters', path];
  return JSON.parse(execFileSync(await findFfprobe(), flags, { encoding: 'utf8' })) as Probed;
}
