import type { EntityManager } from 'typeorm';
import type { DemoEdition } from './generate/demo-edition.ts';
import { seeded } from './generate/random.ts';

/** Start times of the demo's days, HH:mm; sessions of 180 minutes overlap, so that a hall may begin at any of them. */
const SLOT_STARTS = ['08:30', '10:10', '11:50', '15:10', '16:50', '18:30'];
const SLOT_MINUTES = 180;
const RULES = {
  changeoverMinutes: 20,
  streams: 12,
  walks: [{ from: '科创会展中心', to: '线上展厅', minutes: 10 }],
};

/** The demo edition as its organizers left it: open, published as version 1, the workspace as published. */
export async function loadWorkspace(
  manager: EntityManager,
  { edition, sessions, rooms }: DemoEdition,
  seed: number,
): Promise<void> {
  const random = seeded(seed);
  const organizer = await manager.query<{ id: string }[]>(
    `SELECT person_id AS id FROM person_role WHERE role = 'organizer' ORDER BY person_id LIMIT 1`,
  );
  await manager.query(`UPDATE edition SET opened_at = now(), rules = CASE WHEN id = $1 THEN $2::jsonb ELSE '{}' END`, [
    edition.id,
    JSON.stringify(RULES),
  ]);
  await manager.query(`UPDATE project SET status = 'confirmed' WHERE edition_id = $1`, [edition.id]);
  await manager.query(
    `INSERT INTO timeslot (edition_id, day, starts_at, ends_at)
       SELECT e.id, e.starts_on + d, (e.starts_on + d + s::time) AT TIME ZONE e.time_zone, (e.starts_on + d + s::time) AT TIME ZONE e.time_zone + make_interval(mins => $3)
         FROM edition e, generate_series(0, e.day_count - 1) d, unnest($2::text[]) s WHERE e.id = $1`,
    [edition.id, SLOT_STARTS, SLOT_MINUTES],
  );
  for (const room of rooms) {
    const features = [
      ...(room.mode === 'online' ? [] : ['stage']),
      ...(room.seats >= 300 ? ['translation booth'] : []),
      'streaming kit',
    ];
    await manager.query(`UPDATE room SET features = $2 WHERE id = $1`, [room.id, features]);
  }
  const expected = sessions.map(() => random.int(40, 320));
  await manager.query(
    `INSERT INTO draft_session (id, edition_id, code, kind, title_zh, title_en, track, field, city, minutes, expected, room_id, starts_at)
       SELECT s.id, s.edition_id, s.code, s.kind, s.title_zh, s.title_en, s.track, s.field, s.city, extract(epoch FROM s.ends_at - s.starts_at)::int / 60, x.expected, s.room_id, s.starts_at
         FROM session s JOIN unnest($1::uuid[], $2::int[]) AS x(id, expected) ON x.id = s.id`,
    [sessions.map((session) => session.id), expected],
  );
  await manager.query(
    `INSERT INTO draft_pitch (project_id, session_id, position, minutes) SELECT project_id, session_id, position, minutes FROM pitch`,
  );
  const [version] = await manager.query<{ id: string }[]>(
    `INSERT INTO programme_version (edition_id, number, state, note, published_at, created_by) VALUES ($1, 1, 'published', '首次发布', now(), $2) RETURNING id`,
    [edition.id, organizer[0]?.id],
  );
  await manager.query(
    `INSERT INTO programme_entry (version_id, session_id, code, kind, title_zh, title_en, track, field, city, room_id, starts_at, ends_at, pitches, pitch_minutes)
       SELECT $1, s.id, s.code, s.kind, s.title_zh, s.title_en, s.track, s.field, s.city, s.room_id, s.starts_at, s.ends_at,
              array_agg(p.project_id ORDER BY p.position), array_agg(p.minutes ORDER BY p.position)
         FROM session s JOIN pitch p ON p.session_id = s.id WHERE s.edition_id = $2 GROUP BY s.id`,
    [version?.id, edition.id],
  );
}
