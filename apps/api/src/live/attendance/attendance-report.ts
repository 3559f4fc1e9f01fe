import type { AttendanceReport, Viewer, ViewerPage } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, cursorAfter, sql } from '../../platform/index.ts';

/** Somebody on several screens, or who came back, is one viewer; a guest is one a stay. */
const SUBJECT = sql`coalesce(v.person_id::text, v.identity)`;
const STAY = sql`tstzrange(v.joined_at, coalesce(v.left_at, now()))`;
const RUN = sql`tstzrange(r.started_at, coalesce(r.ended_at, now()))`;

/**
 * How a session was watched: audience minute by minute, and what each pitch had of it. With `ownerId`, of that
 * person's pitches alone. Counts, no names.
 */
export async function attendanceReport(
  manager: EntityManager,
  sessionId: string,
  ownerId: string | null,
): Promise<AttendanceReport> {
  const pitches = await all<AttendanceReport['pitches'][number]>(manager)`
    SELECT t.id AS "pitchId", t.position, count(DISTINCT ${SUBJECT})::int AS viewers,
      coalesce(round(sum(extract(epoch
        FROM upper(${STAY} * ${RUN}) - lower(${STAY} * ${RUN}))) / 60), 0)::int AS "watchedMinutes",
      (SELECT coalesce(sum(c.given), 0)::int FROM pitch_run q
        JOIN reaction_count c ON c.session_id = q.session_id AND c.second >= q.started_at
          AND c.second < coalesce(q.ended_at, now())
        WHERE q.pitch_id = t.id) AS reactions
    FROM expo_pitch t JOIN expo_project j ON j.id = t.project_id JOIN pitch_run r ON r.pitch_id = t.id
    LEFT JOIN visit v ON v.session_id = t.session_id AND ${STAY} && ${RUN}
    WHERE t.session_id = ${sessionId} AND (${ownerId}::uuid IS NULL OR j.owner_id = ${ownerId})
    GROUP BY t.id, t.position
    ORDER BY t.position
  `;
  const curve = await all<{ at: Date; watching: number }>(manager)`
    SELECT m AS at, count(DISTINCT ${SUBJECT})::int AS watching
    FROM stage st
    CROSS JOIN generate_series(date_trunc('minute', st.opened_at), coalesce(st.ended_at, now()),
      interval '1 minute') m
    LEFT JOIN visit v ON v.session_id = st.session_id AND ${STAY} && tstzrange(m, m + interval '1 minute')
    WHERE st.session_id = ${sessionId} AND st.opened_at IS NOT NULL
      AND (${ownerId}::uuid IS NULL OR EXISTS (SELECT 1 FROM expo_pitch t JOIN expo_project j ON j.id = t.project_id
        JOIN pitch_run r ON r.pitch_id = t.id
        WHERE t.session_id = st.session_id AND j.owner_id = ${ownerId}
          AND ${RUN} && tstzrange(m, m + interval '1 minute')))
    GROUP BY m ORDER BY m LIMIT 1440
  `;
  return {
    peak: Math.max(0, ...curve.map(({ watching }) => watching)),
    curve: curve.map(({ at, watching }) => ({ at: at.toISOString(), watching })),
    pitches,
  };
}

/** Who watched for how long, longest first, guests as one; for the organizers. */
export async function viewerPage(
  manager: EntityManager,
  sessionId: string,
  offset: number,
  limit: number,
): Promise<ViewerPage> {
  const rows = await all<Viewer & { total: number }>(manager)`
    SELECT v.person_id AS "personId", p.name, p.name_en AS "nameEn", count(*) OVER ()::int AS total,
      ceil(sum(extract(epoch FROM coalesce(v.left_at, now()) - v.joined_at)) / 60)::int AS minutes
    FROM visit v
    LEFT JOIN accounts_person p ON p.id = v.person_id
    WHERE v.session_id = ${sessionId}
    GROUP BY v.person_id, p.name, p.name_en
    ORDER BY minutes DESC, v.person_id
    LIMIT ${limit}
    OFFSET ${offset}
  `;
  const total = rows[0]?.total ?? 0;
  const items = rows.map(({ total: _, ...viewer }) => viewer);
  return { items, nextCursor: cursorAfter(offset + rows.length, total) };
}
