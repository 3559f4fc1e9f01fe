/** Legal forms, kinds of house and signs that people leave out or write differently. */
const FORMS =
  /股份有限公司|有限责任公司|有限公司|集团|公司|研究院|研究所|大学|\b(?:co|ltd|inc|llc|company|limited|corporation)\b|[\s\p{P}]/giu;
/** From this share of common pairs of characters on (Dice), two names are taken for the same organisation. */
const SAME = 0.72;

/** Whether two spellings probably mean the same organisation: full width, case, signs and legal form do not matter. */
export function sameOrganisation(one: string, other: string): boolean {
  const [first, second] = [normal(one), normal(other)];
  if (first === second) return true;
  const [pairs, others] = [pairsOf(first), pairsOf(second)];
  const common = [...pairs].filter((pair) => others.has(pair)).length;
  return pairs.size + others.size > 0 && (2 * common) / (pairs.size + others.size) >= SAME;
}

function normal(name: string): string {
  const whole = name.normalize('NFKC').toLowerCase();
  const bare = whole.replace(FORMS, '');
  return bare.length >= 2 ? bare : whole;
}

function pairsOf(text: string): Set<string> {
  const signs = Array.from(text);
  return new Set(signs.slice(1).map((sign, index) => `${signs[index]}${sign}`));
}
