import { Injectable } from '@nestjs/common';
import type { Call, CallForm } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { exec, exists, maybeOne, notFound, type PersonCommand, sql, UnitOfWork } from '../../platform/index.ts';

interface Row extends Omit<Call, 'opensAt' | 'closesAt'> {
  opensAt: Date;
  closesAt: Date;
}

const SELECT = sql`
  SELECT c.edition_id AS "editionId", e.name_zh AS "nameZh", e.name_en AS "nameEn", e.time_zone AS "timeZone",
    c.opens_at AS "opensAt", c.closes_at AS "closesAt",
    c.questions, c.criteria, now() >= c.opens_at AND now() < c.closes_at AS open
  FROM call c
  JOIN edition e ON e.id = c.edition_id
`;

/** The call of an edition, or null. */
export async function callOf(manager: EntityManager, editionId: string): Promise<Call | null> {
  const row = await maybeOne<Row>(manager)`${SELECT} WHERE c.edition_id = ${editionId}`;
  return row ? viewOf(row) : null;
}

/** The call that takes projects now; of several, the one that closes first. */
export async function openCall(manager: EntityManager): Promise<Call | null> {
  const row = await maybeOne<Row>(manager)`
    ${SELECT} WHERE now() >= c.opens_at AND now() < c.closes_at ORDER BY c.closes_at LIMIT 1
  `;
  return row ? viewOf(row) : null;
}

const viewOf = (row: Row): Call => ({
  ...row,
  opensAt: row.opensAt.toISOString(),
  closesAt: row.closesAt.toISOString(),
});

/** Sets an edition's call: when it is open, what it asks, what reviewers look at. */
@Injectable()
export class SetCall {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404 */
  run(command: PersonCommand, editionId: string, form: CallForm): Promise<Call> {
    return this.work.run(command, async (tx) => {
      const edition = await exists(tx)`SELECT 1 FROM edition WHERE id = ${editionId}`;
      if (!edition) throw notFound('edition');
      await exec(tx)`
        INSERT INTO call (edition_id, opens_at, closes_at, questions, criteria)
        VALUES (${editionId}, ${form.opensAt}, ${form.closesAt}, ${JSON.stringify(form.questions)},
          ${JSON.stringify(form.criteria)})
        ON CONFLICT (edition_id) DO UPDATE SET opens_at = excluded.opens_at, closes_at = excluded.closes_at,
          questions = excluded.questions, criteria = excluded.criteria
      `;
      await tx.audit('expo.set-call', editionId, { closesAt: form.closesAt });
      return (await callOf(tx.manager, editionId)) as Call;
    });
  }
}
