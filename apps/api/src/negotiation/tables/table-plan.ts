import type { TablePlan } from '@everexpo/contracts';
import { instantOf } from '@everexpo/interchange/zoned';
import type { EntityManager } from 'typeorm';
import { all } from '../../platform/index.ts';
import { dayIn, daysOf, type EditionRow } from '../../expo/index.ts';

interface Row {
  table: number;
  meetingId: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
  people: TablePlan['tables'][number]['bookings'][number]['people'] | null;
}

/** Who sits where on a day, for the staff between the tables: people and times, not what they meet about. */
export async function tablePlan(
  manager: EntityManager,
  edition: EditionRow,
  wanted: string | undefined,
): Promise<TablePlan> {
  const days = daysOf(edition);
  const today = dayIn(edition.timeZone);
  const day = wanted && days.includes(wanted) ? wanted : days.includes(today) ? today : (days[0] as string);
  const from = instantOf(day, '00:00', edition.timeZone);
  const rows = await all<Row>(manager)`
    SELECT t.number AS "table", b.meeting_id AS "meetingId", lower(b.occupied) AS "startsAt",
      upper(b.occupied) AS "endsAt",
      (SELECT json_agg(json_build_object('name', p.name, 'organisation', coalesce(o.name_zh, ''), 'checkedIn',
        mp.joined_at IS NOT NULL)
        ORDER BY mp.side DESC)
        FROM meeting_party mp JOIN accounts_person p ON p.id = mp.person_id
        LEFT JOIN accounts_organisation o ON o.id = p.organisation_id
        WHERE mp.meeting_id = b.meeting_id AND mp.removed_at IS NULL) AS people
    FROM meeting_table t
    LEFT JOIN table_booking b ON b.table_id = t.id
      AND b.occupied && tstzrange(${from}, ${from}::timestamptz + interval '1 day')
    WHERE t.edition_id = ${edition.id}
    ORDER BY t.number, lower(b.occupied)
  `;
  const tables = [...Map.groupBy(rows, (row) => row.table)].map(([table, booked]) => ({
    table,
    bookings: booked.flatMap(({ meetingId, startsAt, endsAt, people }) =>
      meetingId && startsAt && endsAt
        ? [{ meetingId, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), people: people ?? [] }]
        : [],
    ),
  }));
  return { timeZone: edition.timeZone, days, day, tables };
}
