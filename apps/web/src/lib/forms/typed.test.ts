import { expect, test } from 'vitest';
import { instantOf, numberOf, numberOrNull, typedNumber } from './typed.ts';

test('a number that is not typed is missing, not nought', () => {
  expect([numberOf(' '), numberOf('0'), numberOf('x'), numberOrNull('')]).toEqual([undefined, 0, NaN, null]);
  expect([typedNumber(0), typedNumber(null), typedNumber(undefined)]).toEqual(['0', '', '']);
});

test('an instant is that of the zone in which it is typed', () => {
  expect(instantOf('2030-01-31T09:30')).toBe(new Date(2030, 0, 31, 9, 30).toISOString());
  expect(instantOf('')).toBeUndefined();
});
