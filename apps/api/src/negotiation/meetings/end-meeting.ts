import { Injectable } from '@nestjs/common';
import type { Meeting, MeetingSide } from '@everexpo/contracts';
import { exec, type PersonCommand, UnitOfWork } from '../../platform/index.ts';
import { meetingChanged, meetingEnded } from '../negotiation.events.ts';
import { missMeeting } from '../attendance/miss-meeting.ts';
import { lockMeeting, assertInState, sideOf } from './lock-meeting.ts';
import { meetingFor } from './meeting-view.ts';

/** Ends a meeting for both sides and frees the rest of its time; a call that was not answered yet is missed. */
@Injectable()
export class EndMeeting {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 403 for guests; 409 `meeting_state` */
  run(command: PersonCommand, meetingId: string): Promise<Meeting> {
    return this.work.run(command, async (tx) => {
      const locked = await lockMeeting(tx, command, meetingId);
      if (['ended', 'missed'].includes(locked.meeting.state)) return locked.meeting;
      const side = sideOf(locked);
      assertInState(locked.meeting, 'open', 'accepted');
      if (isUnanswered(locked.meeting, side)) return missMeeting(tx, meetingId);
      await exec(tx)`
        UPDATE meeting
        SET state = 'ended', starts_at = least(starts_at, now()),
          ends_at = greatest(now(), least(starts_at, now()) + interval '1 millisecond')
        WHERE id = ${meetingId}
      `;
      await exec(tx)`
        UPDATE meeting_party p
        SET occupied = tstzrange(m.starts_at, m.ends_at)
        FROM meeting m
        WHERE m.id = p.meeting_id AND m.id = ${meetingId} AND p.occupied IS NOT NULL
      `;
      await exec(tx)`
        UPDATE table_booking b
        SET occupied = tstzrange(m.starts_at, m.ends_at)
        FROM meeting m
        WHERE m.id = b.meeting_id AND m.id = ${meetingId}
      `;
      await tx.audit('meeting.end', meetingId);
      await tx.emit(meetingEnded, { meetingId });
      await tx.emit(meetingChanged, { meetingId });
      return (await meetingFor(tx.manager, meetingId, command.actor.id)) as Meeting;
    });
  }
}

/** A call to which nobody of the other side has come. */
const isUnanswered = ({ instant, parties }: Meeting, own: MeetingSide): boolean =>
  instant && parties.every((party) => party.side === own || party.side === 'guest' || party.joinedAt === null);
