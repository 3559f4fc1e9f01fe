import { expect, test } from 'vitest';
import { sessionStatus } from './session-status.ts';

const session = {
  state: 'scheduled',
  startsAt: '2026-11-27T07:10:00.000Z',
  endsAt: '2026-11-27T10:10:00.000Z',
} as const;
const at = (time: string) => Date.parse(`2026-11-27T${time}:00.000Z`);

test.each([
  ['07:09', 'to-come'],
  ['07:10', 'late'],
  ['10:09', 'late'],
  ['10:10', 'not-held'],
] as const)('a session that has not been opened is at %s %s', (time, status) => {
  expect(sessionStatus(session, at(time))).toBe(status);
});

test.each(['live', 'ended'] as const)('one that ran is %s, whatever the time', (state) => {
  for (const time of ['07:00', '08:00', '11:00']) expect(sessionStatus({ ...session, state }, at(time))).toBe(state);
});
