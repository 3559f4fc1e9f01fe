import type { LedgerLine, LedgerPage, LedgerQuery } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';

const COLUMNS = `1 AS v, e.code AS edition, l.seq, l.number, l.event, l.agreement_id AS agreement, l.content, l.document, l.at, l.prev, l.hash`;

/** One page of an edition's ledger in order; null when there is no such edition. */
export async function ledgerPage(manager: EntityManager, editionCode: string, query: LedgerQuery): Promise<LedgerPage | null> {
  const [edition] = await manager.query<{ id: string; total: number }[]>(
    `SELECT e.id, coalesce(h.seq, 0) AS total FROM edition e LEFT JOIN ledger_head h ON h.edition_id = e.id WHERE e.code = $1`,
    [editionCode],
  );
  if (!edition) return null;
  const items = await manager.query<LedgerLine[]>(
    `SELECT ${COLUMNS} FROM ledger_entry l JOIN edition e ON e.id = l.edition_id WHERE l.edition_id = $1 AND l.seq > $2 ORDER BY l.seq LIMIT $3`,
    [edition.id, query.after, query.limit],
  );
  return { items, total: edition.total };
}

/** An edition's whole ledger in order; an expo has some hundred entries. */
export function ledgerLines(manager: EntityManager, editionId: string): Promise<LedgerLine[]> {
  return manager.query<LedgerLine[]>(`SELECT ${COLUMNS} FROM ledger_entry l JOIN edition e ON e.id = l.edition_id WHERE l.edition_id = $1 ORDER BY l.seq`, [editionId]);
}

/** The entry that registered this number, or null. */
export async function ledgerLine(manager: EntityManager, number: string): Promise<LedgerLine | null> {
  const [line] = await manager.query<LedgerLine[]>(
    `SELECT ${COLUMNS} FROM ledger_entry l JOIN edition e ON e.id = l.edition_id WHERE l.number = $1`,
    [number],
  );
  return line ?? null;
}
