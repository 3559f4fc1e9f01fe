import type { Checkpoint, ConsistencyProof, EntryProof, LedgerLine } from '@everexpo/contracts';
import { consistencyProof, inclusionProof } from '@everexpo/ledger';
import type { EntityManager } from 'typeorm';
import { all, maybeOne, sql } from '../../../platform/index.ts';

const SELECT = sql`
  SELECT 1 AS v, e.code AS edition, c.size, c.root, c.head, c.at, c.key, c.signature
  FROM ledger_checkpoint c
  JOIN expo_edition e ON e.id = c.edition_id
`;

/** The newest checkpoint of an edition, or the one of a size; null when there is none. */
export async function checkpointOf(
  manager: EntityManager,
  editionCode: string,
  size?: number,
): Promise<Checkpoint | null> {
  const checkpoint = await maybeOne<Checkpoint>(manager)`
    ${SELECT}
    WHERE e.code = ${editionCode} AND (${size}::int IS NULL OR c.size = ${size})
    ORDER BY c.size DESC
    LIMIT 1
  `;
  return checkpoint ?? null;
}

/** Checkpoints of an edition in order, for its export. */
export async function checkpointsOf(manager: EntityManager, editionCode: string): Promise<Checkpoint[]> {
  return all<Checkpoint>(manager)`${SELECT} WHERE e.code = ${editionCode} ORDER BY c.size`;
}

/** The proof of one entry against the newest checkpoint of its edition; null without either. */
export async function entryProof(manager: EntityManager, line: LedgerLine): Promise<EntryProof | null> {
  const checkpoint = await checkpointOf(manager, line.edition);
  if (!checkpoint || line.seq > checkpoint.size) return null;
  const leaves = await hashesOf(manager, line.edition, checkpoint.size);
  return { entry: line, index: line.seq - 1, path: await inclusionProof(leaves, line.seq - 1), checkpoint };
}

/** That the newest checkpoint holds all that an earlier one held; null when there is no checkpoint of that size. */
export async function consistencySince(
  manager: EntityManager,
  editionCode: string,
  size: number,
): Promise<ConsistencyProof | null> {
  const [first, second] = [await checkpointOf(manager, editionCode, size), await checkpointOf(manager, editionCode)];
  if (!first || !second) return null;
  return {
    first,
    second,
    proof: await consistencyProof(await hashesOf(manager, editionCode, second.size), first.size),
  };
}

async function hashesOf(manager: EntityManager, editionCode: string, size: number): Promise<string[]> {
  const rows = await all<{ hash: string }>(manager)`
    SELECT l.hash
    FROM ledger_entry l
    JOIN expo_edition e ON e.id = l.edition_id
    WHERE e.code = ${editionCode} AND l.seq <= ${size}
    ORDER BY l.seq
  `;
  return rows.map((row) => row.hash);
}
