import type { StageTicket } from '@everexpo/contracts';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  aLiveSession,
  aPerson,
  aSession,
  step,
  type BuiltPitch,
  type BuiltSession,
} from '../../apps/api/src/testing/builders/index.ts';
import { phone } from '../support/browser/browser.ts';
import { useJourney } from '../support/journey.ts';
import { identityOf, untilPresent, untilSeen } from '../support/live/stage.ts';
import { until } from '../support/until.ts';
import { untilMovingPicture } from '../support/browser/video.ts';
import { signOut } from '../support/pages/own-menu.ts';

declare global {
  interface Window {
    /** Of camera and microphone, as this page was given them. */
    rememberedTracks: MediaStreamTrack[];
  }
}

function rememberTracks(): void {
  window.rememberedTracks = [];
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await open(wanted);
    window.rememberedTracks.push(...stream.getTracks());
    return stream;
  };
}

/** What the audience of a live session does, on a desktop and on phones. */
describe('the audience of a live session', () => {
  const journey = useJourney();

  const pageOf = async (person: { cookie: string } | null, { id }: BuiltSession, options = {}): Promise<Page> => {
    const page = await journey.page(person, options);
    await page.goto(`/sessions/${id}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };

  test("a chat line reaches every screen, a phone's included; who speaks too fast loses nothing typed", async () => {
    const { session, organizer } = await aLiveSession(journey.host, { pitches: 1 });
    const attendee = await pageOf(await aPerson(journey.host), session, { viewport: phone });
    const pages = [await pageOf(organizer, session), await pageOf(null, session), attendee];
    for (const page of pages) await page.getByRole('tab', { name: '聊天' }).click();
    await attendee.getByLabel('说点什么').fill('样机很稳定，辛苦了');
    await attendee.getByRole('button', { name: '发送' }).click();
    for (const page of pages) await page.getByRole('log').getByText('样机很稳定，辛苦了').waitFor();
    // So slow that no machine is slower.
    await organizer.client.ask('PUT', `/api/sessions/${session.id}/stage/audience`, { slowSeconds: 300 });
    await attendee.getByLabel('说点什么').fill('再说一句');
    await attendee.getByRole('button', { name: '发送' }).click();
    await attendee.getByText(/慢速模式：请 \d+ 秒后再发。/).waitFor();
    expect(await attendee.getByLabel('说点什么').inputValue(), 'nothing typed is lost').toBe('再说一句');
  });

  test('a line that is too long is not cut: it says by how much, and goes once it is short enough', async () => {
    const { session } = await aLiveSession(journey.host, { pitches: 1 });
    const page = await pageOf(await aPerson(journey.host), session, { viewport: phone });
    await page.getByRole('tab', { name: '聊天' }).click();
    const field = page.getByLabel('说点什么');
    await field.fill('好'.repeat(280));
    await page.getByText('还可输入 20 字').waitFor();
    await field.fill('好'.repeat(310));
    await page.getByText('超出 10 字，请删减').waitFor();
    await page.getByRole('button', { name: '发送' }).click();
    expect((await field.inputValue()).length, 'nothing is cut').toBe(310);
    expect(await page.getByRole('log').getByText('好好好').count(), 'nor said').toBe(0);
    await field.fill('好'.repeat(300));
    await page.getByRole('button', { name: '发送' }).click();
    await page.getByRole('log').getByText('好'.repeat(300)).waitFor();
  });

  test('a poll is asked, answered and counted on every screen', async () => {
    const { session, organizer } = await aLiveSession(journey.host, { pitches: 1 });
    const investor = await pageOf(await aPerson(journey.host, { roles: ['investor'] }), session);
    const guest = await pageOf(null, session, { viewport: phone });
    const manager = await pageOf(organizer, session);
    const desk = manager.getByRole('region', { name: '舞台控制台' });
    await desk.getByText('观众互动').click();
    await desk.getByLabel('发起投票：问题').fill('最关心什么？');
    await desk.getByLabel('选项').fill('成本\n产能');
    await desk.getByRole('button', { name: '发起投票' }).click();
    // On a phone it would push away what one is about to press.
    await guest.getByRole('button', { name: /最关心什么/ }).click();
    await investor.getByRole('button', { name: /产能/ }).click();
    for (const page of [investor, guest]) {
      await page.getByRole('region', { name: '投票' }).getByText('1 · 100%').waitFor();
    }
  });

  test("reactions and questions reach every screen, the phone's included", async () => {
    const { session } = await aLiveSession(journey.host, { pitches: 1 });
    const investor = await pageOf(await aPerson(journey.host, { roles: ['investor'] }), session);
    const guest = await pageOf(null, session, { viewport: phone });
    const pages = [investor, guest];
    await guest.getByRole('button', { name: '鼓掌' }).click();
    for (const page of pages) await page.getByRole('button', { name: '鼓掌 1' }).waitFor();
    for (const page of pages) await page.getByRole('tab', { name: '提问' }).click();
    await investor.getByLabel('提一个问题').fill('量产要多久？');
    await investor.getByRole('button', { name: '提交' }).click();
    await expect.poll(() => investor.getByLabel('提一个问题').inputValue()).toBe('');
    for (const page of pages) await page.getByText('量产要多久？').waitFor();
  });

  test('one of the audience raises a hand, speaks on stage and leaves it again', async () => {
    const { session, organizer } = await aLiveSession(journey.host, { pitches: 1 });
    const attendee = await aPerson(journey.host);
    const manager = await pageOf(organizer, session);
    const speaker = await pageOf(attendee, session, { viewport: phone });
    const guest = await pageOf(null, session);
    const viewers = await journey.lightClients({ sessionId: session.id, viewers: 1 });
    await speaker.getByRole('button', { name: '举手发言' }).click();
    const desk = manager.getByRole('region', { name: '舞台控制台' });
    await speaker.getByRole('button', { name: '放下手' }).waitFor();
    await desk.getByRole('list', { name: /^举手/ }).getByRole('button', { name: '请上台' }).click();
    await speaker.getByText('您正在台上').waitFor();
    await speaker.getByText('请打开摄像头和麦克风，观众就能看到您、听到您。').waitFor();
    expect(await speaker.getByText('等待舞台经理').count()).toBe(0);
    expect(await speaker.getByRole('button', { name: /举手发言|放下手/ }).count(), 'the hand is down').toBe(0);
    await speaker.getByRole('button', { name: '打开摄像头和麦克风' }).click();
    await speaker.getByText('观众正在看着您，请开始吧。').waitFor();
    const picture = '[data-testid="stage"] [data-identity^="viewer-"]';
    await untilMovingPicture(guest, `${picture} video`);
    const pictures = async () => (await viewers.look()).viewers[0]?.pictures ?? [];
    const seen = await until('a light viewer sees the speaker', async () => (await pictures())[0]);
    expect(seen).toMatch(/^viewer-[0-9a-f]{24}$/);
    await guest.getByTestId('stage').getByText(attendee.name).waitFor();
    await untilSeen(viewers, [seen]);
    const people = desk.getByRole('list', { name: '推介人' }).getByRole('listitem');
    await people.filter({ hasText: attendee.name }).getByRole('button', { name: '请下台' }).click();
    await untilSeen(viewers, []);
    await expect.poll(() => guest.locator(picture).count()).toBe(0);
    await speaker.getByRole('button', { name: '举手发言' }).waitFor();
  });

  test('who signs out in another page is off the stage at once, camera and microphone off, and told so', async () => {
    const { session, organizer } = await aLiveSession(journey.host, { pitches: 1 });
    const attendee = await aPerson(journey.host);
    const speaker = await pageOf(attendee, session);
    const guest = await pageOf(null, session);
    await speaker.getByRole('button', { name: '举手发言' }).click();
    await speaker.getByRole('button', { name: '放下手' }).waitFor();
    const path = `/api/sessions/${session.id}/stage/presenters/${attendee.id}`;
    await organizer.client.ask('PUT', path, { onStage: true });
    await speaker.evaluate(rememberTracks);
    await speaker.getByRole('button', { name: '打开摄像头和麦克风' }).click();
    const picture = '[data-testid="stage"] [data-identity^="viewer-"]';
    await untilMovingPicture(guest, `${picture} video`);
    const other = await speaker.context().newPage();
    await other.goto('/programme');
    await signOut(other);
    await speaker.getByText('您已退出登录').waitFor();
    await speaker.getByRole('link', { name: '重新登录' }).waitFor();
    await expect.poll(() => guest.locator(picture).count()).toBe(0);
    const states = () => speaker.evaluate(() => window.rememberedTracks.map(({ readyState }) => readyState));
    await expect.poll(states).toEqual(['ended', 'ended']);
  });

  test('a hand stays up when everybody is told of it before it is answered', async () => {
    const { session } = await aLiveSession(journey.host, { pitches: 1 });
    const page = await pageOf(await aPerson(journey.host), session);
    const lower = page.getByRole('button', { name: '放下手' });
    const [told, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    await page.route('**/stage/hand', async (route) => {
      const response = await route.fetch();
      await told.promise;
      await route.fulfill({ response });
      answered.resolve();
    });
    await page.getByRole('button', { name: '举手发言' }).click();
    await lower.waitFor();
    expect(await lower.isDisabled(), 'while it is not answered').toBe(true);
    told.resolve();
    await answered.promise;
    await expect.poll(() => page.getByRole('button', { name: /举手发言|放下手/, disabled: false }).count()).toBe(1);
    expect(await lower.isVisible()).toBe(true);
  });

  test('a hand that is put off goes down by itself, also after a reload', async () => {
    const { session, organizer } = await aLiveSession(journey.host, { pitches: 1 });
    const attendee = await aPerson(journey.host);
    const page = await pageOf(attendee, session, { viewport: phone });
    await page.getByRole('button', { name: '举手发言' }).click();
    await page.getByRole('button', { name: '放下手' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: '放下手' }).waitFor();
    await organizer.client.ask('DELETE', `/api/sessions/${session.id}/stage/hands/${attendee.id}`);
    await page.getByRole('button', { name: '举手发言' }).waitFor();
  });

  test('"next" takes a guest off the stage', async () => {
    const { session, organizer } = await aLiveSession(journey.host, { pitches: 2 });
    const attendee = await aPerson(journey.host);
    const page = await pageOf(attendee, session);
    await page.getByRole('button', { name: '举手发言' }).click();
    await page.getByRole('button', { name: '放下手' }).waitFor();
    await organizer.client.ask('PUT', `/api/sessions/${session.id}/stage/presenters/${attendee.id}`, { onStage: true });
    await page.getByText('您正在台上').waitFor();
    await step(organizer.client, session.id, 'next');
    await page.getByRole('button', { name: '举手发言' }).waitFor();
    expect(await page.getByText('您正在台上').count()).toBe(0);
  });

  test('somebody who is removed is out at once and stays out, with the ticket of before too', async () => {
    const { session, organizer } = await aSession(journey.host, { pitches: 1 });
    const { owner } = session.pitches[0] as BuiltPitch;
    await journey.lightClients({ sessionId: session.id, presenters: [owner] });
    await untilPresent(organizer.client, session.id, 1);
    for (const action of ['open', 'next'] as const) await step(organizer.client, session.id, action);
    const person = await aPerson(journey.host);
    const page = await pageOf(person, session, { viewport: phone });
    const picture = `[data-testid="stage"] [data-identity="${identityOf(owner)}"] video`;
    await untilMovingPicture(page, picture);
    // Their second screen, and somebody else who stays.
    const seated = [person, await aPerson(journey.host)];
    const viewers = await journey.lightClients({ sessionId: session.id, viewers: seated });
    await untilSeen(viewers, [identityOf(owner)]);
    const stage = `/api/sessions/${session.id}/stage`;
    const askTicket = () => person.client.send<StageTicket>('POST', `${stage}/ticket`, {});
    const { body: before } = await askTicket();
    const ban = (banned: boolean) => organizer.client.ask('PUT', `${stage}/banned/${person.id}`, { banned });

    await ban(true);
    await page.getByText('您已被请出本场').waitFor();
    const connected = async () => (await viewers.look()).viewers.map((viewer) => viewer.connected);
    await expect.poll(connected).toEqual([false, true]);
    expect((await askTicket()).status).toBe(403);
    for (const attempt of ['first', 'second']) {
      // It ends when they are removed again, as often as they come.
      const visit = await viewers.visit(before);
      const fate = visit.entered ? `in, and out after ${visit.frames} pictures` : `refused: ${visit.why}`;
      console.log(`with the ticket of before, ${attempt} time: ${fate}`);
      expect(visit.entered && !visit.removed, 'out for another reason than being removed').toBe(false);
    }
    expect(await connected()).toEqual([false, true]);
    await page.reload();
    await page.getByText('您已被请出本场').waitFor();

    await ban(false);
    await page.reload();
    await untilMovingPicture(page, picture);
  });
});
