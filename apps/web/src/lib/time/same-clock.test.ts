import { expect, test } from 'vitest';
import { sameClock } from './same-clock.ts';

const NOVEMBER = Date.parse('2026-11-06T00:00:00Z');

test.each([
  ['Asia/Shanghai', 'Asia/Shanghai', true],
  ['Asia/Shanghai', 'Asia/Singapore', true],
  ['Asia/Shanghai', 'UTC', false],
  ['Asia/Kolkata', 'Asia/Calcutta', true],
  ['Europe/London', 'UTC', false],
  ['Africa/Lagos', 'Europe/Paris', false],
])('%s and %s: %s', (one, other, same) => {
  expect(sameClock(one, other, NOVEMBER)).toBe(same);
});
