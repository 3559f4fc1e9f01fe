import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appearances, overflowOf, setAppearance } from '../support/browser/appearance.ts';
import { violations } from '../support/browser/axe.ts';
import { dateField, fillDate } from '../support/browser/date-fields.ts';
import { hasFocus } from '../support/browser/said-beside.ts';
import { ROOT } from '../support/installation/stack.ts';
import { useJourney } from '../support/journey.ts';

/** The page of every control, which only the development server has. */
describe('every control', () => {
  const journey = useJourney();
  let server: ViteDevServer;
  beforeAll(async () => {
    process.env.API_URL = journey.host.url;
    const configFile = join(ROOT, 'apps/web/vite.config.ts');
    server = await createServer({ configFile, mode: 'development', logLevel: 'error', server: { port: 0 } });
    await server.listen();
  });
  afterAll(async () => {
    delete process.env.API_URL;
    await server.close();
  });

  async function open(page: Page): Promise<void> {
    const address = server.httpServer?.address() as AddressInfo | undefined;
    await page.goto(`http://localhost:${address?.port}/styles`);
    await page.getByRole('spinbutton').first().waitFor();
  }

  test('in every state is named, legible and within its page, in both languages and themes', async () => {
    const page = await journey.page(null, { bypassCSP: true });
    for (const appearance of appearances) {
      await setAppearance(page, appearance);
      await open(page);
      expect.soft(await violations(page), appearance.language).toEqual([]);
      expect.soft(await overflowOf(page), appearance.language).toBeLessThanOrEqual(0);
    }
  });

  test('obeys the keyboard', async () => {
    const page = await journey.page(null);
    await open(page);
    const light = page.getByRole('region', { name: '浅色' });

    const menu = light.getByRole('button', { name: '菜单' });
    await menu.press('ArrowDown');
    await page.getByRole('menuitem', { name: '收藏' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await light.getByText('◷').waitFor();
    await expect.poll(() => hasFocus(menu), { message: 'back on the button of the menu' }).toBe(true);

    await light.getByRole('button', { name: '对话框' }).press('Enter');
    await page.getByRole('dialog', { name: '对话框' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await light.getByRole('tab', { name: '第一页' }).press('ArrowRight');
    await expect.poll(() => light.getByRole('tab', { name: '第二页' }).getAttribute('aria-selected')).toBe('true');

    const city = light.getByRole('combobox', { name: '城市' });
    await city.pressSequentially('成');
    await page.getByRole('option', { name: '成都' }).waitFor();
    await city.press('ArrowDown');
    await city.press('Enter');
    await expect.poll(() => city.inputValue()).toBe('成都');
    await city.pressSequentially('x');
    await page.getByText('没有匹配的内容').waitFor();
    await city.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    expect(await city.inputValue(), 'what was typed after a choice').toBe('成都x');

    const date = dateField(light, '某一天');
    await fillDate(date, '2026-11-05');
    expect(await date.getByRole('spinbutton').allTextContents()).toEqual(['2026', '11', '05']);
    await light.getByRole('button', { name: '移除 deck.pdf' }).press('Enter');
    await light.getByText('deck.pdf').waitFor({ state: 'detached' });
  });
});
