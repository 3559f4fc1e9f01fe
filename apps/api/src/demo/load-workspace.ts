import { all, exec, maybeOne, type Transaction } from '../platform/index.ts';
import type { DemoEdition } from './generate/demo-edition.ts';
import { seeded } from './generate/random.ts';

/** Start times of the demo's days, HH:mm; sessions of 180 minutes overlap, so that a hall may begin at any of them. */
const SLOT_STARTS = ['08:30', '10:10', '11:50', '15:10', '16:50', '18:30'];
const SLOT_MINUTES = 180;
const RULES = {
  changeoverMinutes: 20,
  streams: 12,
  travelTimes: [{ from: '科创会展中心', to: '线上展厅', minutes: 10 }],
};

/** The demo edition as its organizers left it: open, published as version 1, the workspace as published. */
export async function loadWorkspace(
  tx: Transaction,
  { edition, sessions, rooms }: DemoEdition,
  seed: number,
): Promise<void> {
  const random = seeded(seed);
  const organizer = await all<{ id: string }>(tx)`
    SELECT person_id AS id FROM person_role WHERE role = 'organizer' ORDER BY person_id LIMIT 1
  `;
  await exec(tx)`
    UPDATE edition
    SET opened_at = now(), rules = CASE WHEN id = ${edition.id} THEN ${JSON.stringify(RULES)}::jsonb ELSE '{}' END
  `;
  await exec(tx)`UPDATE project SET status = 'confirmed' WHERE edition_id = ${edition.id}`;
  await exec(tx)`
    INSERT INTO timeslot (edition_id, day, starts_at, ends_at)
    SELECT e.id, e.starts_on + d, (e.starts_on + d + s::time) AT TIME ZONE e.time_zone,
      (e.starts_on + d + s::time) AT TIME ZONE e.time_zone + make_interval(mins => ${SLOT_MINUTES})
    FROM edition e, generate_series(0, e.day_count - 1) d, unnest(${SLOT_STARTS}::text[]) s
    WHERE e.id = ${edition.id}
  `;
  for (const room of rooms) {
    const features = [
      ...(room.mode === 'online' ? [] : ['stage']),
      ...(room.seats >= 300 ? ['translation booth'] : []),
      'streaming kit',
    ];
    await exec(tx)`UPDATE room SET features = ${features} WHERE id = ${room.id}`;
  }
  const expected = sessions.map(() => random.int(40, 320));
  await exec(tx)`
    INSERT INTO draft_session (id, edition_id, code, kind, title_zh, title_en, track, field, city, minutes, expected,
      room_id, starts_at)
    SELECT s.id, s.edition_id, s.code, s.kind, s.title_zh, s.title_en, s.track, s.field, s.city, extract(epoch
      FROM s.ends_at - s.starts_at)::int / 60, x.expected, s.room_id, s.starts_at
    FROM session s
    JOIN unnest(${sessions.map((session) => session.id)}::uuid[], ${expected}::int[]) AS x(id,
      expected) ON x.id = s.id
  `;
  await exec(tx)`
    INSERT INTO draft_pitch (project_id, session_id, position, minutes)
    SELECT project_id, session_id, position, minutes
    FROM pitch
  `;
  const version = await maybeOne<{ id: string }>(tx)`
    INSERT INTO programme_version (edition_id, number, state, note, published_at, created_by)
    VALUES (${edition.id}, 1, 'published', '首次发布', now(), ${organizer[0]?.id})
    RETURNING id
  `;
  await exec(tx)`
    INSERT INTO programme_entry (version_id, session_id, code, kind, title_zh, title_en, track, field, city, room_id,
      starts_at, ends_at, pitches, pitch_minutes)
    SELECT ${version?.id}, s.id, s.code, s.kind, s.title_zh, s.title_en, s.track, s.field, s.city, s.room_id,
      s.starts_at, s.ends_at,
      array_agg(p.project_id ORDER BY p.position), array_agg(p.minutes ORDER BY p.position)
    FROM session s JOIN pitch p ON p.session_id = s.id WHERE s.edition_id = ${edition.id} GROUP BY s.id
  `;
}
