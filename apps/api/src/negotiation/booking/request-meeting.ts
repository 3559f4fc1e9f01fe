import { Injectable } from '@nestjs/common';
import type { Meeting, RequestMeeting as RequestMeetingBody } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { fieldError, invalid, notFound, ProblemError, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { interestView } from '../interests/interest-views.ts';
import { tellMeeting } from '../negotiation.events.ts';
import { meetingView } from '../meetings/meeting-view.ts';

/** A wish to meet over an interest, at certain times or at any. One wish an interest at a time. */
@Injectable()
export class RequestMeeting {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404 for all but the two sides; 403 when blocked; 409 `already_asked`; 422 for a time that is past */
  run(
    command: PersonCommand,
    interestId: string,
    { times, minutes, place, note }: RequestMeetingBody,
  ): Promise<Meeting> {
    refusePast(times);
    return this.work.run(command, async (tx) => {
      await tx.manager.query(`SELECT 1 FROM interest WHERE id = $1 FOR UPDATE`, [interestId]);
      const interest = await interestView(tx.manager, interestId, command.actor.id);
      if (!interest) throw notFound('interest');
      const other = interest.side === 'owner' ? interest.investor.id : interest.owner.id;
      await refuseBlocked(tx.manager, command.actor.id, other);
      const [open] = await tx.manager.query<unknown[]>(
        `SELECT 1 FROM meeting WHERE interest_id = $1 AND state IN ('requested','accepted','open') AND (ends_at IS NULL OR ends_at > now())`,
        [interestId],
      );
      if (open) throw new ProblemError('already_asked');
      const [row] = await tx.manager.query<{ id: string }[]>(
        `INSERT INTO meeting (interest_id, opened_by, state, minutes, place, note, proposed_by) VALUES ($1, $2, 'requested', $3, $4, nullif($5, ''), $6) RETURNING id`,
        [interestId, command.actor.id, minutes, place, note, interest.side],
      );
      const { id } = row as { id: string };
      await tx.manager.query(
        `INSERT INTO meeting_party (meeting_id, person_id, side) VALUES ($1, $2, 'owner'), ($1, $3, 'investor')`,
        [id, interest.owner.id, interest.investor.id],
      );
      await proposeTimes(tx.manager, id, times);
      await tx.audit('meeting.request', id, { interestId });
      const meeting = (await meetingView(tx.manager, id)) as Meeting;
      await tellMeeting(tx, meeting, [other], 'requested', note);
      return meeting;
    });
  }
}

/** @throws ProblemError 422 that names the first time which is past */
export function refusePast(times: string[]): void {
  const past = times.findIndex((time) => Date.parse(time) <= Date.now());
  if (past >= 0) throw invalid(fieldError(`/times/${past}`, 'in_future'));
}

export async function proposeTimes(manager: EntityManager, meetingId: string, times: string[]): Promise<void> {
  await manager.query(`DELETE FROM meeting_time WHERE meeting_id = $1`, [meetingId]);
  await manager.query(
    `INSERT INTO meeting_time (meeting_id, starts_at) SELECT DISTINCT $1::uuid, unnest($2::timestamptz[])`,
    [meetingId, times],
  );
}

/** @throws ProblemError 403 when either has blocked the other */
export async function refuseBlocked(manager: EntityManager, one: string, other: string): Promise<void> {
  const [blocked] = await manager.query<unknown[]>(
    `SELECT 1 FROM person_block WHERE (person_id, blocked_id) IN (($1, $2), ($2, $1))`,
    [one, other],
  );
  if (blocked) throw new ProblemError('cannot_meet');
}
