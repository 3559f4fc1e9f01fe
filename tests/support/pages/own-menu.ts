import type { Locator, Page } from 'playwright-core';

/** What opens the menu of one's own: it is there for the signed-in alone. */
export const ownMenu = (page: Page): Locator => page.getByRole('button', { name: /^(我的账户|My account)/ });

export async function signOut(page: Page): Promise<void> {
  await ownMenu(page).click();
  await page.getByRole('menuitem', { name: /^(退出登录|Sign out)$/ }).click();
}

/** Chooses the page's language in the menu of one's own, and leaves the menu. */
export async function chooseLanguage(page: Page, language: '中文' | 'English'): Promise<void> {
  await ownMenu(page).click();
  await page.getByRole('menuitemradio', { name: language }).click();
  await page.keyboard.press('Escape');
}
