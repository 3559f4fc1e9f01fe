import type { Unavailability } from '@everexpo/contracts';
import { exec } from '../../../platform/index.ts';
import type { Transaction } from '../../../platform/index.ts';
import { lockEdition } from '../lock-edition.ts';

/** Sets when a person cannot come to an edition, in place of what was said before. @throws ProblemError 404 */
export async function replaceUnavailability(
  tx: Transaction,
  editionId: string,
  personId: string,
  spans: Unavailability['spans'],
): Promise<void> {
  await lockEdition(tx, editionId);
  await exec(tx)`DELETE FROM unavailability WHERE edition_id = ${editionId} AND person_id = ${personId}`;
  await exec(tx)`
    INSERT INTO unavailability (edition_id, person_id, starts_at, ends_at)
    SELECT ${editionId}, ${personId}, s.a, s.b
    FROM unnest(${spans.map((span) => span.startsAt)}::timestamptz[],
      ${spans.map((span) => span.endsAt)}::timestamptz[]) AS s(a, b)
  `;
}
