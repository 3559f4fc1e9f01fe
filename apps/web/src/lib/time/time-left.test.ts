import { expect, test } from 'vitest';
import { timeLeft } from './time-left.ts';

test.each([
  [0, 0, '00:00:00'],
  [-5_000, 0, '00:00:00'],
  [61_999, 0, '00:01:01'],
  [86_399_999, 0, '23:59:59'],
  [2 * 86_400_000 + 3_600_000, 2, '01:00:00'],
])('%i ms: %i days and %s', (durationMs, days, clock) => {
  expect(timeLeft(durationMs)).toEqual({ days, clock });
});
