import { Injectable } from '@nestjs/common';
import type { RaisedHand } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import {
  all,
  exec,
  exists,
  fieldError,
  invalid,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../../platform/index.ts';
import { handsChanged } from '../../live.events.ts';
import { holderOf } from '../../media/holders.ts';
import { isAudience } from '../../media/names.ts';
import { requireAllowed } from '../ban-person.ts';

/** The console lists at most this many. */
const HANDS = 50;

/** Somebody of the audience asks to speak, or no longer does. */
@Injectable()
export class RaiseHand {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 403 `removed`; 409 `stage_not_live`; 422 for an identity that is not this person's */
  raise(command: PersonCommand, sessionId: string, identity: string): Promise<void> {
    return this.work.run(command, async (tx) => {
      const own = isAudience(identity) && (await holderOf(tx.manager, sessionId, identity)) === command.actor.id;
      if (!own) throw invalid(fieldError('/identity', 'own'));
      await requireAllowed(tx.manager, sessionId, command.actor.id);
      await raiseHandAs(tx, sessionId, command.actor.id, identity);
    });
  }

  /** Takes a hand down: one's own, or for a manager anybody's. */
  lower(command: PersonCommand, sessionId: string, personId: string): Promise<void> {
    return this.work.run(command, async (tx) => {
      await exec(tx)`DELETE FROM raised_hand WHERE session_id = ${sessionId} AND person_id = ${personId}`;
      await tx.emit(handsChanged, { sessionId, personId });
    });
  }
}

/** @throws ProblemError 409 `stage_not_live` */
export async function raiseHandAs(
  tx: Transaction,
  sessionId: string,
  personId: string,
  identity: string,
): Promise<void> {
  const live = await exists(tx)`SELECT 1 FROM stage WHERE session_id = ${sessionId} AND state = 'live'`;
  if (!live) throw new ProblemError('stage_not_live');
  await exec(tx)`
    INSERT INTO raised_hand (session_id, person_id, identity)
    VALUES (${sessionId}, ${personId}, ${identity})
    ON CONFLICT (session_id, person_id) DO UPDATE SET identity = ${identity}
  `;
  await tx.emit(handsChanged, { sessionId, personId });
}

export async function isHandUp(manager: EntityManager, sessionId: string, personId: string): Promise<boolean> {
  const up = await exists(manager)`
    SELECT 1 FROM raised_hand WHERE session_id = ${sessionId} AND person_id = ${personId}
  `;
  return up;
}

/** The ids of everybody whose hand is up. */
export async function whoseHandsAreUp(manager: EntityManager, sessionId: string): Promise<Set<string>> {
  const rows = await all<{ personId: string }>(manager)`
    SELECT person_id AS "personId" FROM raised_hand WHERE session_id = ${sessionId}
  `;
  return new Set(rows.map(({ personId }) => personId));
}

/** The hands that are up, longest first. */
export async function raisedHands(manager: EntityManager, sessionId: string): Promise<RaisedHand[]> {
  const rows = await all<Omit<RaisedHand, 'raisedAt'> & { raisedAt: Date }>(manager)`
    SELECT p.id AS "personId", p.name, p.name_en AS "nameEn", h.raised_at AS "raisedAt"
    FROM raised_hand h
    JOIN accounts_person p ON p.id = h.person_id
    WHERE h.session_id = ${sessionId} ORDER BY h.raised_at LIMIT ${HANDS}
  `;
  return rows.map((row) => ({ ...row, raisedAt: row.raisedAt.toISOString() }));
}
