import type { Locator } from 'playwright-core';

/** What is said to be wrong with a field, to screen readers too; '' where nothing is. */
export const saidBeside = (field: Locator): Promise<string> =>
  field.evaluate((input) => {
    if (input.getAttribute('aria-invalid') !== 'true') return '';
    return document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent ?? '';
  });

/** Whether a field has the focus. */
export const hasFocus = (field: Locator): Promise<boolean> =>
  field.evaluate((input) => input === document.activeElement);
