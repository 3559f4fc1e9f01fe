import { expect, test } from 'vitest';
import { markTerms } from './mark-terms.ts';

const shown = (text: string, terms: string[]) =>
  markTerms(text, terms)
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('');

test.each([
  ['液流储能系统与储能', ['储能'], '液流[储能]系统与[储能]'],
  ['储能与系统', ['储能', '系统'], '[储能]与[系统]'],
  ['液流储能系统', ['储能', '能系', '系统'], '液流[储能系统]'],
  ['面向５Ｇ基站', ['5g'], '面向[５Ｇ]基站'],
  ['Battery Storage, restored', ['stor'], 'Battery [Stor]age, restored'],
  ['AI芯片', ['ai'], '[AI]芯片'],
  ['芯片AI', ['ai'], '芯片[AI]'],
  ['㎏ 级', ['kg'], '[㎏] 级'],
  ['无', [''], '无'],
  ['', ['a'], ''],
])('of %s, %j is marked', (text, terms, expected) => {
  expect(shown(text, terms)).toBe(expected);
});
