import type { Meeting, MeetingSide, MeetingState } from '@everexpo/contracts';
import { exec, notFound, type PersonCommand, ProblemError, type Transaction } from '../../platform/index.ts';
import { meetingFor } from './meeting-view.ts';

export interface Locked {
  meeting: Meeting;
  /** The side of the person who acts. */
  side: MeetingSide | 'guest';
}

/**
 * Locks a meeting for a change by one of its parties.
 * @throws ProblemError 404 for everybody else
 */
export async function lockMeeting(tx: Transaction, command: PersonCommand, id: string): Promise<Locked> {
  await exec(tx)`SELECT 1 FROM meeting WHERE id = ${id} FOR UPDATE`;
  const meeting = await meetingFor(tx.manager, id, command.actor.id);
  const own = meeting?.parties.find(({ personId }) => personId === command.actor.id);
  if (!meeting || !own) throw notFound('meeting');
  return { meeting, side: own.side };
}

/** @throws ProblemError 409 `meeting_state` */
export function assertInState(meeting: Pick<Meeting, 'state'>, ...states: MeetingState[]): void {
  if (!states.includes(meeting.state)) throw new ProblemError('meeting_state', { state: meeting.state });
}

/** @throws ProblemError 403 for guests, who decide nothing */
export function sideOf({ side }: Locked): MeetingSide {
  if (side === 'guest') throw new ProblemError('guests_decide_nothing');
  return side;
}
