import { Injectable } from '@nestjs/common';
import type { Meeting } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { all, Interval, exec, exists, sql, type Sql, UnitOfWork } from '../../platform/index.ts';
import { meetingView } from '../meetings/meeting-view.ts';
import { meetingChanged, meetingEnded, notifyMeetingParties } from '../negotiation.events.ts';
import { REMIND_MINUTES_BEFORE } from './meeting-calendar.ts';
import { missMeeting } from './miss-meeting.ts';
import { RecordOpenPages } from './record-open-pages.ts';

const EVERY_MS = 5_000;
/** Minutes after its time at which a meeting with one side missing is given up. */
const NO_SHOW_MINUTES = 5;
/** Seconds a call rings. */
const RING_SECONDS = 60;

/**
 * Watches the clock for meetings: reminds people, gives up calls that nobody answers and meetings to which one side
 * does not come, and offers the freed time to those who wait for the same person.
 */
@Injectable()
export class WatchMeetings {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly pages: RecordOpenPages,
  ) {}

  @Interval(EVERY_MS, 'watch meetings')
  async sweep(): Promise<void> {
    await this.remind();
    await this.pages.look();
    for (const id of await this.due(
      sql`
        m.state = 'open' AND m.instant AND m.starts_at < now() - make_interval(secs => ${RING_SECONDS})
          AND ${oneSideMissing}
      `,
    ))
      await this.giveUp(id);
    for (const id of await this.due(
      sql`
        m.state IN ('accepted', 'open') AND NOT m.instant
          AND m.starts_at < now() - make_interval(mins => ${NO_SHOW_MINUTES}) AND ${oneSideMissing}
      `,
    ))
      await this.giveUp(id);
    for (const id of await this.due(sql`m.state = 'open' AND m.ends_at < now()`)) await this.close(id);
  }

  private async due(where: Sql): Promise<string[]> {
    const rows = await all<{ id: string }>(this.dataSource)`
      SELECT m.id FROM meeting m WHERE ${where} ORDER BY m.starts_at LIMIT 200
    `;
    return rows.map(({ id }) => id);
  }

  private async remind(): Promise<void> {
    const rows = await all<{ id: string; minutes: number }>(this.dataSource)`
      SELECT m.id, b.minutes FROM meeting m, unnest(${REMIND_MINUTES_BEFORE}::int[]) AS b(minutes)
      WHERE m.state = 'accepted' AND m.starts_at > now() AND m.starts_at <= now() + make_interval(mins => b.minutes)
        AND NOT EXISTS (SELECT 1 FROM meeting_reminder r
          WHERE r.meeting_id = m.id AND r.revision = m.revision AND r.minutes_before = b.minutes)
      LIMIT 500
    `;
    // Of several that have come due at once, say a meeting booked for in ten minutes, only the nearest is sent.
    const nearest = new Map<string, number>();
    for (const { id, minutes } of rows) nearest.set(id, Math.min(minutes, nearest.get(id) ?? Infinity));
    for (const { id, minutes } of rows) {
      await this.work.system(`remind-${id}`, async (tx) => {
        const meeting = await meetingView(tx.manager, id);
        if (meeting?.state !== 'accepted') return;
        const fresh = await exec(tx)`
          INSERT INTO meeting_reminder (meeting_id, revision, minutes_before)
          VALUES (${id}, ${meeting.revision}, ${minutes})
          ON CONFLICT DO NOTHING
        `;
        if (fresh > 0 && nearest.get(id) === minutes)
          await notifyMeetingParties(tx, meeting, everybody(meeting), 'reminder', meeting.startsAt ?? '');
      });
    }
  }

  private giveUp(id: string): Promise<void> {
    return this.work.system(`missed-${id}`, async (tx) => {
      await exec(tx)`SELECT 1 FROM meeting WHERE id = ${id} FOR UPDATE`;
      const still = await exists(tx)`
        SELECT 1 FROM meeting m WHERE m.id = ${id} AND m.state IN ('accepted','open') AND ${oneSideMissing}
      `;
      if (!still) return;
      await missMeeting(tx, id);
    });
  }

  private close(id: string): Promise<void> {
    return this.work.system(`close-${id}`, async (tx) => {
      const closed = await exec(tx)`
        UPDATE meeting SET state = 'ended' WHERE id = ${id} AND state = 'open' AND ends_at < now()
      `;
      if (closed === 0) return;
      await tx.emit(meetingEnded, { meetingId: id });
      await tx.emit(meetingChanged, { meetingId: id });
    });
  }
}

const oneSideMissing = sql`
  (SELECT count(DISTINCT side) FROM meeting_party p
    WHERE p.meeting_id = m.id AND p.side <> 'guest' AND p.joined_at IS NOT NULL) < 2
`;
const everybody = (meeting: Meeting) => meeting.parties.map(({ personId }) => personId);
