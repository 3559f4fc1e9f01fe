import type { EntityManager } from 'typeorm';
import { all, exec, maybeOne, type Transaction } from '../../platform/index.ts';
import { presenterIdentity, presenterOf } from './names.ts';

/** Remembers whose an identity is: the identity itself says nothing. */
export async function keepHolder(
  tx: Transaction,
  sessionId: string,
  identity: string,
  personId: string,
): Promise<void> {
  await exec(tx)`
    INSERT INTO media_identity (session_id, identity, person_id)
    VALUES (${sessionId}, ${identity}, ${personId})
    ON CONFLICT DO NOTHING
  `;
}

/** The person behind an identity in a session's room, or null for guests, halls and recorders. */
export async function holderOf(manager: EntityManager, sessionId: string, identity: string): Promise<string | null> {
  const presenter = presenterOf(identity);
  if (presenter !== null) return presenter;
  const row = await maybeOne<{ personId: string }>(manager)`
    SELECT person_id AS "personId" FROM media_identity WHERE session_id = ${sessionId} AND identity = ${identity}
  `;
  return row?.personId ?? null;
}

/** Every identity that a person may have in a session's room, on whatever screen. */
export async function identitiesOf(manager: EntityManager, sessionId: string, personId: string): Promise<Set<string>> {
  const rows = await all<{ identity: string }>(manager)`
    SELECT identity FROM media_identity WHERE session_id = ${sessionId} AND person_id = ${personId}
  `;
  return new Set([presenterIdentity(personId), ...rows.map(({ identity }) => identity)]);
}
