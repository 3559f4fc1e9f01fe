import type { DeskEntry } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, exec } from '../../../platform/index.ts';
import { sameOrganisation } from './same-organisation.ts';
import { DESK_SELECT, deskEntry, type DeskRow } from '../desk-views.ts';

export interface Similarity {
  editionId: string;
  partyA: string;
  partyB: string;
  /** CNY fen; without it the parties alone decide. */
  amountFen?: number;
}

const MAX_SHOWN = 5;
/** More papers than any fair signs; the comparison of names runs here, whatever the database knows of Chinese. */
const MAX_COMPARED = 20_000;

/**
 * Papers of an edition that may be the same one: the same two parties, in either order and in like spelling, and the
 * same amount where one is given. Those sent back do not count.
 */
export async function similarEntries(
  manager: EntityManager,
  { editionId, partyA, partyB, amountFen }: Similarity,
): Promise<DeskEntry[]> {
  const papers = await all<{ id: string; names: string[] }>(manager)`
    SELECT a.id, array_agg(p.organisation ORDER BY p.position) AS names
    FROM agreement a
    JOIN agreement_party p ON p.agreement_id = a.id
    WHERE a.source = 'paper' AND a.edition_id = ${editionId} AND a.state NOT IN ('withdrawn','amended')
      AND (${amountFen}::bigint IS NULL OR a.amount_fen = ${amountFen})
    GROUP BY a.id ORDER BY a.id DESC LIMIT ${MAX_COMPARED}
  `;
  const alike = papers.filter(
    ({ names: [first = '', second = ''] }) =>
      (sameOrganisation(first, partyA) && sameOrganisation(second, partyB)) ||
      (sameOrganisation(first, partyB) && sameOrganisation(second, partyA)),
  );
  if (alike.length === 0) return [];
  const rows = await all<DeskRow>(manager)`
    ${DESK_SELECT} AND a.id = ANY(${alike.slice(0, MAX_SHOWN).map(({ id }) => id)}) ORDER BY a.id DESC
  `;
  return rows.map(deskEntry);
}

/**
 * Makes people who log papers over the same amount wait for each other, so that the second sees the first's, however
 * either has spelt the parties.
 */
export async function lockSimilar(manager: EntityManager, { editionId, amountFen }: Similarity): Promise<void> {
  await exec(manager)`SELECT pg_advisory_xact_lock(hashtextextended(${`${editionId} ${amountFen}`}, 0))`;
}
