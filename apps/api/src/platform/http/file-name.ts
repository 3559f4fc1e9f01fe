/** Characters of a stored file's name, its ending included. */
const MAX_CHARACTERS = 120;
/** What follows the last dot is an ending only when it is short. */
const ENDING = /\.[^.\s]{1,15}$/u;

/**
 * An uploaded file's name as it is kept: one line of whole characters, shortened before its ending.
 * `fallback` stands in for a name of which nothing is left.
 */
export function fileName(sent: string, fallback = 'file'): string {
  const name = sent
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '')
    .replaceAll(/[/\\]/g, '_')
    .trim();
  const ending = ENDING.exec(name)?.[0] ?? '';
  const characters = [...name];
  if (characters.length <= MAX_CHARACTERS) return name === '' ? fallback : name;
  return characters.slice(0, MAX_CHARACTERS - [...ending].length).join('') + ending;
}
