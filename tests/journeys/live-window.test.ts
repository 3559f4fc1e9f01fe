import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  aLiveSession,
  aPerson,
  type BuiltPitch,
  type BuiltSession,
} from '../../apps/api/src/testing/builders/index.ts';
import { expectInWindow, outsideFirstScreen } from '../support/pages/first-screen.ts';
import { useJourney } from '../support/journey.ts';
import { untilPresent } from '../support/live/stage.ts';
import { until } from '../support/until.ts';

/** A small phone, a phone and a small desktop. */
const FIRST_SCREENS = [
  { width: 360, height: 640 },
  { width: 390, height: 844 },
  { width: 1280, height: 720 },
];

const journey = useJourney();

const openSession = async (page: Page, { id }: BuiltSession) => {
  await page.goto(`/sessions/${id}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
};

test('a live session shows each of its people all they can do, and five pitches go by with one key', async () => {
  const { session, organizer } = await aLiveSession(journey.host, { pitches: 5 });
  const attendee = await aPerson(journey.host);
  const { owner } = session.pitches[0] as BuiltPitch;
  const presenter = await journey.page(owner);
  await openSession(presenter, session);
  await presenter.getByRole('button', { name: '打开摄像头和麦克风' }).click();
  await untilPresent(organizer.client, session.id, 1);
  await organizer.client.ask('PUT', `/api/sessions/${session.id}/stage/presenters/${owner.id}`, { onStage: true });
  await presenter.getByText('观众正在看着您，请开始吧。').waitFor();
  const viewer = await journey.page(attendee);
  await openSession(viewer, session);
  await viewer.getByRole('tab', { name: '聊天' }).click();
  const manager = await journey.page(organizer);
  await openSession(manager, session);
  await manager.getByRole('button', { name: '下一个' }).waitFor();
  const needed: [Page, string[]][] = [
    [viewer, ['举手发言', '鼓掌', '点赞', '惊叹', '关闭声音', '发送']],
    [presenter, ['麦克风：开', '摄像头：开']],
    [manager, ['下一个', '暂停计时', '加 1 分钟', '撤销']],
  ];
  for (const [page, names] of needed) {
    for (const viewport of FIRST_SCREENS) {
      await page.setViewportSize(viewport);
      const where = `${viewport.width} by ${viewport.height}`;
      // Nothing scrolls but what is in a column, and nothing of the shell lies over what is there.
      await expect.poll(() => outsideFirstScreen(page), { message: where }).toEqual([]);
      for (const name of names) await expectInWindow(page, page.getByRole('button', { name, exact: true }), name);
      await expectInWindow(page, page.getByRole('timer'), `the clock at ${where}`);
    }
  }
  await until('the fifth pitch is on', async () => {
    if (await manager.getByText('第 5 个，共 5 个').first().isVisible()) return true;
    await manager.keyboard.press('n');
    return false;
  });
  await presenter.getByText('候场中，观众还看不到您').waitFor();
});
