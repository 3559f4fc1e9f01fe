const MAX_PHRASES = 2;
/** What holds a title together and says nothing of its subject. */
const GLUE = /面向|揭榜：|场景下|[的与和及、：，]/;

/**
 * The longest phrases, of two characters or more, that two titles have in common, if one of these lexemes is among
 * them; two at most.
 */
export function sharedPhrases(one: string, other: string, lexemes: string[]): string[] {
  const characters = [...one];
  const phrases: string[] = [];
  for (let from = 0; from < characters.length;) {
    let to = from;
    while (to < characters.length && other.includes(characters.slice(from, to + 1).join(''))) to += 1;
    if (to - from >= 2) phrases.push(characters.slice(from, to).join(''));
    from = Math.max(to, from + 1);
  }
  return phrases
    .flatMap((phrase) => phrase.split(GLUE).filter((part) => [...part].length >= 2))
    .filter((phrase) => lexemes.some((lexeme) => /[\u3400-\u9fff]/.test(lexeme) && phrase.includes(lexeme)))
    .toSorted((a, b) => b.length - a.length)
    .slice(0, MAX_PHRASES);
}
