import type { EntityManager } from 'typeorm';
import { presenterIdentity, presenterOf } from './names.ts';

/** Remembers whose an identity is: the identity itself says nothing. */
export async function keepHolder(
  manager: EntityManager,
  sessionId: string,
  identity: string,
  personId: string,
): Promise<void> {
  await manager.query(
    `INSERT INTO media_identity (session_id, identity, person_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [sessionId, identity, personId],
  );
}

/** The person behind an identity in a session's room, or null for guests, halls and recorders. */
export async function holderOf(manager: EntityManager, sessionId: string, identity: string): Promise<string | null> {
  const presenter = presenterOf(identity);
  if (presenter !== null) return presenter;
  const [row] = await manager.query<{ personId: string }[]>(
    `SELECT person_id AS "personId" FROM media_identity WHERE session_id = $1 AND identity = $2`,
    [sessionId, identity],
  );
  return row?.personId ?? null;
}

/** Every identity that a person may have in a session's room, on whatever screen. */
export async function identitiesOf(manager: EntityManager, sessionId: string, personId: string): Promise<Set<string>> {
  const rows = await manager.query<{ identity: string }[]>(
    `SELECT identity FROM media_identity WHERE session_id = $1 AND person_id = $2`,
    [sessionId, personId],
  );
  return new Set([presenterIdentity(personId), ...rows.map(({ identity }) => identity)]);
}
