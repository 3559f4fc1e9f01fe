import type { Locator, Page } from 'playwright-core';

/** A field of a date, a time or both. */
export const dateField = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('group', { name, exact: true });

/** Types an ISO date, with its time where the field has one, part by part as a person does; '' clears all of them. */
export async function fillDate(field: Locator, typed: string): Promise<void> {
  const [year = '', month = '', day = '', hour = '', minute = ''] = typed.split(/[-T:]/);
  await field.getByRole('spinbutton').first().waitFor();
  for (const [part, digits] of Object.entries({ year, month, day, hour, minute })) {
    const segment = field.locator(`[data-type="${part}"]`);
    if ((await segment.count()) === 0) continue;
    if (digits) await segment.pressSequentially(digits);
    else for (let digit = 0; digit < 4; digit += 1) await segment.press('Backspace');
  }
  await field.getByRole('spinbutton').last().blur();
}
