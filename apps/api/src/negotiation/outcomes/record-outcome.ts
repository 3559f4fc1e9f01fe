import { Injectable } from '@nestjs/common';
import type { Meeting, RecordOutcome as RecordOutcomeBody } from '@everexpo/contracts';
import { exec, type PersonCommand, UnitOfWork } from '../../platform/index.ts';
import { lockMeeting, assertInState, sideOf } from '../meetings/lock-meeting.ts';
import { meetingFor } from '../meetings/meeting-view.ts';
import { meetingChanged } from '../negotiation.events.ts';

/** What one side takes from a meeting; it may think again. */
@Injectable()
export class RecordOutcome {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 403 for guests; 409 `meeting_state` before it has begun */
  run(command: PersonCommand, id: string, { outcome, nextSteps, nextOn }: RecordOutcomeBody): Promise<Meeting> {
    return this.work.run(command, async (tx) => {
      const locked = await lockMeeting(tx, command, id);
      const side = sideOf(locked);
      assertInState(locked.meeting, 'open', 'ended', 'missed');
      await exec(tx)`
        INSERT INTO meeting_outcome (meeting_id, side, outcome, next_steps, next_on, person_id)
        VALUES (${id}, ${side}, ${outcome}, ${nextSteps}, ${nextOn}, ${command.actor.id})
        ON CONFLICT (meeting_id, side) DO UPDATE SET outcome = excluded.outcome, next_steps = excluded.next_steps,
          next_on = excluded.next_on, person_id = excluded.person_id, at = now()
      `;
      await tx.audit('meeting.outcome', id, { side, outcome });
      await tx.emit(meetingChanged, { meetingId: id });
      return (await meetingFor(tx.manager, id, command.actor.id)) as Meeting;
    });
  }
}
