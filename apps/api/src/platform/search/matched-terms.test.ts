import { expect, test } from 'vitest';
import { excerpt } from './excerpt.ts';
import { matchedTerms } from './matched-terms.ts';

test.each([
  ['a word as it stands', ['液流储能系统'], ['储能'], ['储能']],
  ['pairs of one that does not stand whole', ['储能与能源系统'], ['储能系统'], ['储能', '系统']],
  ['full width and capitals', ['面向５Ｇ基站'], ['5g'], ['5g']],
  ['the beginning of a word', ['Battery storage'], ['stor'], ['stor']],
  ['nothing inside of a word', ['Battery'], ['atte'], []],
  ['pinyin', ['液流储能系统'], ['chuneng'], ['储能']],
  ['initials', ['液流储能系统'], ['cn'], ['储能']],
  ['pinyin by context', ['重庆银行'], ['yinhang'], ['银行']],
  ['nothing', ['液流储能系统'], ['芯片'], []],
])('of texts is marked: %s', async (_, texts, words, terms) => {
  expect(await matchedTerms(texts, words)).toEqual(terms);
});

test('an excerpt shows where a term stands, and where it was cut', () => {
  const text = `${'前'.repeat(40)}储能${'后'.repeat(80)}`;
  expect(excerpt(text, ['储能'], 30)).toBe(`…${'前'.repeat(16)}储能${'后'.repeat(12)}…`);
  expect(excerpt('储能', ['储能'])).toBe('储能');
  expect(excerpt('ＡＩ 5G', ['5g'])).toBe('ＡＩ 5G');
  expect(excerpt(text, ['芯片'])).toBeNull();
});
