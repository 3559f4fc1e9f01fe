import { Injectable } from '@nestjs/common';
import type { Meeting } from '@everexpo/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import {
  exec,
  fieldError,
  invalid,
  maybeOne,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { meetingChanged, notifyMeetingParties } from '../negotiation.events.ts';
import { lockMeeting, assertInState, sideOf } from '../meetings/lock-meeting.ts';
import { meetingFor, meetingView } from '../meetings/meeting-view.ts';
import { bookMeeting, withAlternatives } from './book-meeting.ts';

const MAX_OF_A_SIDE = 6;

/** Who of one's own organisation comes along, or comes in one's place. */
@Injectable()
export class ChangeSide {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
  ) {}

  /** @throws ProblemError 404, 403, 409 `slot_taken`, 422 */
  invite(command: PersonCommand, id: string, email: string): Promise<Meeting> {
    return this.change(command, id, email, async (tx, meeting, colleague, side) => {
      if (meeting.parties.filter((party) => party.side === side).length >= MAX_OF_A_SIDE)
        throw invalid(fieldError('/email', 'max_side', { max: MAX_OF_A_SIDE }));
      await exec(tx)`INSERT INTO meeting_party (meeting_id, person_id, side) VALUES (${id}, ${colleague}, ${side})`;
    });
  }

  /** The colleague comes instead. @throws ProblemError 404, 403, 409 `slot_taken`, 422 */
  delegate(command: PersonCommand, id: string, email: string): Promise<Meeting> {
    return this.change(command, id, email, async (tx, _meeting, colleague, side) => {
      await exec(tx)`DELETE FROM meeting_party WHERE meeting_id = ${id} AND person_id = ${command.actor.id}`;
      await exec(tx)`INSERT INTO meeting_party (meeting_id, person_id, side) VALUES (${id}, ${colleague}, ${side})`;
    });
  }

  private change(
    command: PersonCommand,
    id: string,
    email: string,
    change: (tx: Transaction, meeting: Meeting, colleague: string, side: string) => Promise<void>,
  ): Promise<Meeting> {
    const run = () =>
      this.work.run(command, async (tx) => {
        const locked = await lockMeeting(tx, command, id);
        const side = sideOf(locked);
        assertInState(locked.meeting, 'requested', 'accepted', 'open');
        const colleague = await colleagueOf(tx.manager, command, email);
        if (locked.meeting.parties.some(({ personId }) => personId === colleague))
          throw invalid(fieldError('/email', 'once.meeting'));
        await change(tx, locked.meeting, colleague, side);
        const after = (await meetingView(tx.manager, id)) as Meeting;
        if (after.startsAt && after.state === 'accepted') await bookMeeting(tx, after, new Date(after.startsAt));
        await tx.audit('meeting.side', id, { colleague });
        await tx.emit(meetingChanged, { meetingId: id });
        await notifyMeetingParties(tx, after, [colleague], 'invited', after.startsAt ?? '');
        return (await meetingView(tx.manager, id)) as Meeting;
      });
    return withAlternatives(this.dataSource, run, () => meetingFor(this.dataSource.manager, id, command.actor.id));
  }
}

async function colleagueOf(manager: EntityManager, command: PersonCommand, email: string): Promise<string> {
  const person = await maybeOne<{ id: string; organisationId: string | null }>(manager)`
    SELECT id, organisation_id AS "organisationId" FROM accounts_person WHERE email = ${email.toLowerCase()}
  `;
  if (!person) throw invalid(fieldError('/email', 'known_person'));
  if (person.organisationId === null || person.organisationId !== command.actor.organisationId)
    throw new ProblemError('own_side_only');
  return person.id;
}
