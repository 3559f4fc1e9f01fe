import { Injectable } from '@nestjs/common';
import type { Meeting } from '@everexpo/contracts';
import { notFound, ProblemError, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
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
      const [table] = await tx.manager.query<{ id: string }[]>(`SELECT id FROM meeting_table WHERE token = $1`, [
        token,
      ]);
      if (!table) throw notFound('table');
      const [row] = await tx.manager.query<{ id: string }[]>(
        `SELECT m.id FROM table_booking b JOIN meeting m ON m.id = b.meeting_id JOIN meeting_party p ON p.meeting_id = m.id AND p.person_id = $2 AND p.removed_at IS NULL
          WHERE b.table_id = $1 AND m.state IN ('accepted','open') AND m.starts_at <= now() + make_interval(mins => $3) AND m.ends_at > now() ORDER BY m.starts_at LIMIT 1 FOR UPDATE OF m`,
        [table.id, command.actor.id, EARLY_MINUTES],
      );
      if (!row) throw new ProblemError('no_meeting_here');
      await tx.manager.query(
        `UPDATE meeting_party SET arrived_at = coalesce(arrived_at, now()), admitted_at = coalesce(admitted_at, now()) WHERE meeting_id = $1 AND person_id = $2`,
        [row.id, command.actor.id],
      );
      await tx.manager.query(`UPDATE meeting SET state = 'open' WHERE id = $1`, [row.id]);
      await tx.audit('meeting.check-in', row.id);
      await tx.emit(meetingChanged, { meetingId: row.id });
      return (await meetingView(tx.manager, row.id)) as Meeting;
    });
  }
}
