import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HeldAnswers, MAX_HELD } from './held-answers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function holdSo(many: number, held: HeldAnswers) {
  const answers = Array.from({ length: many }, () => ({
    raw: new EventEmitter() as ServerResponse,
    give: vi.fn<(options: { close: boolean }) => void>(),
  }));
  for (const { raw, give } of answers) held.hold(raw, give);
  return answers;
}
const given = (answers: ReturnType<typeof holdSo>) => answers.flatMap(({ give }) => give.mock.calls.flat());

test('one more than may wait is answered at once, and its connection ended', () => {
  const held = new HeldAnswers(1_000);
  const waiting = holdSo(MAX_HELD, held);
  expect(given(holdSo(1, held))).toEqual([{ close: true }]);
  vi.advanceTimersByTime(999);
  expect(given(waiting)).toEqual([]);
  vi.advanceTimersByTime(1_001);
  expect(given(waiting)).toEqual(Array(MAX_HELD).fill({ close: false }));
});

test('an answer that is given waits no more, though it stands behind a download that is read slowly', () => {
  const held = new HeldAnswers(1_000);
  const behind = holdSo(MAX_HELD, held);
  vi.advanceTimersByTime(2_000);
  const others = holdSo(MAX_HELD, held);
  expect(given(others)).toEqual([]);
  // When the download is read at last, they leave, and are not counted down again.
  for (const { raw } of behind) raw.emit('close');
  expect(given(holdSo(1, held))).toEqual([{ close: true }]);
});

test('who goes away before is forgotten', () => {
  const held = new HeldAnswers(1_000);
  const gone = holdSo(MAX_HELD, held);
  for (const { raw } of gone) raw.emit('close');
  expect(given(holdSo(MAX_HELD, held))).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(given(gone)).toEqual([]);
});

test('when it stops all are given, and what comes then at once, with the end of their connections', () => {
  const held = new HeldAnswers(1_000);
  const waiting = holdSo(3, held);
  held.stop();
  expect(given([...waiting, ...holdSo(1, held)])).toEqual(Array(4).fill({ close: true }));
  vi.advanceTimersByTime(2_000);
  expect(given(waiting)).toHaveLength(3);
});
