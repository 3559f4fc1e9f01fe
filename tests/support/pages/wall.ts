import type { Page } from 'playwright-core';
import type { Journey } from '../journey.ts';

/** The wall on a screen that nobody has signed in to. */
export async function openWall(journey: Journey): Promise<Page> {
  const page = await journey.page(null);
  await page.goto('/wall');
  await page.getByTestId('wall-count').waitFor();
  return page;
}
