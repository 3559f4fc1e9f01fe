import type { SessionMessage, Stage } from '@everexpo/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SessionLog } from './session-log.ts';

const stage = (seq: number): Stage => ({
  sessionId: 's',
  seq,
  state: 'live',
  revision: seq,
  openedAt: null,
  endedAt: null,
  currentPitchId: null,
  pitchStartedAt: null,
  heldAt: null,
  heldMs: 0,
  extraMinutes: 0,
  order: [],
  deck: null,
  manager: null,
  undoUntil: null,
  chat: { open: true, slowSeconds: 3 },
  moderated: false,
  recorded: true,
  recording: false,
  replay: false,
  hasRecording: false,
  seatLimit: null,
  serverTime: '2026-01-01T00:00:00Z',
});

const line = (seq: number): SessionMessage => ({
  seq,
  at: '2026-01-01T00:00:00Z',
  kind: 'chat',
  payload: {
    id: `line-${seq}`,
    seq,
    authorId: 'a',
    authorName: '甲',
    authorNameEn: 'A',
    body: `第 ${seq} 句`,
    removed: false,
    sentAt: '2026-01-01T00:00:00Z',
  },
});

test('whatever comes twice, late or in another order, every message is taken once and in order', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 40 })
        .chain((count) =>
          fc.tuple(
            fc.constant(count),
            fc.array(fc.array(fc.integer({ min: 1, max: count }), { maxLength: 12 }), { maxLength: 20 }),
          ),
        ),
      ([count, batches]) => {
        const log = new SessionLog(stage(0));
        const arrived = new Set<number>();
        for (const batch of batches) {
          for (const seq of batch) arrived.add(seq);
          const missing = log.take(batch.map(line));
          const contiguous = lastWithoutGap(arrived);
          expect(log.head).toBe(contiguous);
          expect(missing).toBe([...arrived].some((seq) => seq > contiguous));
        }
        // The server's answer to a page that asks for the rest.
        log.resume({
          stage: stage(count),
          messages: Array.from({ length: count - log.head }, (_, index) => line(log.head + 1 + index)),
          reset: false,
        });
        expect(log.head).toBe(count);
        expect([...log.snapshot().chat.values()].map(({ seq }) => seq)).toEqual(
          Array.from({ length: count }, (_, index) => index + 1),
        );
      },
    ),
  );
});

function lastWithoutGap(arrived: Set<number>): number {
  let last = 0;
  while (arrived.has(last + 1)) last += 1;
  return last;
}

test('a page that was away too long starts from the state as it is', () => {
  const log = new SessionLog(stage(3));
  log.take([line(4), line(7)]);
  expect(log.resume({ stage: stage(9_000), messages: [], reset: true })).toBe(true);
  expect(log.head).toBe(9_000);
  expect(log.snapshot().chat.size).toBe(0);
  expect(log.take([line(9_001)])).toBe(false);
});

test('the answer to a step is shown at once and not undone by an older message', () => {
  const log = new SessionLog(stage(1));
  log.see(stage(3));
  log.take([{ seq: 2, at: '', kind: 'stage', payload: stage(2) }]);
  expect(log.snapshot().stage.revision).toBe(3);
});

test('a long chat does not grow without bound', () => {
  const log = new SessionLog(stage(0));
  log.take(Array.from({ length: 10_000 }, (_, index) => line(index + 1)));
  expect(log.snapshot().chat.size).toBe(300);
  expect(log.head).toBe(10_000);
});

test('beside a picture that comes later, messages are shown when it has reached them, and none is lost', () => {
  const log = new SessionLog(stage(0));
  const at = (second: number) => new Date(second * 1000).toISOString();
  let picture: number | null = 10_000;
  log.follow(() => picture);
  expect(
    log.take([
      { ...line(1), at: at(9) },
      { ...line(2), at: at(11) },
      { ...line(3), at: at(12) },
    ]),
  ).toBe(false);
  expect(log.head).toBe(3);
  expect(log.snapshot().chat.size).toBe(1);
  picture = 11_500;
  log.release();
  expect(log.snapshot().chat.size).toBe(2);
  log.follow(null);
  expect(log.snapshot().chat.size).toBe(3);
});
