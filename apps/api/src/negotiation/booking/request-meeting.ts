import { Injectable } from '@nestjs/common';
import type { Meeting, RequestMeeting as RequestMeetingBody } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import {
  exec,
  exists,
  fieldError,
  invalid,
  notFound,
  one,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { interestView } from '../interests/interest-views.ts';
import { notifyMeetingParties } from '../negotiation.events.ts';
import { meetingView } from '../meetings/meeting-view.ts';

/** A wish to meet over an interest, at certain times or at any. One wish an interest at a time. */
@Injectable()
export class RequestMeeting {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * @throws ProblemError 404 for all but the two sides; 403 when blocked; 409 `already_asked`; 422 for a time that is
   * past
   */
  run(
    command: PersonCommand,
    interestId: string,
    { times, minutes, place, note }: RequestMeetingBody,
  ): Promise<Meeting> {
    assertNotPast(times);
    return this.work.run(command, async (tx) => {
      await exec(tx)`SELECT 1 FROM interest WHERE id = ${interestId} FOR UPDATE`;
      const interest = await interestView(tx.manager, interestId, command.actor.id);
      if (!interest) throw notFound('interest');
      const other = interest.side === 'owner' ? interest.investor.id : interest.owner.id;
      await assertNotBlocked(tx.manager, command.actor.id, other);
      const open = await exists(tx)`
        SELECT 1
        FROM meeting
        WHERE interest_id = ${interestId} AND state IN ('requested','accepted','open')
          AND (ends_at IS NULL OR ends_at > now())
      `;
      if (open) throw new ProblemError('already_asked');
      const { id } = await one<{ id: string }>(tx)`
        INSERT INTO meeting (interest_id, opened_by, state, minutes, place, note, proposed_by)
        VALUES (${interestId}, ${command.actor.id}, 'requested', ${minutes}, ${place}, nullif(${note}, ''),
          ${interest.side})
        RETURNING id
      `;
      await exec(tx)`
        INSERT INTO meeting_party (meeting_id, person_id, side)
        VALUES (${id}, ${interest.owner.id}, 'owner'), (${id}, ${interest.investor.id}, 'investor')
      `;
      await proposeTimes(tx, id, times);
      await tx.audit('meeting.request', id, { interestId });
      const meeting = (await meetingView(tx.manager, id)) as Meeting;
      await notifyMeetingParties(tx, meeting, [other], 'requested', note);
      return meeting;
    });
  }
}

/** @throws ProblemError 422 that names the first time which is past */
export function assertNotPast(times: string[]): void {
  const past = times.findIndex((time) => Date.parse(time) <= Date.now());
  if (past >= 0) throw invalid(fieldError(`/times/${past}`, 'in_future'));
}

export async function proposeTimes(tx: Transaction, meetingId: string, times: string[]): Promise<void> {
  await exec(tx)`DELETE FROM meeting_time WHERE meeting_id = ${meetingId}`;
  await exec(tx)`
    INSERT INTO meeting_time (meeting_id, starts_at)
    SELECT DISTINCT ${meetingId}::uuid, unnest(${times}::timestamptz[])
  `;
}

/** @throws ProblemError 403 when either has blocked the other */
export async function assertNotBlocked(manager: EntityManager, one: string, other: string): Promise<void> {
  const blocked = await exists(manager)`
    SELECT 1 FROM person_block WHERE (person_id, blocked_id) IN ((${one}, ${other}), (${other}, ${one}))
  `;
  if (blocked) throw new ProblemError('cannot_meet');
}
