import { all, type Database } from '../database/statements.ts';

const HAN = /^[\u3400-\u9fff]/;
const HAN_RUN = /[\u3400-\u9fff]+/g;

/** The words that the database looks for when this is typed. */
export async function searchWords(database: Database, typed: string): Promise<string[]> {
  const [row] = await all<{ words: string[] }>(database)`SELECT search_words(${typed}) AS words`;
  return row?.words ?? [];
}

/** As the database compares texts: full width is half width, and capitals are small. */
export const normalized = (text: string): string => text.normalize('NFKC').toLowerCase();

/**
 * The parts of these texts that words met, in their normalized form: a word as it is typed, of a Chinese word that does
 * not stand there whole the pairs that do, and the Chinese characters that pinyin or initials were typed for.
 */
export async function matchedTerms(texts: string[], words: string[]): Promise<string[]> {
  const read = normalized(texts.join(' '));
  const found = new Set<string>();
  for (const word of words) for (const term of await termsOf(read, word)) found.add(term);
  return [...found];
}

async function termsOf(read: string, word: string): Promise<string[]> {
  if (HAN.test(word)) {
    if (read.includes(word)) return [word];
    const pairs = [...word].slice(0, -1).map((character, at) => character + ([...word][at + 1] as string));
    return pairs.filter((pair) => read.includes(pair));
  }
  const written = new RegExp(`(?<![\\p{L}\\p{N}])${word}|(?<=[\\u3400-\\u9fff])${word}`, 'u').test(read);
  return written || !/^[a-z]{2,}$/.test(word) ? (written ? [word] : []) : spelt(read, word);
}

/** Loaded at its first use: few type pinyin. */
async function spelt(read: string, word: string): Promise<string[]> {
  const { match } = await import('pinyin-pro');
  return (read.match(HAN_RUN) ?? []).flatMap((run) => {
    const places = match(run, word, { continuous: true });
    return places?.length ? [run.slice(places[0], (places.at(-1) as number) + 1)] : [];
  });
}
