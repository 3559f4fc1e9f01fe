import { Injectable } from '@nestjs/common';
import type { Meeting } from '@everexpo/contracts';
import { UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { meetingChanged, meetingEnded } from '../negotiation.events.ts';
import { lockMeeting, refuseUnlessIn, sideOf } from './lock-meeting.ts';
import { meetingFor } from './meeting-view.ts';

/** Ends a meeting for both sides and frees the rest of its time. */
@Injectable()
export class EndMeeting {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 403 for guests; 409 `meeting_state` */
  run(command: PersonCommand, meetingId: string): Promise<Meeting> {
    return this.work.run(command, async (tx) => {
      const locked = await lockMeeting(tx, command, meetingId);
      if (locked.meeting.state === 'ended') return locked.meeting;
      sideOf(locked);
      refuseUnlessIn(locked.meeting, 'open', 'accepted');
      await tx.manager.query(
        `UPDATE meeting SET state = 'ended', starts_at = least(starts_at, now()), ends_at = greatest(now(), least(starts_at, now()) + interval '1 millisecond') WHERE id = $1`,
        [meetingId],
      );
      await tx.manager.query(
        `UPDATE meeting_party p SET occupied = tstzrange(m.starts_at, m.ends_at) FROM meeting m WHERE m.id = p.meeting_id AND m.id = $1 AND p.occupied IS NOT NULL`,
        [meetingId],
      );
      await tx.manager.query(
        `UPDATE table_booking b SET occupied = tstzrange(m.starts_at, m.ends_at) FROM meeting m WHERE m.id = b.meeting_id AND m.id = $1`,
        [meetingId],
      );
      await tx.audit('meeting.end', meetingId);
      await tx.emit(meetingEnded, { meetingId });
      await tx.emit(meetingChanged, { meetingId });
      return (await meetingFor(tx.manager, meetingId, command.actor.id)) as Meeting;
    });
  }
}
