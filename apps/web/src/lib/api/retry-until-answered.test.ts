import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from './api.ts';
import { retryUntilAnswered } from './retry-until-answered.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new AbortController();
const away = () => new ApiError(503, { code: 'database_unavailable' }, 3);

test('retries after a refusal for now, after too many requests and after no answer, until it is answered', async () => {
  const send = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(away())
    .mockRejectedValueOnce(new ApiError(429, { code: 'too_many_requests' }, 1))
    .mockRejectedValueOnce(new Error('operation has timed out'))
    .mockResolvedValue('answer');
  const onAnswer = vi.fn();
  retryUntilAnswered(send, onAnswer, never.signal);
  await vi.runAllTimersAsync();
  expect(onAnswer.mock.calls).toEqual([['answer']]);
  expect(send).toHaveBeenCalledTimes(4);
});

test.each(['removed', 'not_found'])('sends it once where it is refused for good: %s', async (code) => {
  const send = vi.fn(() => Promise.reject(new ApiError(code === 'removed' ? 403 : 404, { code })));
  retryUntilAnswered(send, () => undefined, never.signal);
  await vi.runAllTimersAsync();
  expect(send).toHaveBeenCalledTimes(1);
});

test('repeated while one is pending, it sends it once more after that one, however often', async () => {
  const answers = [Promise.withResolvers<number>(), Promise.withResolvers<number>()];
  let sent = 0;
  const onAnswer = vi.fn();
  const repeat = retryUntilAnswered(() => answers[sent++]!.promise, onAnswer, never.signal);
  for (let times = 0; times < 3; times += 1) repeat();
  expect(sent).toBe(1);
  answers[0]?.resolve(1);
  await vi.runAllTimersAsync();
  expect(sent).toBe(2);
  answers[1]?.resolve(2);
  await vi.runAllTimersAsync();
  expect(sent).toBe(2);
  expect(onAnswer.mock.calls).toEqual([[1], [2]]);
});

test('neither sends nor answers once it is aborted', async () => {
  const end = new AbortController();
  const send = vi.fn(() => Promise.reject(away()));
  retryUntilAnswered(send, () => undefined, end.signal);
  await vi.advanceTimersByTimeAsync(0);
  end.abort();
  await vi.runAllTimersAsync();
  expect(send).toHaveBeenCalledTimes(1);
});
