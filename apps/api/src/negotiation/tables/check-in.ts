import { Injectable } from '@nestjs/common';
import type { Meeting } from '@everexpo/contracts';
import { exec, maybeOne, notFound, type PersonCommand, ProblemError, UnitOfWork } from '../../platform/index.ts';
import { meetingView } from '../meetings/meeting-view.ts';
import { meetingChanged } from '../negotiation.events.ts';

/** Minutes before and after a meeting's start in which one can check in at its table. */
const EARLY_MINUTES = 15;

/** Whoever scans a table's QR code is there: the meeting of theirs that is at this table now has one more arrived. */
@Injectable()
export class CheckIn {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404 for an unknown table; 409 `no_meeting_here` */
  run(command: PersonCommand, token: string): Promise<Meeting> {
    return this.work.run(command, async (tx) => {
      const table = await maybeOne<{ id: string }>(tx)`SELECT id FROM meeting_table WHERE token = ${token}`;
      if (!table) throw notFound('table');
      const row = await maybeOne<{ id: string }>(tx)`
        SELECT m.id
        FROM table_booking b
        JOIN meeting m ON m.id = b.meeting_id
        JOIN meeting_party p ON p.meeting_id = m.id AND p.person_id = ${command.actor.id} AND p.removed_at IS NULL
        WHERE b.table_id = ${table.id} AND m.state IN ('accepted','open')
          AND m.starts_at <= now() + make_interval(mins => ${EARLY_MINUTES}) AND m.ends_at > now()
        ORDER BY m.starts_at
        LIMIT 1
        FOR UPDATE OF m
      `;
      if (!row) throw new ProblemError('no_meeting_here');
      await exec(tx)`
        UPDATE meeting_party
        SET joined_at = coalesce(joined_at, now()), admitted_at = coalesce(admitted_at, now())
        WHERE meeting_id = ${row.id} AND person_id = ${command.actor.id}
      `;
      await exec(tx)`UPDATE meeting SET state = 'open' WHERE id = ${row.id}`;
      await tx.audit('meeting.check-in', row.id);
      await tx.emit(meetingChanged, { meetingId: row.id });
      return (await meetingView(tx.manager, row.id)) as Meeting;
    });
  }
}
