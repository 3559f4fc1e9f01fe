import type { Agreement, Meeting } from '@everexpo/contracts';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  aDraftAgreement,
  aMeeting,
  anAgreementToSign,
  anInterest,
  signAs,
  type InterestFixture,
} from '../../apps/api/src/testing/builders/index.ts';
import help from '../../apps/web/src/features/help/help.zh.ts';
import { phone } from '../support/browser/browser.ts';
import { useJourney } from '../support/journey.ts';
import { endNegotiation } from '../support/pages/negotiation-pages.ts';

/** Calls that nobody answers, and what is shown until its cause is done. */
const journey = useJourney();

const RINGS = '的洽谈室已打开';

test('a call that nobody answers is missed on both pages, and leads on: ring again, another time, back', async () => {
  const fixture = await aMeeting(journey.host);
  const { meeting } = fixture;
  const caller = await journey.page(fixture.investor, { viewport: phone });
  await caller.goto('/programme');
  await caller.goto(`/negotiations/${meeting.id}`);
  await caller.getByRole('button', { name: '打开摄像头进入' }).waitFor();
  await journey.host.asOwner(`UPDATE meeting SET starts_at = now() - interval '2 minutes' WHERE id = $1`, [meeting.id]);
  await caller.getByText('呼叫未接通：对方没有接听。').waitFor();
  // Who comes later finds the same, and rings: the caller is told on the page where they are.
  const callee = await journey.page(fixture.owner);
  await callee.goto('/mine');
  await callee.getByText('有一次呼叫无人接听').waitFor();
  await callee.getByText('未接听').waitFor();
  await callee.goto(`/negotiations/${meeting.id}`);
  await callee.getByText('您错过了这次呼叫。').waitFor();
  await callee.getByRole('button', { name: '再次呼叫' }).click();
  await callee.waitForURL((url) => /negotiations/.test(url.pathname) && !url.pathname.endsWith(meeting.id));
  await callee.getByRole('button', { name: '打开摄像头进入' }).waitFor();
  await caller.getByRole('link', { name: '进入', exact: true }).waitFor();
  // Hung up before they come, it is missed too; they propose a time instead.
  await endNegotiation(callee);
  await callee.getByText('呼叫未接通：对方没有接听。').waitFor();
  await caller.getByRole('link', { name: '进入', exact: true }).waitFor({ state: 'detached' });
  await caller.getByRole('button', { name: '约谈', exact: true }).click();
  await caller.getByRole('button', { name: '发出邀约' }).click();
  await caller.getByText('等待对方答复。').waitFor();
  await callee.getByRole('button', { name: '返回' }).click();
  await callee.waitForURL('**/mine');
});

test('a call in the corner of another page goes when it is over', async () => {
  const fixture = await anInterest(journey.host);
  const page = await journey.page(fixture.owner);
  await page.goto('/programme');
  const hangUp = await ringIn(page, fixture);
  await hangUp();
  await expect.poll(() => page.getByText(RINGS).count()).toBe(0);
});

test('a call that rang before the page was connected is on it once it is', async () => {
  const fixture = await anInterest(journey.host);
  const page = await journey.page(fixture.owner);
  const connect = await holdSockets(page);
  await page.goto('/mine');
  const row = page.getByRole('listitem').filter({ hasText: fixture.project.titleZh });
  await row.getByRole('button', { name: '开始约谈' }).waitFor();
  const { id } = await fixture.investor.client.ask<Meeting>('POST', `/api/interests/${fixture.interest.id}/meetings`);
  connect();
  await row.getByRole('button', { name: '进入洽谈室' }).waitFor();
  await page.getByRole('link', { name: '进入', exact: true }).click();
  await page.waitForURL(`**/negotiations/${id}`);
});

test('"waits for your signature" goes by itself, from the corner and from the list, once it is signed', async () => {
  const fixture = await aDraftAgreement(journey.host);
  const { agreement, owner, investor, edition } = fixture;
  const [page, list, other] = [await journey.page(owner), await journey.page(owner), await journey.page(investor)];
  await page.goto('/programme');
  for (const one of [list, other]) await one.goto('/mine');
  await investor.client.ask('POST', `/api/meetings/${fixture.meeting.id}/end`);
  // From then on the page is told what happens.
  const hangUp = await ringIn(page, await anInterest(journey.host, { owner, edition }));
  await hangUp();
  const asked = /协议待您签署/;
  const { id, version } = agreement;
  await investor.client.ask('POST', `/api/agreements/${id}/submit`, { version });
  const ready = await owner.client.ask<Agreement>('POST', `/api/agreements/${id}/approve`, { version });
  await page.getByText(asked).waitFor();
  for (const one of [list, other]) await one.getByRole('main').getByText(asked).waitFor();
  await signAs(journey.host, investor, ready);
  await expect.poll(() => other.getByText(asked).count()).toBe(0);
  for (const one of [page, list])
    expect(await one.getByText(asked).count(), 'theirs is still to come').toBeGreaterThan(0);
  await signAs(journey.host, owner, ready);
  for (const one of [page, list, other]) await expect.poll(() => one.getByText(asked).count()).toBe(0);
  await other.getByRole('main').getByText('协议已登记').waitFor();
});

test('the bell counts what waits on each page; what is dismissed on one is gone from the other', async () => {
  const { owner } = await anAgreementToSign(journey.host);
  const [page, other] = [await journey.page(owner), await journey.page(owner)];
  const bellOf = (of: Page) => of.getByRole('banner').getByRole('button', { name: /^通知/ });
  const unreadOn = async (of: Page) =>
    Number(/\d+/.exec((await bellOf(of).getAttribute('aria-label')) ?? '')?.[0] ?? 0);
  for (const one of [page, other]) await one.goto('/help');
  await expect.poll(() => unreadOn(other)).toBeGreaterThan(0);
  const before = await unreadOn(other);
  await expect.poll(() => unreadOn(page)).toBe(before);
  await bellOf(page).focus();
  await page.keyboard.press('Enter');
  const asked = page.getByRole('dialog', { name: '通知' }).getByRole('listitem').filter({ hasText: '协议待您签署' });
  await asked.getByRole('link', { name: '去签署' }).waitFor();
  await asked.getByRole('button', { name: /^不再显示/ }).click();
  await expect.poll(() => asked.count()).toBe(0);
  await expect.poll(() => unreadOn(other)).toBe(before - 1);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => bellOf(page).evaluate((bell) => bell === document.activeElement)).toBe(true);
  await page.getByRole('button', { name: '本页说明' }).click();
  await page.getByRole('dialog', { name: '本页说明' }).getByText(help.help.lead).waitFor();
});

/** Keeps the page's sockets from the server. @returns what lets them through */
async function holdSockets(page: Page): Promise<() => void> {
  const through = Promise.withResolvers<void>();
  await page.routeWebSocket(/socket/, async (route) => {
    await through.promise;
    route.connectToServer();
  });
  return through.resolve;
}

/** An investor rings, and the page shows it in its corner, also when it connects only then. @returns what hangs up */
async function ringIn(page: Page, { investor, interest }: InterestFixture): Promise<() => Promise<unknown>> {
  const rung = await investor.client.ask<Meeting>('POST', `/api/interests/${interest.id}/meetings`);
  await page.getByText(RINGS).first().waitFor();
  return () => investor.client.ask('POST', `/api/meetings/${rung.id}/end`);
}
