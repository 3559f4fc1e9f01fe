import type { Page } from 'playwright-core';
import { until } from '../until.ts';

/** A clock that is shown is read four times a second, by each thing on the page that shows it. */
const READINGS = 40;

interface OwnClock {
  turnClock(ms: number): void;
  /** How often the page has read the clock since it was turned. */
  clockReadings: number;
}

/** The device of a page that is not open yet has a clock of its own, so many milliseconds ahead. */
export async function giveClock(page: Page, aheadMs: number): Promise<void> {
  await page.addInitScript(withClockOfItsOwn, aheadMs);
}

/** Sets such a clock forward, and waits until the page has read it again and again. */
export async function turnClock(page: Page, byMs: number): Promise<void> {
  await page.evaluate((ms) => (window as unknown as OwnClock).turnClock(ms), byMs);
  await until('the page has read its clock again and again', async () => {
    return (await page.evaluate(() => (window as unknown as OwnClock).clockReadings)) >= READINGS;
  });
}

function withClockOfItsOwn(aheadMs: number): void {
  const own = window as unknown as OwnClock;
  const now = Date.now.bind(Date);
  let ahead = aheadMs;
  own.clockReadings = 0;
  own.turnClock = (ms) => {
    ahead += ms;
    own.clockReadings = 0;
  };
  Date.now = () => {
    own.clockReadings += 1;
    return now() + ahead;
  };
}

/** The instant at which this screen thinks the pitch ends, read as its digits turn: the best of some turns. */
export function pitchEnd(page: Page): Promise<number> {
  return page
    .getByRole('timer')
    .first()
    .evaluate(
      (timer) =>
        new Promise<number>((resolve) => {
          const ends: number[] = [];
          const observer = new MutationObserver(() => {
            ends.push(Number((timer as HTMLElement).dataset.leftMs) + performance.timeOrigin + performance.now());
            if (ends.length < 8) return;
            observer.disconnect();
            resolve(Math.min(...ends));
          });
          observer.observe(timer, { attributes: true, attributeFilter: ['data-left-ms'] });
        }),
    );
}
