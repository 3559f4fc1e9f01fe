import { amountWritten } from '@everexpo/contracts';
import i18next from 'i18next';
import { fieldError } from './api/api.ts';

/** More digits are beyond what numbers hold to the fen. */
const MAX_DIGITS = 13;

/** Fen of an amount typed in yuan with at most two decimals; NaN for anything else. */
export function fenOf(text: string): number {
  const { whole, decimals, error } = { whole: '', decimals: '', ...amountWritten(text) };
  if (error !== undefined || whole.length > MAX_DIGITS || decimals.length > 2) return NaN;
  return Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
}

/** Why what is typed is no amount, in the page's language; undefined where it is one. */
export function amountMistake(typed: string): string | undefined {
  const { decimals, error } = { decimals: '', ...amountWritten(typed) };
  if (error !== undefined) return i18next.t(`badAmount.${error}`);
  if (decimals.length > 2) return i18next.t('badAmount.decimals');
  return Number.isNaN(fenOf(typed)) ? i18next.t('badAmount.figure') : undefined;
}

/** What is wrong with an amount that the API refused, as it was typed; undefined where it did not. */
export function amountError(error: unknown, pointer: string, typed: string): string | undefined {
  const refused = fieldError(error, pointer);
  return refused === undefined ? undefined : (amountMistake(typed) ?? refused);
}
