import type { WallTotals } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { COUNTED_AGREEMENTS } from './counted-agreements.ts';

/** How many agreements of an edition count, and what those are worth in fen whose parties show the amount. */
export async function agreementFigures(
  manager: EntityManager,
  editionId: string,
): Promise<Pick<WallTotals, 'count' | 'amountFen'>> {
  const [row] = await manager.query<[Pick<WallTotals, 'count' | 'amountFen'>]>(
    `SELECT count(*)::int AS count, coalesce(sum(a.amount_fen) FILTER (WHERE a.amount_public), 0)::bigint AS "amountFen"
       FROM agreement a WHERE a.edition_id = $1 AND ${COUNTED_AGREEMENTS}`,
    [editionId],
  );
  return row;
}
