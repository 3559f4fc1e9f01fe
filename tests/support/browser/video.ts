import type { Page } from 'playwright-core';
import { HANG_MS } from '../hang.ts';

const RISE = 4;

/**
 * Waits until a video decodes pictures: their count must rise, an element's presence is not enough. With a key that
 * does not fit, none is decoded. The element, or what it plays, may be replaced meanwhile, as after a restart: it then
 * counts from 0 again, and so do we.
 */
export async function untilMovingPicture(page: Page, selector: string): Promise<void> {
  const decoded = ({ selector: wanted, rise }: { selector: string; rise: number }): boolean => {
    const video = document.querySelector<HTMLVideoElement & { framesBefore?: number }>(wanted);
    if (!video) return false;
    const frames = video.getVideoPlaybackQuality().totalVideoFrames;
    if (video.framesBefore === undefined || frames < video.framesBefore) video.framesBefore = frames;
    return frames - video.framesBefore >= rise;
  };
  // Counted anew for each call: what an earlier one has counted is forgotten.
  await page.evaluate((wanted) => {
    delete document.querySelector<HTMLVideoElement & { framesBefore?: number }>(wanted)?.framesBefore;
  }, selector);
  await page.waitForFunction(decoded, { selector, rise: RISE }, { timeout: HANG_MS, polling: 100 });
}
