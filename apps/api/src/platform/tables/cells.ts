import { AmountFen, amountWritten, Day, type Label } from '@everexpo/contracts';
import { z } from 'zod';

type Context = z.core.$RefinementCtx;

/** Names the broken rule for `ruleOf`. */
function addIssue(context: Context, rule: string, values: Record<string, string | number> = {}): never {
  context.addIssue({ code: 'custom', message: rule, params: { rule, values } });
  return z.NEVER;
}

/** A word of the glossary in either language or as its code. */
export const word = <T extends string>(schema: z.ZodEnum<Record<T, T>>, labels: Record<T, Label>) =>
  z.string().transform((value, context): T => {
    const codes = schema.options as T[];
    const found = codes.find((code) =>
      [code, labels[code].zh, labels[code].en].some((text) => text.toLowerCase() === value.trim().toLowerCase()),
    );
    if (found !== undefined) return found;
    return addIssue(context, 'one_of', {
      wordsZh: codes.map((code) => labels[code].zh).join('、'),
      wordsEn: codes.map((code) => labels[code].en).join(', '),
    });
  });

/**
 * Figures that a spreadsheet shows of a number; beyond them, and in its last ones, are remains of binary arithmetic.
 */
const SHOWN_DIGITS = 15;
/**
 * What sums of a few hundred amounts are off by, of the whole; and two hundredths of a fen, the grain of the largest.
 */
const REMAINS = 1e-14;
const MAX_REMAINS = 2e-8;

const FEN = 1_000_000;

/**
 * An amount as tables have it, in CNY 10,000 (万元) with up to six places, which reach the fen, as fen; empty is null.
 */
export const amountInTenThousands = z.string().transform((value, context) => {
  if (value.trim() === '') return null;
  const { whole, decimals, error } = { whole: '', decimals: '', ...amountWritten(value) };
  if (error !== undefined) return addIssue(context, error === 'figure' ? 'amount' : `amount_${error}`);
  const figure = `${whole}.${decimals}`;
  const digits = figure.replace('.', '').replace(/^0+/, '').length;
  const fen = Math.round(Number(figure) * FEN);
  const rest = Math.abs(Number(figure) - fen / FEN);
  const exact =
    /^\d{0,6}0*$/.test(decimals) || (digits >= SHOWN_DIGITS && rest <= Math.min(Number(figure) * REMAINS, MAX_REMAINS));
  return exact && AmountFen.safeParse(fen).success ? fen : addIssue(context, 'amount');
});

/** A whole number of months; empty leaves it to the form. */
export const monthsWritten = z.string().transform((value, context) => {
  const written = value
    .normalize('NFKC')
    .trim()
    .replace(/\s*个?月$/, '');
  if (written === '') return undefined;
  return /^\d{1,3}$/.test(written) && Number(written) >= 1 && Number(written) <= 600
    ? Number(written)
    : addIssue(context, 'months');
});

const NUMERALS = '〇一二三四五六七八九';
const TIME = /[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/;

/**
 * A day as people write it in tables, as YYYY-MM-DD: year first, then separated by - / . or 年月日, or not at all; in
 * half-width, full-width or Chinese numerals; a time behind it is left out. Orders that could mean two days are
 * refused.
 */
export const dayWritten = z.string().transform((value, context) => {
  const written = fromChineseNumerals(value.normalize('NFKC').trim()).replace(TIME, '').replace(/\s/g, '');
  const parts =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(written)?.toSpliced(2, 1) ??
    /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]?$/.exec(written) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(written);
  const day = parts
    ?.slice(1)
    .map((part) => part.padStart(2, '0'))
    .join('-');
  return day !== undefined && Day.safeParse(day).success ? day : addIssue(context, 'date');
});

/** 二〇二六年十一月二十日 with digits. */
function fromChineseNumerals(text: string): string {
  return text
    .replace(/[○零]/g, '〇')
    .replace(/([一二三]?)十([一二三四五六七八九]?)(?=[月日号])/g, (_, tens: string, ones: string) =>
      String((tens === '' ? 1 : NUMERALS.indexOf(tens)) * 10 + Math.max(0, NUMERALS.indexOf(ones || '〇'))),
    )
    .replace(/[〇一二三四五六七八九]/g, (numeral) => String(NUMERALS.indexOf(numeral)));
}
