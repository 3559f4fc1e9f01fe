import { expect, test } from 'vitest';
import { fenOf } from './fen.ts';

test.each([
  ['1280000.50', 128_000_050],
  ['1,280,000', 128_000_000],
  ['0.1', 10],
  ['0', 0],
  [' 12 000.05 ', 1_200_005],
])('%s yuan', (typed, fen) => {
  expect(fenOf(typed)).toBe(fen);
});

test.each(['', '-1', '1.234', '1e9', '十万', '1.', '.5', '12345678901234'])('"%s" is no amount', (typed) => {
  expect(fenOf(typed)).toBeNaN();
});
