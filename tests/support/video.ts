import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const SAMPLE_MS = 500;
const RISE = 3;

/** Asserts on decoded frames, not on an element's presence: their count must rise. With a key that does not fit, none is decoded. The element may be replaced meanwhile, as after a restart. */
export async function expectMovingPicture(page: Page, selector: string, { timeout = 30_000 }: { timeout?: number } = {}): Promise<void> {
  const frames = () => page.locator(selector).first().evaluate((element) => (element as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames, undefined, { timeout: SAMPLE_MS }).catch(() => 0);
  const rise = async () => {
    const before = await frames();
    await page.waitForTimeout(SAMPLE_MS);
    return (await frames()) - before;
  };
  await expect.poll(rise, { timeout, interval: 50 }).toBeGreaterThan(RISE);
}
