import type { FollowUp, FollowUpMilestone, OverdueMilestone, OverduePage } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, maybeOne, one, pageOf, sql } from '../../platform/index.ts';

/** Of one agreement, those of its terms and those added later. */
export const MAX_MILESTONES = 100;

interface Row extends Omit<FollowUpMilestone, 'doneAt'> {
  doneAt: Date | null;
}

/** How an agreement is being kept: its milestones and payments by day, with evidence. */
export async function followUpOf(manager: EntityManager, agreementId: string): Promise<FollowUp> {
  const agreement = await maybeOne<{ amountFen: number }>(manager)`
    SELECT amount_fen AS "amountFen" FROM agreement WHERE id = ${agreementId}
  `;
  const rows = await all<Row>(manager)`
    SELECT m.id, m.kind, m.title, m.due_on::text AS "dueOn", m.amount_fen AS "amountFen",
      m.realised_fen AS "realisedFen", m.done_at AS "doneAt", p.name AS "doneBy",
      m.done_at IS NULL AND m.due_on < (now() AT TIME ZONE e.time_zone)::date AS overdue,
      coalesce((SELECT json_agg(json_build_object('id', v.id, 'name', v.name, 'bytes', v.bytes, 'by', w.name,
        'at', to_char(v.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
        ORDER BY v.id)
        FROM milestone_evidence v JOIN accounts_person w ON w.id = v.person_id
        WHERE v.milestone_id = m.id), '[]') AS evidence
    FROM milestone m
    JOIN agreement a ON a.id = m.agreement_id
    JOIN expo_edition e ON e.id = a.edition_id
    LEFT JOIN accounts_person p ON p.id = m.done_by
    WHERE m.agreement_id = ${agreementId} ORDER BY m.due_on, m.id LIMIT ${MAX_MILESTONES}
  `;
  const milestones = rows.map((row) => ({ ...row, doneAt: row.doneAt?.toISOString() ?? null }));
  return {
    agreementId,
    amountFen: agreement?.amountFen ?? 0,
    realisedFen: milestones.reduce((sum, { realisedFen }) => sum + realisedFen, 0),
    milestones,
  };
}

/**
 * What is past its day and not reached, over all editions, longest overdue first; of each agreement only what is
 * public.
 */
export async function overduePage(
  manager: EntityManager,
  query: { cursor?: string; limit: number },
): Promise<OverduePage> {
  const where = sql`
    m.done_at IS NULL AND a.state = 'registered' AND a.number IS NOT NULL
      AND m.due_on < (now() AT TIME ZONE e.time_zone)::date
  `;
  const from = sql`
    FROM milestone m
    JOIN agreement a ON a.id = m.agreement_id
    JOIN expo_edition e ON e.id = a.edition_id
    WHERE ${where}
  `;
  const found = await all<OverdueMilestone>(manager)`
    SELECT m.id, a.number, a.title AS "agreementTitle", m.kind, m.title, m.due_on::text AS "dueOn",
      (now() AT TIME ZONE e.time_zone)::date - m.due_on AS days,
      CASE WHEN a.parties_public THEN (SELECT json_agg(p.organisation ORDER BY p.position) FROM agreement_party p
        WHERE p.agreement_id = a.id) END AS parties
    ${from} AND (${query.cursor}::uuid IS NULL OR (m.due_on, m.id) > (SELECT due_on, id FROM milestone
      WHERE id = ${query.cursor}))
    ORDER BY m.due_on, m.id
    LIMIT ${query.limit + 1}
  `;
  const { total } = await one<{ total: number }>(manager)`SELECT count(*)::int AS total ${from}`;
  const { rows, nextCursor } = pageOf(found, query.limit, ({ id }) => id);
  return { items: rows, total, nextCursor };
}
