import type { Home } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { COUNTED_AGREEMENTS } from './counted-agreements.ts';

/** Counts of an edition; the amount adds up only what its parties show in public. */
export async function editionFigures(manager: EntityManager, editionId: string): Promise<Home['figures']> {
  const [row] = await manager.query<Home['figures'][]>(
    `SELECT (SELECT count(*)::int FROM session WHERE edition_id = $1 AND cancelled_at IS NULL) AS sessions,
            (SELECT count(*)::int FROM project WHERE edition_id = $1 AND status IN ('accepted', 'confirmed')) AS projects,
            count(a.id)::int AS agreements,
            coalesce(sum(a.amount_fen) FILTER (WHERE a.amount_public), 0)::bigint AS "amountFen"
       FROM agreement a WHERE a.edition_id = $1 AND ${COUNTED_AGREEMENTS}`,
    [editionId],
  );
  return row as Home['figures'];
}
