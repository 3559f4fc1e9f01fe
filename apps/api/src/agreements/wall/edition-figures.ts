import type { EditionFigures } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all } from '../../platform/index.ts';
import { COUNTED_AGREEMENTS } from '../queries/counted-agreements.ts';

/**
 * Every edition with agreements, newest first: signed, realised, completed, overdue. Amounts that are not public do not
 * count.
 */
export async function editionFigures(manager: EntityManager): Promise<EditionFigures[]> {
  return all<EditionFigures>(manager)`
    SELECT e.code, e.name_zh AS "nameZh", e.name_en AS "nameEn", count(*)::int AS count,
      coalesce(sum(a.amount_fen) FILTER (WHERE a.amount_public), 0)::bigint AS "amountFen",
      coalesce(sum(m.realised) FILTER (WHERE a.amount_public), 0)::bigint AS "realisedFen",
      (count(*) FILTER (WHERE a.state = 'completed'))::int AS completed,
      (count(*) FILTER (WHERE a.state = 'terminated'))::int AS terminated,
      coalesce(sum(m.due), 0)::int AS "milestonesDue", coalesce(sum(m.done), 0)::int AS "milestonesDone",
      coalesce(sum(m.overdue) FILTER (WHERE a.state = 'registered'), 0)::int AS "milestonesOverdue",
      (SELECT json_agg(x ORDER BY x.kind) FROM (
        SELECT a.kind, count(*)::int AS count,
          coalesce(sum(a.amount_fen) FILTER (WHERE a.amount_public), 0)::bigint AS "amountFen"
        FROM agreement a WHERE a.edition_id = e.id AND ${COUNTED_AGREEMENTS} GROUP BY a.kind) x) AS "byKind"
    FROM agreement a JOIN expo_edition e ON e.id = a.edition_id
    LEFT JOIN LATERAL (SELECT sum(realised_fen) AS realised, count(*) AS due, count(done_at) AS done,
        count(*) FILTER (WHERE done_at IS NULL AND due_on < (now() AT TIME ZONE e.time_zone)::date) AS overdue
      FROM milestone WHERE agreement_id = a.id) m ON true
    WHERE ${COUNTED_AGREEMENTS}
    GROUP BY e.id, e.code, e.name_zh, e.name_en, e.starts_on
    ORDER BY e.starts_on DESC
    LIMIT 20
  `;
}
