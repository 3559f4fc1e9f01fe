import type { EntityManager } from 'typeorm';

/** Code and IANA time zone of an edition that is known to exist. */
export async function editionOf(manager: EntityManager, id: string): Promise<{ code: string; timeZone: string }> {
  const [edition] = await manager.query<[{ code: string; timeZone: string }]>(
    `SELECT code, time_zone AS "timeZone" FROM edition WHERE id = $1`,
    [id],
  );
  return edition;
}

/** The edition of a session; null when there is no such session. */
export async function editionOfSession(manager: EntityManager, sessionId: string): Promise<string | null> {
  const [session] = await manager.query<{ editionId: string }[]>(
    `SELECT edition_id AS "editionId" FROM session WHERE id = $1`,
    [sessionId],
  );
  return session?.editionId ?? null;
}
