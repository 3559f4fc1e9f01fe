import { facesOf, type Face, type Weight } from './faces.ts';

/** A piece of text that one face draws. */
export interface Run {
  face: Face;
  text: string;
}

/** Stands in for what no face of ours has, where it is too late to refuse it. */
const SUBSTITUTE = '〓';
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Has no form of its own on paper: joiners, marks of direction, selectors of variants, controls. */
const INVISIBLE = /[\p{Cc}\p{Cf}\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u115f\u1160\u3164\uffa0]/gu;
/**
 * Would make a screen show another order than the paper, which leaves them out: what was read is not what is signed.
 */
const REORDERS = /[\u061c\u200f\u202a-\u202e\u2066-\u2069]/u;
/** Scripts that are set from left to right by what our faces hold; the others need shaping that we cannot vouch for. */
const SCRIPTS = 'Common Inherited Latin Greek Cyrillic Han Hiragana Katakana Bopomofo Hangul Tibetan Yi';
const SET = new RegExp(
  `^[${SCRIPTS.split(' ')
    .map((script) => `\\p{Script=${script}}`)
    .join('')}]+$`,
  'u',
);

/** Text as it is set: tabs as spaces, without what has no form. */
export function setText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', '    ')
    .replaceAll('\u00a0', ' ')
    .replaceAll(INVISIBLE, (sign) => (sign === '\n' ? sign : ''));
}

/** A line of `setText` cut into runs of one face; what nothing draws becomes `〓`. */
export function runsOf(line: string, weight: Weight): Run[] {
  const runs: Run[] = [];
  for (const { segment } of graphemes.segment(line)) {
    const part = drawn(segment, weight) ?? (drawn(SUBSTITUTE, weight) as Run);
    const last = runs.at(-1);
    if (last?.face === part.face) last.text += part.text;
    else runs.push(part);
  }
  return runs;
}

const pointOf = (sign: string) => `U+${(sign.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * The first character that no face of ours draws, or that turns the order of others, with its code points, as people
 * are told of it; or null.
 */
export function undrawable(text: string): string | null {
  const turning = REORDERS.exec(text)?.[0];
  if (turning !== undefined) return pointOf(turning);
  for (const { segment } of graphemes.segment(setText(text))) {
    if (segment !== '\n' && !drawn(segment, 'regular')) return `${segment} (${[...segment].map(pointOf).join(' ')})`;
  }
  return null;
}

function drawn(grapheme: string, weight: Weight): Run | null {
  if (!SET.test(grapheme)) return null;
  // A letter with its marks is composed; one character alone stays the very one it is, as names want it.
  const text = [...grapheme].length > 1 ? grapheme.normalize('NFC') : grapheme;
  const points = [...text].map((sign) => sign.codePointAt(0) as number);
  for (const face of facesOf(weight)) if (points.every((point) => face.has(point))) return { face, text };
  return null;
}
