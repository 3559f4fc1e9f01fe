import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { all, exec, exists, notFound, type PersonCommand, ProblemError, UnitOfWork } from '../../platform/index.ts';
import { handsChanged, personBanned, presenterChanged } from '../live.events.ts';

export interface Banned {
  personId: string;
  name: string;
  nameEn: string;
}

/** Puts somebody out of a session, from media, socket and chat, until they are let in again. */
@Injectable()
export class BanPerson {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 409 for oneself */
  run(command: PersonCommand, sessionId: string, personId: string, banned: boolean): Promise<void> {
    if (personId === command.actor.id) throw new ProblemError('oneself');
    return this.work.run(command, async (tx) => {
      const known = await exists(tx)`
        SELECT 1 FROM expo_session s, accounts_person p WHERE s.id = ${sessionId} AND p.id = ${personId}
      `;
      if (!known) throw notFound('person');
      await tx.audit('stage.ban', sessionId, { personId, banned });
      if (!banned) {
        await exec(tx)`DELETE FROM stage_ban WHERE session_id = ${sessionId} AND person_id = ${personId}`;
        return;
      }
      await exec(tx)`
        INSERT INTO stage_ban (session_id, person_id, banned_by)
        VALUES (${sessionId}, ${personId}, ${command.actor.id})
        ON CONFLICT DO NOTHING
      `;
      await exec(tx)`
        UPDATE stage_presenter SET on_stage = false WHERE session_id = ${sessionId} AND person_id = ${personId}
      `;
      await exec(tx)`DELETE FROM raised_hand WHERE session_id = ${sessionId} AND person_id = ${personId}`;
      await tx.emit(presenterChanged, { sessionId, personId });
      await tx.emit(handsChanged, { sessionId, personId });
      await tx.emit(personBanned, { sessionId, personId });
    });
  }
}

export const isBanned = async (manager: EntityManager, sessionId: string, personId: string): Promise<boolean> =>
  await exists(manager)`SELECT 1 FROM stage_ban WHERE session_id = ${sessionId} AND person_id = ${personId}`;

export const removed = () => new ProblemError('removed');

/** @throws ProblemError 403 `removed` for one who was removed from this session */
export async function requireAllowed(manager: EntityManager, sessionId: string, personId: string): Promise<void> {
  if (await isBanned(manager, sessionId, personId)) throw removed();
}

/** Who is out of a session now, the newest first. */
export function bannedPeople(manager: EntityManager, sessionId: string): Promise<Banned[]> {
  return all<Banned>(manager)`
    SELECT p.id AS "personId", p.name, p.name_en AS "nameEn"
    FROM stage_ban b
    JOIN accounts_person p ON p.id = b.person_id
    WHERE b.session_id = ${sessionId}
    ORDER BY b.banned_at DESC
    LIMIT 100
  `;
}
