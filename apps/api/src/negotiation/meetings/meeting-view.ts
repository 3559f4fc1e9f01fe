import type { Meeting, MeetingPage } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, one, pageOf, type Sql, sql } from '../../platform/index.ts';
import { peopleOf, type PersonRow } from '../../accounts/index.ts';

interface Row extends Omit<Meeting, 'startsAt' | 'endsAt' | 'project' | 'parties' | 'times'> {
  startsAt: Date | null;
  endsAt: Date | null;
  times: string[];
  projectId: string;
  titleZh: string;
  titleEn: string;
  parties: {
    personId: string;
    side: Meeting['parties'][number]['side'];
    waitingSince: string | null;
    admitted: boolean;
    joinedAt: string | null;
  }[];
}

const INSTANT = sql`'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const SELECT = sql`
  SELECT m.id, m.interest_id AS "interestId", m.state, m.opened_by AS "openedBy", m.starts_at AS "startsAt",
    m.ends_at AS "endsAt", m.minutes, m.place, m.note, m.reason, m.proposed_by AS "proposedBy", m.revision,
    m.generation, m.instant, e.time_zone AS "timeZone",
    j.id AS "projectId", j.title_zh AS "titleZh", j.title_en AS "titleEn",
    (SELECT t.number
      FROM table_booking b
      JOIN meeting_table t ON t.id = b.table_id
      WHERE b.meeting_id = m.id) AS "table",
    coalesce((
      SELECT json_agg(to_char(starts_at AT TIME ZONE 'UTC', ${INSTANT}) ORDER BY starts_at)
      FROM meeting_time
      WHERE meeting_id = m.id), '[]') AS times,
    (SELECT json_agg(json_build_object(
      'personId', person_id,
      'side', side,
      'waitingSince', to_char(waiting_since AT TIME ZONE 'UTC', ${INSTANT}),
      'admitted', admitted_at IS NOT NULL,
      'joinedAt', to_char(joined_at AT TIME ZONE 'UTC', ${INSTANT})) ORDER BY side DESC, person_id)
      FROM meeting_party
      WHERE meeting_id = m.id AND removed_at IS NULL) AS parties,
    coalesce((
      SELECT json_agg(json_build_object(
        'personId', g.person_id,
        'name', p.name,
        'seat', g.seat,
        'agreed', array_remove(
          ARRAY[CASE WHEN owner_agreed THEN 'owner' END, CASE WHEN investor_agreed THEN 'investor' END], NULL))
        ORDER BY p.name)
      FROM meeting_guest g
      JOIN accounts_person p ON p.id = g.person_id
      WHERE g.meeting_id = m.id), '[]') AS guests,
    coalesce((
      SELECT json_agg(json_build_object('side', side, 'outcome', outcome, 'nextSteps', next_steps,
        'nextOn', next_on) ORDER BY side)
      FROM meeting_outcome
      WHERE meeting_id = m.id), '[]') AS outcomes
  FROM meeting m
  JOIN interest i ON i.id = m.interest_id
  JOIN expo_project j ON j.id = i.project_id
  JOIN expo_edition e ON e.id = j.edition_id
`;

/** A meeting for one of its parties; null for everybody else, whatever their role, and for whoever was removed. */
export async function meetingFor(manager: EntityManager, id: string, readerId: string): Promise<Meeting | null> {
  const meeting = await meetingView(manager, id);
  return meeting?.parties.some((party) => party.personId === readerId) ? meeting : null;
}

/** A meeting as its parties see it. Callers make sure that only they do. */
export async function meetingView(manager: EntityManager, id: string): Promise<Meeting | null> {
  return (await views(manager, await all<Row>(manager)`${SELECT} WHERE m.id = ${id}`))[0] ?? null;
}

type Shown = 'all' | 'waiting' | 'upcoming' | 'ringing';

function shownTo(personId: string, show: Shown): Sql {
  switch (show) {
    case 'all':
      return sql`true`;
    case 'waiting':
      return sql`m.state = 'requested'`;
    case 'upcoming':
      return sql`m.state IN ('accepted', 'open') AND m.ends_at > now()`;
    case 'ringing':
      return sql`
        m.state = 'open' AND m.instant AND m.opened_by <> ${personId} AND m.ends_at > now()
          AND NOT EXISTS (
            SELECT 1 FROM meeting_party p
            WHERE p.meeting_id = m.id AND p.person_id = ${personId} AND p.joined_at IS NOT NULL)
      `;
  }
}

/** One page of a person's meetings, newest first. */
export async function meetingsOf(
  manager: EntityManager,
  personId: string,
  query: { cursor?: string; limit: number; show: Shown },
): Promise<MeetingPage> {
  const own = sql`
    EXISTS (
      SELECT 1 FROM meeting_party p
      WHERE p.meeting_id = m.id AND p.person_id = ${personId} AND p.removed_at IS NULL)
      AND ${shownTo(personId, query.show)}
  `;
  const found = await all<Row>(manager)`
    ${SELECT}
    WHERE ${own} AND (${query.cursor}::uuid IS NULL OR m.id < ${query.cursor})
    ORDER BY m.id DESC
    LIMIT ${query.limit + 1}
  `;
  const { total } = await one<{ total: number }>(manager)`
    SELECT count(*)::int AS total FROM meeting m WHERE ${own}
  `;
  const { rows, nextCursor } = pageOf(found, query.limit, ({ id }) => id);
  return { items: await views(manager, rows), total, nextCursor };
}

async function views(manager: EntityManager, rows: Row[]): Promise<Meeting[]> {
  const people = await peopleOf(
    manager,
    rows.flatMap((row) => row.parties.map(({ personId }) => personId)),
  );
  return rows.map(({ projectId, titleZh, titleEn, startsAt, endsAt, parties, ...row }) => ({
    ...row,
    startsAt: startsAt?.toISOString() ?? null,
    endsAt: endsAt?.toISOString() ?? null,
    project: { id: projectId, titleZh, titleEn },
    parties: parties.map((party) => {
      const { name, nameEn, organisation } = people.get(party.personId) as PersonRow;
      return { ...party, name, nameEn, organisation };
    }),
  }));
}
