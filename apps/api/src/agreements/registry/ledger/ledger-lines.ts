import type { LedgerLine, LedgerPage, LedgerQuery } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, maybeOne, sql } from '../../../platform/index.ts';

const COLUMNS = sql`
  l.v, e.code AS edition, l.seq, l.number, l.event, l.refers, l.signed, l.agreement_id AS agreement, l.content,
    l.document, l.at, l.prev, l.hash
`;

/** A row as its entry was written: those of version 1 say nothing of what came with version 2. */
function lineOf({ refers, signed, ...core }: LedgerLine & { v: 2 }): LedgerLine {
  return (core.v as number) === 1 ? ({ ...core, v: 1 } as unknown as LedgerLine) : { ...core, refers, signed };
}

/** One page of an edition's ledger in order; null when there is no such edition. */
export async function ledgerPage(
  manager: EntityManager,
  editionCode: string,
  query: LedgerQuery,
): Promise<LedgerPage | null> {
  const edition = await maybeOne<{ id: string; total: number }>(manager)`
    SELECT e.id, coalesce(h.seq, 0) AS total
    FROM expo_edition e
    LEFT JOIN ledger_head h ON h.edition_id = e.id
    WHERE e.code = ${editionCode}
  `;
  if (!edition) return null;
  const rows = await all<LedgerLine & { v: 2 }>(manager)`
    SELECT ${COLUMNS}
    FROM ledger_entry l
    JOIN expo_edition e ON e.id = l.edition_id
    WHERE l.edition_id = ${edition.id} AND l.seq > ${query.after}
    ORDER BY l.seq
    LIMIT ${query.limit}
  `;
  return { items: rows.map(lineOf), total: edition.total };
}

/** An edition's whole ledger in order; an expo has some hundred entries. */
export async function ledgerLines(manager: EntityManager, editionId: string): Promise<LedgerLine[]> {
  const rows = await all<LedgerLine & { v: 2 }>(manager)`
    SELECT ${COLUMNS}
    FROM ledger_entry l
    JOIN expo_edition e ON e.id = l.edition_id
    WHERE l.edition_id = ${editionId}
    ORDER BY l.seq
  `;
  return rows.map(lineOf);
}

/** The entry that registered this number, or null. */
export async function ledgerLine(manager: EntityManager, number: string): Promise<LedgerLine | null> {
  const row = await maybeOne<LedgerLine & { v: 2 }>(manager)`
    SELECT ${COLUMNS}
    FROM ledger_entry l
    JOIN expo_edition e ON e.id = l.edition_id
    WHERE l.number = ${number} AND l.event IN ('registered','amended','corrected')
  `;
  return row ? lineOf(row) : null;
}

/** The number under which a document, sealed or as it was signed, is registered; null when it is not. */
export async function numberOfDocument(manager: EntityManager, sha256: string): Promise<string | null> {
  const row = await maybeOne<{ number: string }>(manager)`
    SELECT number
    FROM ledger_entry
    WHERE (document = ${sha256} OR signed = ${sha256}) AND event IN ('registered','amended','corrected')
    ORDER BY at DESC
    LIMIT 1
  `;
  return row?.number ?? null;
}
