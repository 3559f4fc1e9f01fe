import { normalized } from './matched-terms.ts';

const BEFORE = 16;

/**
 * The piece of a text where the first of these terms stands, `length` code points at most, with … where it was cut; or
 * null. Terms are as `matchedTerms` has them.
 */
export function excerpt(text: string, terms: string[], length = 72): string | null {
  const characters = [...text];
  const read = characters.map((character) => normalized(character));
  const starts = terms.flatMap((term) => placeOf(read, term) ?? []);
  if (starts.length === 0) return null;
  const from = Math.max(0, Math.min(...starts) - BEFORE);
  const piece = characters.slice(from, from + length).join('');
  return `${from > 0 ? '…' : ''}${piece}${from + length < characters.length ? '…' : ''}`;
}

/** Index of the character that a term begins at. */
function placeOf(read: string[], term: string): number | undefined {
  const at = read.join('').indexOf(term);
  if (at < 0) return undefined;
  let end = 0;
  return read.findIndex((character) => (end += character.length) > at);
}
