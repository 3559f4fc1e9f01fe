import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { all, Interval, UnitOfWork } from '../../platform/index.ts';
import { notifyPeople } from '../agreements.events.ts';
import { remindOnce } from '../remind-once.ts';

const EVERY_MS = 10 * 60_000;
const DAYS_BEFORE = 7;

interface Due {
  id: string;
  title: string;
  agreementId: string;
  agreementTitle: string;
  overdue: boolean;
  people: string[] | null;
}

/** Reminds the parties a week before a milestone or payment is due, and once more when its day has passed. */
@Injectable()
export class RemindMilestones {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
  ) {}

  @Interval(EVERY_MS, 'remind of milestones')
  async sweep(): Promise<void> {
    const due = await all<Due>(this.dataSource)`
      SELECT m.id, m.title, a.id AS "agreementId", a.title AS "agreementTitle",
        m.due_on < (now() AT TIME ZONE e.time_zone)::date AS overdue,
        (SELECT array_agg(person_id) FROM agreement_party p
          WHERE p.agreement_id = a.id AND person_id IS NOT NULL) AS people
      FROM milestone m JOIN agreement a ON a.id = m.agreement_id JOIN expo_edition e ON e.id = a.edition_id
      WHERE m.done_at IS NULL AND a.state = 'registered'
        AND m.due_on <= (now() AT TIME ZONE e.time_zone)::date + ${DAYS_BEFORE}::int
        AND NOT EXISTS (SELECT 1 FROM reminder_sent r
          WHERE r.subject_id = m.id
            AND r.what = CASE WHEN m.due_on < (now() AT TIME ZONE e.time_zone)::date THEN 'overdue' ELSE 'soon' END)
      ORDER BY m.due_on LIMIT 500
    `;
    for (const one of due) await this.remind(one);
  }

  private remind({ id, title, agreementId, agreementTitle, overdue, people }: Due): Promise<void> {
    return this.work.system(`remind-${id}`, async (tx) => {
      if (!(await remindOnce(tx, id, overdue ? 'overdue' : 'soon'))) return;
      await notifyPeople(
        tx,
        { id: agreementId, title: agreementTitle, version: 0 },
        people ?? [],
        overdue ? 'milestone-overdue' : 'milestone-soon',
        title,
      );
    });
  }
}
