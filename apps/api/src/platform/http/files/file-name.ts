import { asLine } from '@everexpo/contracts';

/** Characters of a stored file's name, its ending included. */
const MAX_CHARACTERS = 120;
/** What follows the last dot is an ending only when it is short. */
const ENDING = /\.[^.\s]{1,15}$/u;
/** Unseen, and of no use in a name: zero-width space, marks of direction, word joiner, byte order mark. Joiners are. */
const UNSEEN = /[\u061c\u200b\u200e\u200f\u2060\ufeff]/gu;

/**
 * An uploaded file's name as it is kept: one line of whole characters in NFC, shortened before its ending.
 * `fallback` stands in for a name of which nothing can be seen.
 */
export function fileName(sent: string, fallback = 'file'): string {
  const name = asLine(sent.toWellFormed().replaceAll(UNSEEN, '').replaceAll(/[/\\]/g, '_'));
  const ending = ENDING.exec(name)?.[0] ?? '';
  const characters = [...name];
  if (characters.length <= MAX_CHARACTERS) return name === '' ? fallback : name;
  return characters.slice(0, MAX_CHARACTERS - [...ending].length).join('') + ending;
}
