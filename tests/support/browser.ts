import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

const SYSTEM_BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const PASSWORD = 'everexpo-demo';

/** Chromium with a fake camera and microphone; it talks to this machine alone. Fewer pictures a second leave room for more pages. */
export function launchBrowser({ fps = 20 }: { fps?: number } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: SYSTEM_BROWSERS.find(existsSync),
    args: [
      `--use-fake-device-for-media-stream=fps=${fps}`,
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      '--disable-gpu',
      '--mute-audio',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}

export const desktop = { width: 1280, height: 860 };
export const phone = { width: 360, height: 740 };

/** A browser of one's own, signed in with a demo account; a public viewer without one. */
export async function visitor(browser: Browser, url: string, account?: string, viewport = desktop, bypassCSP = false): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, viewport, locale: 'zh-CN', permissions: ['camera', 'microphone'], bypassCSP });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  if (account) await signIn(page, account);
  return page;
}

async function signIn(page: Page, account: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: '登录' }).click();
  await page.getByLabel('邮箱').fill(`${account}@everexpo.example`);
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('main').getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('button', { name: '退出' }).waitFor();
}

/** A camera of 320 by 180 for whoever presents: all who encode and decode share this machine, as people with machines of their own do not. */
export async function withSmallCamera(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = (wanted) => open({ ...wanted, video: wanted?.video ? { width: 320, height: 180 } : false });
  });
}
