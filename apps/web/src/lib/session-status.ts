import type { SessionCard } from '@everexpo/contracts';

/** How a session stands: `late` should have begun and may yet, `not-held` is over and never ran. */
export type SessionStatus = 'to-come' | 'late' | 'live' | 'ended' | 'not-held';

/** `now` is in milliseconds of the Unix epoch. */
export function sessionStatus(
  { state, startsAt, endsAt }: Pick<SessionCard, 'state' | 'startsAt' | 'endsAt'>,
  now: number,
): SessionStatus {
  if (state !== 'scheduled') return state;
  if (now >= Date.parse(endsAt)) return 'not-held';
  return now >= Date.parse(startsAt) ? 'late' : 'to-come';
}
