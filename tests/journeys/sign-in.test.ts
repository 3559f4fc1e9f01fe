import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { anAgreementToSign, aPerson, codeOf } from '../../apps/api/src/testing/builders/index.ts';
import { useJourney } from '../support/journey.ts';
import { chooseLanguage, ownMenu } from '../support/pages/own-menu.ts';

const PASSWORD = 'a password of the test';
/** What somebody reads who may not see a page. */
const REFUSED = /只有|只对|没有这项权限/;
const journey = useJourney();

async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('邮箱').fill(email);
  await page.getByLabel('密码').fill(password);
  await page.locator('form').getByRole('button', { name: '登录' }).click();
}

/** A page of another site, on the loopback. */
async function anotherSite(): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<title>another site</title>');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test('who came to sign in from another site goes to the home page, not back there', async () => {
  const { email } = await aPerson(journey.host, { password: PASSWORD });
  const page = await journey.page(null);
  await page.goto(await anotherSite());
  await page.goto('/sign-in');
  await signIn(page, email);
  await ownMenu(page).waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
});

test('who came from a page of ours is back on it', async () => {
  const { email } = await aPerson(journey.host, { password: PASSWORD });
  const page = await journey.page(null);
  await page.goto('/projects?page=1');
  await page.getByRole('banner').getByRole('link', { name: '登录' }).click();
  await signIn(page, email);
  await ownMenu(page).waitFor();
  expect(page.url()).toContain('/projects?page=1');
});

test('the language that somebody chose goes with their account to the next device', async () => {
  const person = await aPerson(journey.host, { password: PASSWORD });
  const first = await journey.page(person);
  await first.goto('/');
  const saved = first.waitForResponse((answer) => answer.url().endsWith('/api/me/language') && answer.ok());
  await chooseLanguage(first, 'English');
  await first.getByRole('button', { name: /^My account/ }).waitFor();
  await saved;

  const next = await journey.page(null);
  await next.goto('/sign-in');
  await signIn(next, person.email);
  await next.getByRole('button', { name: /^My account/ }).waitFor();
  expect(await next.locator('html').getAttribute('lang')).toBe('en');

  const chosenBefore = await journey.page(null);
  await chosenBefore.goto('/sign-in');
  await chosenBefore.evaluate(() => localStorage.setItem('everexpo.language', 'zh'));
  await signIn(chosenBefore, person.email);
  await chosenBefore.getByRole('button', { name: /^我的账户/ }).waitFor();
});

test('after too many wrong passwords the page says, in the reader’s language, when to come again', async () => {
  const { email } = await aPerson(journey.host, { password: PASSWORD });
  const attempt = () =>
    fetch(`${journey.host.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: 'wrong' }),
    });
  expect((await Promise.all(Array.from({ length: 10 }, attempt))).map(({ status }) => status)).toEqual(
    Array(10).fill(401),
  );
  const page = await journey.page(null);
  await page.goto('/sign-in');
  await signIn(page, email);
  await page.getByText(/密码尝试次数过多.*请 15 分钟后再试。/).waitFor();
});

/** What only some may open, each for a reason of its own. */
const CLOSED = [
  '/desk',
  '/desk/tables',
  '/desk/ceremony',
  '/desk/register',
  '/control',
  '/prepare',
  '/prepare/:id',
  '/prepare/:id/setup',
  '/prepare/:id/selection',
  '/agreements/:id',
  '/negotiations/:id',
  '/sessions/:id/hall',
];

test.each(CLOSED)('%s offers sign-in to whoever is not signed in, and to nobody who is', async (route) => {
  const path = route.replace(':id', randomUUID());
  const guest = await journey.page(null);
  await guest.goto(path);
  await guest.getByRole('main').getByRole('link', { name: '登录' }).waitFor();
  const page = await journey.page(await aPerson(journey.host));
  await page.goto(path);
  await page.getByRole('main').getByText(REFUSED).first().waitFor();
  expect(await page.getByRole('link', { name: '登录' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: '重试' }).count(), 'trying again changes nothing').toBe(0);
});

test('a code is pasted with a space and full-width digits', async () => {
  const { agreement, investor } = await anAgreementToSign(journey.host);
  const page = await journey.page(investor);
  await page.goto(`/agreements/${agreement.id}`);
  const field = page.locator('input[autocomplete="one-time-code"]');
  const code = codeOf(investor);
  for (const typed of [
    `${code.slice(0, 3)} ${code.slice(3)}`,
    code.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  ]) {
    await field.fill(typed);
    await expect.poll(() => field.inputValue()).toBe(code);
  }
});
