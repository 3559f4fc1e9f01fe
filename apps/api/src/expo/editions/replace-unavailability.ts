import type { Unavailability } from '@everexpo/contracts';
import type { Transaction } from '../../platform/index.ts';

/** Sets when a person cannot come to an edition, in place of what was said before. */
export async function replaceUnavailability(
  tx: Transaction,
  editionId: string,
  personId: string,
  spans: Unavailability['spans'],
): Promise<void> {
  await tx.manager.query(`DELETE FROM unavailability WHERE edition_id = $1 AND person_id = $2`, [editionId, personId]);
  await tx.manager.query(
    `INSERT INTO unavailability (edition_id, person_id, starts_at, ends_at) SELECT $1, $2, s.a, s.b FROM unnest($3::timestamptz[], $4::timestamptz[]) AS s(a, b)`,
    [editionId, personId, spans.map((span) => span.startsAt), spans.map((span) => span.endsAt)],
  );
}
