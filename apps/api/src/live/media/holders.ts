import type { EntityManager } from 'typeorm';
import { all, exec, maybeOne, type PersonActor, type Transaction } from '../../platform/index.ts';
import { hallIdentity, presenterIdentity, presenterOf } from './names.ts';

/** Remembers whose an identity is, which itself says nothing, and by which sign-in they have its place. */
export async function saveHolder(
  tx: Transaction,
  sessionId: string,
  identity: string,
  { id, signInId }: Pick<PersonActor, 'id' | 'signInId'>,
): Promise<void> {
  await exec(tx)`
    INSERT INTO media_identity (session_id, identity, person_id, sign_in_id)
    VALUES (${sessionId}, ${identity}, ${id}, ${signInId})
    ON CONFLICT (session_id, identity) DO UPDATE SET person_id = ${id}, sign_in_id = ${signInId}
  `;
}

/** The person behind an identity in a session's room, or null for guests, halls and recorders. */
export async function holderOf(manager: EntityManager, sessionId: string, identity: string): Promise<string | null> {
  const presenter = presenterOf(identity);
  if (presenter !== null) return presenter;
  const row = await maybeOne<{ personId: string }>(manager)`
    SELECT person_id AS "personId" FROM media_identity WHERE session_id = ${sessionId} AND identity = ${identity}
      AND identity <> ${hallIdentity(sessionId)}
  `;
  return row?.personId ?? null;
}

/** Every identity that a person may have in a session's room, on whatever screen. */
export async function identitiesOf(manager: EntityManager, sessionId: string, personId: string): Promise<Set<string>> {
  const rows = await all<{ identity: string }>(manager)`
    SELECT identity FROM media_identity WHERE session_id = ${sessionId} AND person_id = ${personId}
      AND identity <> ${hallIdentity(sessionId)}
  `;
  return new Set([presenterIdentity(personId), ...rows.map(({ identity }) => identity)]);
}
