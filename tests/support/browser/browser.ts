import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { HANG_MS } from '../hang.ts';

/** The shell is Chromium without a window of its own, as Playwright uses it: a third less for the machine to do. */
const SYSTEM_BROWSERS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

export const desktop = { width: 1280, height: 860 };
export const phone = { width: 360, height: 740 };

/** The machine's own Chromium, where it has one. */
export const systemBrowser = (): string | undefined => SYSTEM_BROWSERS.find(existsSync);

/** For a browser that nobody looks at and that asks nobody else for anything. */
export const BROWSER_ARGS = [
  '--disable-gpu',
  '--mute-audio',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** Chromium with a fake camera and microphone; it talks to this machine alone. */
export function launchBrowser({ fps = 10 }: { fps?: number } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: systemBrowser(),
    timeout: HANG_MS,
    args: [
      `--use-fake-device-for-media-stream=fps=${fps}`,
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      ...BROWSER_ARGS,
    ],
  });
}

export interface PageOptions {
  viewport?: { width: number; height: number };
  locale?: string;
  /** The zone of the reader's clock; unset, that of the machine. */
  timezoneId?: string;
  /** For axe-core, whose script the product's own rules would keep out. */
  bypassCSP?: boolean;
}

/**
 * A page in a browser context of its own with a small camera, signed in by the person's cookie if there is one. Nothing
 * on it fades in or slides: what is there is seen at once.
 */
export async function openPage(
  browser: Browser,
  url: string,
  person: { cookie: string } | null,
  { viewport = desktop, locale = 'zh-CN', timezoneId, bypassCSP = false }: PageOptions = {},
): Promise<Page> {
  const permissions = ['camera', 'microphone'];
  const context = await browser.newContext({
    baseURL: url,
    viewport,
    locale,
    timezoneId,
    permissions,
    bypassCSP,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(HANG_MS);
  if (person) {
    const [, name, value] = /^([^=]+)=(.*)$/.exec(person.cookie) ?? [];
    await context.addCookies([{ name: name ?? '', value: value ?? '', url, httpOnly: true, sameSite: 'Lax' }]);
  }
  await context.addInitScript(withSmallCamera);
  return untilAlive(await context.newPage());
}

/** Another tab of the same browser. */
export const openTab = async (beside: Page): Promise<Page> => untilAlive(await beside.context().newPage());

/** Opens addresses until the page can be used: what the build has drawn of it is seen a moment earlier. */
function untilAlive(page: Page): Page {
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  const alive = () => page.waitForFunction(() => !document.querySelector('#root[data-prerendered]'));
  page.goto = async (...where) => {
    const answer = await goto(...where);
    await alive();
    return answer;
  };
  page.reload = async (...how) => {
    const answer = await reload(...how);
    await alive();
    return answer;
  };
  return page;
}

/**
 * A camera of 320 by 180: all who encode and decode share this machine, as people with machines of their own do not.
 */
function withSmallCamera(): void {
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = (wanted) =>
    open({ ...wanted, video: wanted?.video ? { width: 320, height: 180 } : false });
}
