import { placeInRecording, type SessionMessage, type Stage } from '@everexpo/contracts';
import { expect, test } from 'vitest';
import { ReplaySource } from './replay-source.ts';

const ended = { seq: 9, order: [], deck: null, currentPitchId: 'last' } as unknown as Stage;
const said = (seq: number, second: number) =>
  ({
    seq,
    at: new Date(second * 1000).toISOString(),
    kind: 'chat',
    payload: { id: `line ${seq}` },
  }) as unknown as SessionMessage;

test('a replay shows what was known at the instant of the picture, also after it jumps back', () => {
  const source = new ReplaySource(ended);
  let picture: number | null = null;
  let told = 0;
  source.subscribe(() => (told += 1));
  source.follow(() => picture);
  source.add([said(1, 10), said(2, 20)]);
  source.add([said(3, 30)]);
  const shown = (second: number) => {
    picture = second * 1000;
    source.update();
    return [...source.snapshot().chat.keys()];
  };
  expect(source.snapshot().stage.currentPitchId).toBeNull();
  expect(shown(25)).toEqual(['line 1', 'line 2']);
  expect(shown(26)).toEqual(['line 1', 'line 2']);
  expect(shown(31)).toEqual(['line 1', 'line 2', 'line 3']);
  expect(shown(12)).toEqual(['line 1']);
  expect(told).toBe(3);
});

test('an instant lies where it was recorded, and one in a gap where the recording goes on', () => {
  const timeRanges = [
    { startMs: 0, durationMs: 10_000, at: '2026-11-26T01:00:00.000Z' },
    { startMs: 10_000, durationMs: 5_000, at: '2026-11-26T01:00:20.000Z' },
  ];
  const at = (time: string) => placeInRecording(timeRanges, Date.parse(`2026-11-26T01:00:${time}Z`));
  expect([at('04.500'), at('15.000'), at('22.000'), at('59.000')]).toEqual([4_500, 10_000, 12_000, 15_000]);
});
