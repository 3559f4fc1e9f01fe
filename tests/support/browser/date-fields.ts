import type { Locator, Page } from 'playwright-core';

/** A field of a date, a time or both. */
export const dateField = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('group', { name, exact: true });

/** Types an ISO date, with its time where the field has one, part by part; what it lacks is cleared. */
export async function fillDate(field: Locator, typed: string): Promise<void> {
  const [year = '', month = '', day = '', hour = '', minute = ''] = typed.split(/[-T:]/);
  await field.getByRole('spinbutton').first().waitFor();
  for (const [part, digits] of Object.entries({ year, month, day, hour, minute })) {
    const segment = field.locator(`[data-type="${part}"]`);
    if ((await segment.count()) === 0) continue;
    if (digits) await segment.pressSequentially(digits);
    else for (let digit = 0; digit < 4; digit += 1) await segment.press('Backspace');
  }
  // Which part has the focus goes by what was typed.
  await field.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
}
