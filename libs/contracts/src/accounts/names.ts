import { z } from 'zod';
import { broken, rule } from '../problems/rule.ts';

/** Letters that one name may mix: Chinese, Japanese and Korean writing and Latin. */
const EAST = String.raw`\p{sc=Han}\p{sc=Latin}\p{sc=Bopomofo}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}`;
/** Scripts that a word holds alone, so that no letter passes for one of another script. */
const ALONE = [
  'Arabic',
  'Armenian',
  'Bengali',
  'Cyrillic',
  'Devanagari',
  'Georgian',
  'Greek',
  'Gujarati',
  'Gurmukhi',
  'Hebrew',
  'Kannada',
  'Khmer',
  'Lao',
  'Malayalam',
  'Mongolian',
  'Myanmar',
  'Sinhala',
  'Tamil',
  'Telugu',
  'Thai',
  'Tibetan',
  'Yi',
];
const SCRIPTS = [EAST, ...ALONE.map((script) => String.raw`\p{sc=${script}}`)];
const WORD = new RegExp(`^(?:${SCRIPTS.map((letters) => `[${letters}\\p{M}\\p{sc=Common}]+`).join('|')})$`, 'u');

const writes = (name: string) => name.split(/[^\p{L}\p{M}]+/u).every((word) => word === '' || WORD.test(word));

/**
 * The name of a person or an organisation: NFC, 1 to `max` code points on one line with single spaces; letters,
 * marks, figures and punctuation alone, so neither control nor bidirectional nor zero-width characters nor pictures;
 * at most two marks on a letter, and in a word one script.
 */
export const name = (max: number, min = 1) =>
  z
    .string()
    .max(4 * max)
    .transform((typed) =>
      typed
        .normalize('NFC')
        .replaceAll(/\p{Zs}+/gu, ' ')
        .trim(),
    )
    .pipe(
      z
        .string()
        .min(min)
        .max(max)
        .regex(/^[\p{L}\p{M}\p{N}\p{P} +]*$/u, rule('name_signs'))
        .regex(/[\p{L}\p{N}]/u, rule('name_letter'))
        .regex(/^(?!.*\p{M}{3})/u, rule('name_marks'))
        .refine(writes, broken('one_script')),
    );

export const PersonName = name(80);
export const OrganisationName = name(80, 2);
