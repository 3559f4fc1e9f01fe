import type { EntityManager } from 'typeorm';
import { maybeOne, one } from '../../platform/index.ts';

/** Code and IANA time zone of an edition that is known to exist. */
export async function editionOf(manager: EntityManager, id: string): Promise<{ code: string; timeZone: string }> {
  const edition = await one<{ code: string; timeZone: string }>(manager)`
    SELECT code, time_zone AS "timeZone" FROM edition WHERE id = ${id}
  `;
  return edition;
}

/** The edition of a session; null when there is no such session. */
export async function editionOfSession(manager: EntityManager, sessionId: string): Promise<string | null> {
  const session = await maybeOne<{ editionId: string }>(manager)`
    SELECT edition_id AS "editionId" FROM session WHERE id = ${sessionId}
  `;
  return session?.editionId ?? null;
}
