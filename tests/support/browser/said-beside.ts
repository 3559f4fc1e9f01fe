import type { Locator } from 'playwright-core';

/** What is said to be wrong with a field, or with a part of it, to screen readers too; '' where nothing is. */
export const saidBeside = (field: Locator): Promise<string> =>
  field.evaluate((input) => {
    const wrong = input.matches('[aria-invalid="true"]') ? input : input.querySelector('[aria-invalid="true"]');
    const ids = wrong?.getAttribute('aria-describedby')?.split(' ') ?? [];
    const note = ids.find((id) => /-(note|incomplete)$/.test(id)) ?? '';
    return document.getElementById(note)?.textContent ?? '';
  });

/** Whether a field has the focus. */
export const hasFocus = (field: Locator): Promise<boolean> =>
  field.evaluate((input) => input === document.activeElement);
