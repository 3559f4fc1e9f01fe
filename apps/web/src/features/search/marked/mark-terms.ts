/** A piece of a text, and whether a search met it. */
export interface MarkedPiece {
  text: string;
  marked: boolean;
}

/**
 * A text in pieces, those marked that these terms stand for. Terms are in small letters and half width (NFKC), as the
 * API's `matched` has them; of letters and digits only where a word begins.
 */
export function markTerms(text: string, terms: readonly string[]): MarkedPiece[] {
  const characters = [...text];
  const read = characters.map((character) => character.normalize('NFKC').toLowerCase());
  const marked = characters.map(() => false);
  for (const term of terms) if (term) for (const [from, to] of placesOf(read, term)) marked.fill(true, from, to);
  const pieces: MarkedPiece[] = [];
  characters.forEach((character, at) => {
    const last = pieces.at(-1);
    if (last && last.marked === marked[at]) last.text += character;
    else pieces.push({ text: character, marked: marked[at] === true });
  });
  return pieces;
}

const HAN = /[\u3400-\u9fff]/;
const WORD = /[\p{L}\p{N}]/u;

/** Where a term stands, as indices of characters, the end excluded. */
function placesOf(read: string[], term: string): [from: number, to: number][] {
  const places: [number, number][] = [];
  for (let from = 0; from < read.length; from += 1) {
    const before = read[from - 1] ?? '';
    if (!HAN.test(term) && WORD.test(before) && !HAN.test(before)) continue;
    let [to, found] = [from, ''];
    while (to < read.length && found.length < term.length) found += read[to++];
    if (found === term || (found.startsWith(term) && to > from)) places.push([from, to]);
  }
  return places;
}
