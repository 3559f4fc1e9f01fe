import type { EntityManager } from 'typeorm';
import type { Surroundings } from './to-problem.ts';

interface Span {
  id: string;
  startsAt: Date;
  endsAt: Date;
}

/** Who pitches and who follows in each session of a workspace, and when people and rooms cannot be had. */
export async function surroundings(manager: Pick<EntityManager, 'query'>, editionId: string): Promise<Surroundings> {
  const peopleOf = (join: string, person: string) =>
    manager.query<{ id: string; people: string[] }[]>(
      `SELECT d.id, array_agg(DISTINCT ${person}) AS people FROM draft_session d JOIN draft_pitch p ON p.session_id = d.id ${join} WHERE d.edition_id = $1 GROUP BY d.id`,
      [editionId],
    );
  const owners = await peopleOf('JOIN project j ON j.id = p.project_id', 'j.owner_id');
  const followers = await peopleOf('JOIN project_follower f ON f.project_id = p.project_id', 'f.person_id');
  const away = await manager.query<Span[]>(
    `SELECT person_id AS id, starts_at AS "startsAt", ends_at AS "endsAt" FROM unavailability WHERE edition_id = $1`,
    [editionId],
  );
  const closures = await manager.query<Span[]>(
    `SELECT c.room_id AS id, c.starts_at AS "startsAt", c.ends_at AS "endsAt" FROM room_closure c JOIN room r ON r.id = c.room_id WHERE r.edition_id = $1`,
    [editionId],
  );
  const span = (row: { startsAt: Date; endsAt: Date }) => ({
    startsAt: row.startsAt.getTime() / 60_000,
    endsAt: row.endsAt.getTime() / 60_000,
  });
  return {
    owners: new Map(owners.map((row) => [row.id, row.people])),
    followers: new Map(followers.map((row) => [row.id, row.people])),
    away: away.map((row) => ({ personId: row.id, ...span(row) })),
    closures: closures.map((row) => ({ roomId: row.id, ...span(row) })),
  };
}
