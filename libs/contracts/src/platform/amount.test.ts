import { expect, test } from 'vitest';
import { amountWritten } from './amount.ts';

test.each([
  ['1280000.50', '1280000', '50'],
  ['1,280,000', '1280000', ''],
  ['１，２８０．５', '1280', '5'],
  [' 12 000.05 ', '12000', '05'],
])('%s', (written, whole, decimals) => expect(amountWritten(written)).toEqual({ whole, decimals }));

test.each([
  ['-5', 'negative'],
  ['－５', 'negative'],
  ['-¥5', 'negative'],
  ['500万', 'unit'],
  ['￥5', 'unit'],
  ['5 亿元', 'unit'],
  ['CNY 5', 'unit'],
  ['', 'figure'],
  ['十万', 'figure'],
  ['1,28', 'figure'],
  ['1e9', 'figure'],
  ['.5', 'figure'],
])('%j is none: %s', (written, error) => expect(amountWritten(written)).toEqual({ error }));
