import type { LedgerLine, LedgerPage, LedgerQuery } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';

const COLUMNS = `l.v, e.code AS edition, l.seq, l.number, l.event, l.refers, l.signed, l.agreement_id AS agreement, l.content, l.document, l.at, l.prev, l.hash`;

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
  const [edition] = await manager.query<{ id: string; total: number }[]>(
    `SELECT e.id, coalesce(h.seq, 0) AS total FROM expo_edition e LEFT JOIN ledger_head h ON h.edition_id = e.id WHERE e.code = $1`,
    [editionCode],
  );
  if (!edition) return null;
  const rows = await manager.query<(LedgerLine & { v: 2 })[]>(
    `SELECT ${COLUMNS} FROM ledger_entry l JOIN expo_edition e ON e.id = l.edition_id WHERE l.edition_id = $1 AND l.seq > $2 ORDER BY l.seq LIMIT $3`,
    [edition.id, query.after, query.limit],
  );
  return { items: rows.map(lineOf), total: edition.total };
}

/** An edition's whole ledger in order; an expo has some hundred entries. */
export async function ledgerLines(manager: EntityManager, editionId: string): Promise<LedgerLine[]> {
  const rows = await manager.query<(LedgerLine & { v: 2 })[]>(
    `SELECT ${COLUMNS} FROM ledger_entry l JOIN expo_edition e ON e.id = l.edition_id WHERE l.edition_id = $1 ORDER BY l.seq`,
    [editionId],
  );
  return rows.map(lineOf);
}

/** The entry that registered this number, or null. */
export async function ledgerLine(manager: EntityManager, number: string): Promise<LedgerLine | null> {
  const [row] = await manager.query<(LedgerLine & { v: 2 })[]>(
    `SELECT ${COLUMNS} FROM ledger_entry l JOIN expo_edition e ON e.id = l.edition_id WHERE l.number = $1 AND l.event IN ('registered','amended','corrected')`,
    [number],
  );
  return row ? lineOf(row) : null;
}

/** The number under which a document, sealed or as it was signed, is registered; null when it is not. */
export async function numberOfDocument(manager: EntityManager, sha256: string): Promise<string | null> {
  const [row] = await manager.query<{ number: string }[]>(
    `SELECT number FROM ledger_entry WHERE (document = $1 OR signed = $1) AND event IN ('registered','amended','corrected') ORDER BY at DESC LIMIT 1`,
    [sha256],
  );
  return row?.number ?? null;
}
