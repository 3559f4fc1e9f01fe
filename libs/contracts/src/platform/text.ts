import { z } from 'zod';
import { broken, rule } from '../problems/rule.ts';

/**
 * What no text may hold: control characters, halves of surrogate pairs and noncharacters. PostgreSQL takes some of
 * them, XML 1.0 and iCalendar none.
 */
const UNSTORABLE = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u;
/**
 * Of one line, also what ends a line, and the embeddings, overrides and isolates of the Unicode Bidirectional Algorithm
 * (UAX #9, 2.1 to 2.4): a title stands within sentences, whose words they would turn round. A paragraph keeps them,
 * they end with it.
 */
const NOT_IN_A_LINE = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const NOT_IN_A_PARAGRAPH = /[^\P{Cc}\n\r\t]|[\p{Cs}\p{Noncharacter_Code_Point}]/u;
/** Nothing to be seen: spaces, marks of format, what Unicode lets a font ignore, the blank braille pattern. */
const BLANK = /^[\p{Z}\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

const trimmed = (text: string) => (BLANK.test(text) ? '' : text.normalize('NFC').trim());

const EACH_NOT_IN_A_LINE = new RegExp(NOT_IN_A_LINE, 'gu');

/**
 * What `line` would take of a text, for one that nobody can be asked to mend, such as a file's name: what no line may
 * hold is left out. Empty when nothing of it can be seen.
 */
export const asLine = (text: string): string => trimmed(text.replaceAll(EACH_NOT_IN_A_LINE, ''));

/** `U+0007` */
export const codePointName = (character: string): string =>
  `U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`;

const without = (refused: RegExp) => (text: string, context: z.RefinementCtx) => {
  const found = refused.exec(text)?.[0];
  if (found === undefined) return;
  const character = codePointName(found);
  context.addIssue({ code: 'custom', ...broken('character', { character }) });
};

const typed = (refused: RegExp, min: number, max: number) =>
  z.string().overwrite(trimmed).min(min).max(max).superRefine(without(refused));

/** One line typed by a person: trimmed, NFC, empty when nothing of it can be seen. `max` counts code points. */
export const line = (max: number, min = 1) => typed(NOT_IN_A_LINE, min, max);

/** Several lines typed by a person: the same rule, with tabs and line breaks. */
export const paragraph = (max: number, min = 1) => typed(NOT_IN_A_PARAGRAPH, min, max);

/** Text that is taken as it was sent, to the letter: secrets, keys, identities of pages. */
export const verbatim = (max: number, min = 1) => z.string().min(min).max(max).superRefine(without(UNSTORABLE));

/** Of at most 254 characters (RFC 5321, section 4.5.3.1.3), in small letters as accounts have it. */
export const Email = z.email().max(254).toLowerCase();

/** Where a page of a list begins, as the page before said it. */
export const Cursor = z
  .string()
  .max(100)
  .regex(/^[\w.-]+$/, rule('cursor'));

/** A SHA-256 in lower-case hexadecimal digits. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, rule('sha256'));

/** A text of at most `max` code points, cut between characters as people see them. */
export function shortened(text: string, max: number): string {
  let short = '';
  let length = 0;
  for (const { segment } of new Intl.Segmenter('und').segment(text)) {
    length += [...segment].length;
    if (length > max) return short;
    short += segment;
  }
  return text;
}
