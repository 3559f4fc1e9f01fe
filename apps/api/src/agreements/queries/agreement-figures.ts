import type { WallTotals } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { one } from '../../platform/index.ts';
import { COUNTED_AGREEMENTS } from './counted-agreements.ts';

/** How many agreements of an edition count, and what those are worth in fen whose parties show the amount. */
export async function agreementFigures(
  manager: EntityManager,
  editionId: string,
): Promise<Pick<WallTotals, 'count' | 'amountFen'>> {
  const row = await one<Pick<WallTotals, 'count' | 'amountFen'>>(manager)`
    SELECT count(*)::int AS count,
      coalesce(sum(a.amount_fen) FILTER (WHERE a.amount_public), 0)::bigint AS "amountFen"
    FROM agreement a WHERE a.edition_id = ${editionId} AND ${COUNTED_AGREEMENTS}
  `;
  return row;
}
