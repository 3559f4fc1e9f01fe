import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from './api.ts';
import { keepAsking } from './keep-asking.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const over = new AbortController();
const away = () => new ApiError(503, { code: 'database_unavailable' }, 3);

test('asks again after a refusal for now, after too many questions and after no answer, until it is told', async () => {
  const ask = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(away())
    .mockRejectedValueOnce(new ApiError(429, { code: 'too_many_requests' }, 1))
    .mockRejectedValueOnce(new Error('operation has timed out'))
    .mockResolvedValue('answer');
  const told = vi.fn();
  keepAsking(ask, told, over.signal);
  await vi.runAllTimersAsync();
  expect(told.mock.calls).toEqual([['answer']]);
  expect(ask).toHaveBeenCalledTimes(4);
});

test.each(['removed', 'not_found'])('asks once where it is refused for good: %s', async (code) => {
  const ask = vi.fn(() => Promise.reject(new ApiError(code === 'removed' ? 403 : 404, { code })));
  keepAsking(ask, () => undefined, over.signal);
  await vi.runAllTimersAsync();
  expect(ask).toHaveBeenCalledTimes(1);
});

test('asked once more meanwhile, it asks once more after the answer that is under way, however often', async () => {
  const answers = [Promise.withResolvers<number>(), Promise.withResolvers<number>()];
  let asked = 0;
  const told = vi.fn();
  const again = keepAsking(() => answers[asked++]!.promise, told, over.signal);
  for (let times = 0; times < 3; times += 1) again();
  expect(asked).toBe(1);
  answers[0]?.resolve(1);
  await vi.runAllTimersAsync();
  expect(asked).toBe(2);
  answers[1]?.resolve(2);
  await vi.runAllTimersAsync();
  expect(asked).toBe(2);
  expect(told.mock.calls).toEqual([[1], [2]]);
});

test('neither asks nor tells once it is over', async () => {
  const end = new AbortController();
  const ask = vi.fn(() => Promise.reject(away()));
  keepAsking(ask, () => undefined, end.signal);
  await vi.advanceTimersByTimeAsync(0);
  end.abort();
  await vi.runAllTimersAsync();
  expect(ask).toHaveBeenCalledTimes(1);
});
