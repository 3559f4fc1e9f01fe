import { sql } from '../../platform/database/sql.ts';
import { all, type Database, one } from '../../platform/database/statements.ts';
import { peopleOf, type People, type PlanningContext } from './to-solver-input.ts';

interface Span {
  id: string;
  startsAt: Date;
  endsAt: Date;
}

/** Who pitches and who follows in each session of a workspace, and when people and rooms cannot be had. */
export async function readPlanningContext(
  database: Database,
  editionId: string,
  people?: People,
): Promise<PlanningContext> {
  const known = people ?? (await readPeople(database, editionId)).people;
  const away = await all<Span>(database)`
    SELECT person_id AS id, starts_at AS "startsAt", ends_at AS "endsAt"
    FROM unavailability
    WHERE edition_id = ${editionId}
  `;
  const closures = await all<Span>(database)`
    SELECT c.room_id AS id, c.starts_at AS "startsAt", c.ends_at AS "endsAt"
    FROM room_closure c JOIN room r ON r.id = c.room_id WHERE r.edition_id = ${editionId}
  `;
  const span = (row: Span) => ({
    startsAt: row.startsAt.getTime() / 60_000,
    endsAt: row.endsAt.getTime() / 60_000,
  });
  return {
    people: known,
    away: away.map((row) => ({ personId: row.id, ...span(row) })),
    closures: closures.map((row) => ({ roomId: row.id, ...span(row) })),
  };
}

/**
 * 64 bits of who pitches where, who owns what and who follows it: another whenever any of that is another. Reads a few
 * columns and joins nothing, where reading the people themselves takes ten times as long.
 */
const fingerprint = (editionId: string) => sql`
  concat_ws(' ',
    (SELECT bit_xor(uuid_hash_extended(p.project_id, uuid_hash_extended(p.session_id, 0))) FROM draft_pitch p),
    (SELECT bit_xor(uuid_hash_extended(j.owner_id, uuid_hash_extended(j.id, 0))) FROM project j
      WHERE j.edition_id = ${editionId}),
    (SELECT bit_xor(uuid_hash_extended(f.person_id, uuid_hash_extended(f.project_id, 0))) FROM project_follower f))
`;

export async function fingerprintOf(database: Database, editionId: string): Promise<string> {
  const row = await one<{ fingerprint: string }>(database)`SELECT ${fingerprint(editionId)} AS fingerprint`;
  return row.fingerprint;
}

/** The people and the fingerprint of the same instant: one statement, one snapshot. */
export async function readPeople(
  database: Database,
  editionId: string,
): Promise<{ people: People; fingerprint: string }> {
  const row = await one<{
    fingerprint: string;
    owners: Record<string, string[]>;
    followers: Record<string, string[]>;
  }>(database)`
    WITH pitching AS (
      SELECT d.id, p.project_id
      FROM draft_session d
      JOIN draft_pitch p ON p.session_id = d.id
      WHERE d.edition_id = ${editionId})
    SELECT ${fingerprint(editionId)} AS fingerprint,
      (SELECT coalesce(json_object_agg(o.id, o.people), '{}')
        FROM (SELECT x.id, array_agg(DISTINCT j.owner_id) AS people
          FROM pitching x JOIN project j ON j.id = x.project_id GROUP BY x.id) o) AS owners,
      (SELECT coalesce(json_object_agg(o.id, o.people), '{}')
        FROM (SELECT x.id, array_agg(DISTINCT f.person_id) AS people
          FROM pitching x JOIN project_follower f ON f.project_id = x.project_id GROUP BY x.id) o) AS followers
  `;
  const byId = (people: Record<string, string[]>) => new Map(Object.entries(people));
  return { people: peopleOf(byId(row.owners), byId(row.followers)), fingerprint: row.fingerprint };
}
