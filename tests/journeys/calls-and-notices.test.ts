import type { Agreement, Meeting } from '@everexpo/contracts';
import { expect, test } from 'vitest';
import { aDraftAgreement, aMeeting, anInterest, signAs } from '../../apps/api/src/testing/builders/index.ts';
import { phone } from '../support/browser.ts';
import { useJourney } from '../support/journey.ts';
import { until } from '../support/until.ts';

/** Calls that nobody answers, and what is shown until its cause is done. */
const journey = useJourney();

test('a call that nobody answers is missed on both pages, and leads on: ring again, another time, back', async () => {
  const scene = await aMeeting(journey.host);
  const { meeting } = scene;
  const caller = await journey.page(scene.investor, { viewport: phone });
  await caller.goto('/programme');
  await caller.goto(`/negotiations/${meeting.id}`);
  await caller.getByRole('button', { name: '打开摄像头进入' }).waitFor();
  await journey.host.asOwner(`UPDATE meeting SET starts_at = now() - interval '2 minutes' WHERE id = $1`, [meeting.id]);
  await caller.getByText('呼叫未接通：对方没有接听。').waitFor();
  // Who comes later finds the same, and rings: the caller is told on the page where they are.
  const callee = await journey.page(scene.owner);
  await callee.goto('/mine');
  await callee.getByText('有一次呼叫无人接听').waitFor();
  await callee.getByText('未接听').waitFor();
  await callee.goto(`/negotiations/${meeting.id}`);
  await callee.getByText('您错过了这次呼叫。').waitFor();
  await callee.getByRole('button', { name: '再次呼叫' }).click();
  await callee.waitForURL((url) => /negotiations/.test(url.pathname) && !url.pathname.endsWith(meeting.id));
  await callee.getByRole('button', { name: '打开摄像头进入' }).waitFor();
  await caller.getByRole('link', { name: '进入', exact: true }).click();
  await caller.waitForURL(`**${new URL(callee.url()).pathname}`);
  // Hung up, it is missed too; the caller proposes a time instead.
  await callee.getByRole('button', { name: '结束洽谈' }).click();
  await caller.getByText('您错过了这次呼叫。').waitFor();
  await caller.getByRole('button', { name: '约时间' }).click();
  await caller.getByRole('button', { name: '发出邀约' }).click();
  await caller.getByText('等待对方答复。').waitFor();
  await callee.getByRole('button', { name: '返回' }).click();
  await callee.waitForURL('**/mine');
});

test('a call in the corner of another page goes when it is over', async () => {
  const scene = await anInterest(journey.host);
  const page = await journey.page(scene.owner);
  await page.goto('/programme');
  const call = () => scene.investor.client.ask<Meeting>('POST', `/api/interests/${scene.interest.id}/meetings`);
  // Rung until the page is connected.
  const toast = page.getByText('的洽谈室已打开');
  let rung = await call();
  await until('the call is shown', async () => {
    if ((await toast.count()) > 0) return true;
    await scene.investor.client.ask('POST', `/api/meetings/${rung.id}/end`);
    rung = await call();
    return false;
  });
  await scene.investor.client.ask('POST', `/api/meetings/${rung.id}/end`);
  await expect.poll(() => toast.count()).toBe(0);
});

test('"waits for your signature" goes by itself, from the corner and from the list, once it is signed', async () => {
  const scene = await aDraftAgreement(journey.host);
  const { agreement, owner, investor } = scene;
  const [page, list] = [await journey.page(owner), await journey.page(investor)];
  await page.goto('/programme');
  await list.goto('/mine');
  const asked = /协议待您签署/;
  const { id, version } = agreement;
  await investor.client.ask('POST', `/api/agreements/${id}/submit`, { version });
  const ready = await owner.client.ask<Agreement>('POST', `/api/agreements/${id}/approve`, { version });
  await list.getByRole('main').getByText(asked).waitFor();
  await page.reload();
  await page.getByRole('link', { name: '我的', exact: false }).first().click();
  await page.getByRole('main').getByText(asked).waitFor();
  await signAs(journey.host, investor, ready);
  await expect.poll(() => list.getByText(asked).count()).toBe(0);
  expect(await page.getByText(asked).count(), 'theirs is still to come').toBeGreaterThan(0);
  await signAs(journey.host, owner, ready);
  for (const one of [page, list]) await expect.poll(() => one.getByText(asked).count()).toBe(0);
  await list.getByRole('main').getByText('协议已登记').waitFor();
});
