import { expect, test } from 'vitest';
import { TokenBuckets } from './token-buckets.ts';

function buckets() {
  const clock = { now: 1_000 };
  return { clock, buckets: new TokenBuckets({ burst: 3, perSecond: 2 }, () => clock.now) };
}

test('a bucket gives its burst at once, then says how long until the next token', () => {
  const { clock, buckets: own } = buckets();
  expect([1, 2, 3].map(() => own.take('a'))).toEqual([0, 0, 0]);
  expect(own.take('a')).toBe(500);
  clock.now += 499;
  expect(own.take('a')).toBe(1);
  clock.now += 1;
  expect(own.take('a')).toBe(0);
  expect(own.take('a')).toBe(500);
});

test('what is refused takes nothing, and one key does not count for another', () => {
  const { buckets: own } = buckets();
  for (let count = 0; count < 3; count += 1) own.take('a');
  expect(own.take('a', 2)).toBe(1_000);
  expect(own.take('a')).toBe(500);
  expect(own.take('b', 3)).toBe(0);
});

test('a bucket that has rested is no fuller than full', () => {
  const { clock, buckets: own } = buckets();
  own.take('a', 3);
  clock.now += 3_600_000;
  expect(own.take('a', 4)).toBeGreaterThan(0);
  expect(own.take('a', 3)).toBe(0);
});

test('a burst is whole whatever the fractions of its clock', () => {
  const [rate, clock] = [{ burst: 1, perSecond: 1 / 60 }, { now: 0 }];
  const own = new TokenBuckets(rate, () => clock.now);
  const refused = Array.from({ length: 1_000 }, (_, at) => {
    clock.now = at / 7;
    return own.take(String(at));
  }).filter((wait) => wait > 0);
  expect(refused).toEqual([]);
});
