import { Injectable } from '@nestjs/common';
import type { Meeting } from '@everexpo/contracts';
import {
  exec,
  notFound,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { meetingChanged, partyRemoved } from '../negotiation.events.ts';
import { lockMeeting, assertInState } from './lock-meeting.ts';
import { meetingFor } from './meeting-view.ts';

/** The host side keeps the door: it lets in who knocks, and puts out whom it no longer wants. */
@Injectable()
export class ManageDoor {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 403 for all but the host side; 409 `meeting_state` */
  admit(command: PersonCommand, id: string, personId: string): Promise<Meeting> {
    return this.work.run(command, async (tx) => {
      await lockAsHost(tx, command, id);
      const known = await exec(tx)`
        UPDATE meeting_party
        SET admitted_at = coalesce(admitted_at, now())
        WHERE meeting_id = ${id} AND person_id = ${personId} AND removed_at IS NULL
      `;
      if (known === 0) throw notFound('person');
      await tx.audit('meeting.admit', id, { personId });
      await tx.emit(meetingChanged, { meetingId: id });
      return (await meetingFor(tx.manager, id, command.actor.id)) as Meeting;
    });
  }

  /**
   * Removes somebody for good. The others move to a fresh room: the ticket of who was removed opens an empty one.
   * @throws ProblemError 404; 403 for all but the host side, and for removing oneself; 409 `meeting_state`
   */
  remove(command: PersonCommand, id: string, personId: string): Promise<Meeting> {
    return this.work.run(command, async (tx) => {
      await lockAsHost(tx, command, id);
      if (personId === command.actor.id) throw new ProblemError('leave_instead');
      const gone = await exec(tx)`
        UPDATE meeting_party
        SET removed_at = now(), occupied = NULL, admitted_at = NULL
        WHERE meeting_id = ${id} AND person_id = ${personId} AND removed_at IS NULL
      `;
      if (gone === 0) throw notFound('person');
      await exec(tx)`UPDATE meeting SET generation = generation + 1 WHERE id = ${id}`;
      const meeting = (await meetingFor(tx.manager, id, command.actor.id)) as Meeting;
      await tx.audit('meeting.remove', id, { personId });
      await tx.emit(partyRemoved, { meetingId: id, personId, generation: meeting.generation });
      return meeting;
    });
  }
}

async function lockAsHost(tx: Transaction, command: PersonCommand, id: string): Promise<void> {
  const { meeting, side } = await lockMeeting(tx, command, id);
  assertInState(meeting, 'accepted', 'open');
  if (side !== 'owner') throw new ProblemError('host_only');
}
