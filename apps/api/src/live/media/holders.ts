import type { EntityManager } from 'typeorm';
import type { PersonActor } from '../../platform/index.ts';
import { hallIdentity, presenterIdentity, presenterOf } from './names.ts';

/** Remembers whose an identity is, which itself says nothing, and by which sign-in they have its place. */
export async function keepHolder(
  manager: EntityManager,
  sessionId: string,
  identity: string,
  { id, signInId }: Pick<PersonActor, 'id' | 'signInId'>,
): Promise<void> {
  await manager.query(
    `INSERT INTO media_identity (session_id, identity, person_id, sign_in_id) VALUES ($1, $2, $3, $4)
     ON CONFLICT (session_id, identity) DO UPDATE SET person_id = $3, sign_in_id = $4`,
    [sessionId, identity, id, signInId],
  );
}

/** The person behind an identity in a session's room, or null for guests, halls and recorders. */
export async function holderOf(manager: EntityManager, sessionId: string, identity: string): Promise<string | null> {
  const presenter = presenterOf(identity);
  if (presenter !== null) return presenter;
  const [row] = await manager.query<{ personId: string }[]>(
    `SELECT person_id AS "personId" FROM media_identity WHERE session_id = $1 AND identity = $2 AND identity <> $3`,
    [sessionId, identity, hallIdentity(sessionId)],
  );
  return row?.personId ?? null;
}

/** Every identity that a person may have in a session's room, on whatever screen. */
export async function identitiesOf(manager: EntityManager, sessionId: string, personId: string): Promise<Set<string>> {
  const rows = await manager.query<{ identity: string }[]>(
    `SELECT identity FROM media_identity WHERE session_id = $1 AND person_id = $2 AND identity <> $3`,
    [sessionId, personId, hallIdentity(sessionId)],
  );
  return new Set([presenterIdentity(personId), ...rows.map(({ identity }) => identity)]);
}
