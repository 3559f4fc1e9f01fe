import { Injectable } from '@nestjs/common';
import type { Meeting } from '@everexpo/contracts';
import { notFound, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { meetingEnded } from '../negotiation.events.ts';
import { meetingFor } from './meeting-view.ts';

/** Ends a meeting for both sides and frees the rest of its time. */
@Injectable()
export class EndMeeting {
  constructor(private readonly work: UnitOfWork) {}

  run(command: PersonCommand, meetingId: string): Promise<Meeting> {
    return this.work.run(command, async (tx) => {
      const meeting = await meetingFor(tx.manager, meetingId, command.actor.id);
      if (!meeting) throw notFound('meeting');
      if (meeting.state === 'ended') return meeting;
      await tx.manager.query(`UPDATE meeting SET state = 'ended', ends_at = greatest(now(), starts_at + interval '1 millisecond') WHERE id = $1`, [meetingId]);
      await tx.manager.query(
        `UPDATE meeting_party SET occupied = tstzrange(lower(occupied), greatest(now(), lower(occupied) + interval '1 millisecond')) WHERE meeting_id = $1`,
        [meetingId],
      );
      await tx.audit('meeting.end', meetingId);
      await tx.emit(meetingEnded, { meetingId });
      return (await meetingFor(tx.manager, meetingId, command.actor.id)) as Meeting;
    });
  }
}
