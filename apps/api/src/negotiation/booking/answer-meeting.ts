import { Injectable } from '@nestjs/common';
import type { AcceptMeeting, CounterMeeting, Meeting, MeetingNews } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import {
  exec,
  fieldError,
  invalid,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { meetingChanged, notifyMeetingParties } from '../negotiation.events.ts';
import { lockMeeting, assertInState, sideOf, type Locked } from '../meetings/lock-meeting.ts';
import { meetingFor, meetingView } from '../meetings/meeting-view.ts';
import { bookMeeting, editionOf, freeMeeting, wantedOf, withAlternatives } from './book-meeting.ts';
import { freeTimes } from './free-times.ts';
import { proposeTimes, assertNotBlocked, assertNotPast } from './request-meeting.ts';

/** What is done with a proposal: accept, propose other times, decline; and what was agreed can be cancelled. */
@Injectable()
export class AnswerMeeting {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * Books the time for everybody, and a table. With times proposed, one of them; with any, the given or the first free.
   * @throws ProblemError 404; 409 `meeting_state`, `stale_meeting`, `not_your_turn`, `slot_taken` with alternatives;
   * 422
   */
  accept(command: PersonCommand, id: string, { revision, startsAt }: AcceptMeeting): Promise<Meeting> {
    const book = () =>
      this.work.run(command, async (tx) => {
        const locked = await lockMeeting(tx, command, id);
        assertCanAnswer(locked, revision);
        await assertPartiesNotBlocked(tx, locked.meeting);
        await bookMeeting(tx, locked.meeting, await this.timeOf(tx, locked.meeting, startsAt));
        return this.done(tx, command, id, 'accepted');
      });
    return withAlternatives(this.dataSource, book, () => meetingFor(this.dataSource.manager, id, command.actor.id));
  }

  /** Other times instead; the answer is the other side's again. @throws ProblemError 404, 409, 422 */
  counter(command: PersonCommand, id: string, { revision, times, place }: CounterMeeting): Promise<Meeting> {
    assertNotPast(times);
    return this.work.run(command, async (tx) => {
      const locked = await lockMeeting(tx, command, id);
      const side = sideOf(locked);
      assertInState(locked.meeting, 'requested', 'accepted');
      if (locked.meeting.revision !== revision) throw new ProblemError('stale_meeting');
      if (locked.meeting.state === 'accepted') await freeMeeting(tx, id);
      await exec(tx)`
        UPDATE meeting
        SET state = 'requested', starts_at = NULL, ends_at = NULL, proposed_by = ${side},
          place = coalesce(${place}, place), revision = revision + 1
        WHERE id = ${id}
      `;
      await proposeTimes(tx, id, times);
      return this.done(tx, command, id, 'countered');
    });
  }

  /** @throws ProblemError 404; 409 `meeting_state` */
  decline(command: PersonCommand, id: string, reason: string): Promise<Meeting> {
    return this.end(command, id, 'declined', reason);
  }

  /** Frees everybody's time and the table. @throws ProblemError 404; 409 `meeting_state` */
  cancel(command: PersonCommand, id: string, reason: string): Promise<Meeting> {
    return this.end(command, id, 'cancelled', reason);
  }

  private end(command: PersonCommand, id: string, state: 'declined' | 'cancelled', reason: string): Promise<Meeting> {
    return this.work.run(command, async (tx) => {
      const locked = await lockMeeting(tx, command, id);
      sideOf(locked);
      assertInState(
        locked.meeting,
        ...(state === 'declined' ? (['requested', 'open'] as const) : (['requested', 'accepted'] as const)),
      );
      await freeMeeting(tx, id);
      await exec(tx)`
        UPDATE meeting SET state = ${state}, reason = ${reason}, revision = revision + 1 WHERE id = ${id}
      `;
      return this.done(tx, command, id, state, reason);
    });
  }

  private async timeOf(tx: Transaction, meeting: Meeting, startsAt: string | undefined): Promise<Date> {
    if (meeting.times.length > 0) {
      const chosen = meeting.times.find((time) => startsAt === undefined || Date.parse(time) === Date.parse(startsAt));
      if (!chosen || (startsAt === undefined && meeting.times.length > 1))
        throw invalid(fieldError('/startsAt', 'proposed'));
      assertNotPast([chosen]);
      return new Date(chosen);
    }
    if (startsAt !== undefined) {
      assertNotPast([startsAt]);
      return new Date(startsAt);
    }
    const [first] = await freeTimes(tx.manager, await editionOf(tx.manager, meeting.id), wantedOf(meeting), 1);
    if (!first) throw new ProblemError('no_common_time');
    return first;
  }

  private async done(
    tx: Transaction,
    command: PersonCommand,
    id: string,
    news: MeetingNews,
    detail = '',
  ): Promise<Meeting> {
    await tx.audit(`meeting.${news}`, id);
    await tx.emit(meetingChanged, { meetingId: id });
    const meeting = (await meetingView(tx.manager, id)) as Meeting;
    await notifyMeetingParties(
      tx,
      meeting,
      meeting.parties.map(({ personId }) => personId).filter((person) => person !== command.actor.id),
      news,
      detail || (meeting.startsAt ?? ''),
    );
    return meeting;
  }
}

function assertCanAnswer(locked: Locked, revision: number): void {
  const side = sideOf(locked);
  assertInState(locked.meeting, 'requested');
  if (locked.meeting.revision !== revision) throw new ProblemError('stale_meeting');
  if (locked.meeting.proposedBy === side) throw new ProblemError('not_your_turn');
}

async function assertPartiesNotBlocked(tx: Transaction, meeting: Meeting): Promise<void> {
  const of = (side: string) => meeting.parties.filter((party) => party.side === side).map(({ personId }) => personId);
  for (const owner of of('owner'))
    for (const investor of of('investor')) await assertNotBlocked(tx.manager, owner, investor);
}
