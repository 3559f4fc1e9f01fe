import type { Checkpoint, ConsistencyProof, EntryProof, LedgerLine } from '@everexpo/contracts';
import { consistencyProof, inclusionProof } from '@everexpo/ledger';
import type { EntityManager } from 'typeorm';

const SELECT = `SELECT 1 AS v, e.code AS edition, c.size, c.root, c.head, c.at, c.key, c.signature FROM ledger_checkpoint c JOIN expo_edition e ON e.id = c.edition_id`;

/** The newest checkpoint of an edition, or the one of a size; null when there is none. */
export async function checkpointOf(
  manager: EntityManager,
  editionCode: string,
  size?: number,
): Promise<Checkpoint | null> {
  const [checkpoint] = await manager.query<Checkpoint[]>(
    `${SELECT} WHERE e.code = $1 AND ($2::int IS NULL OR c.size = $2) ORDER BY c.size DESC LIMIT 1`,
    [editionCode, size ?? null],
  );
  return checkpoint ?? null;
}

/** Checkpoints of an edition in order, for its export. */
export async function checkpointsOf(manager: EntityManager, editionCode: string): Promise<Checkpoint[]> {
  return manager.query<Checkpoint[]>(`${SELECT} WHERE e.code = $1 ORDER BY c.size`, [editionCode]);
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
  const rows = await manager.query<{ hash: string }[]>(
    `SELECT l.hash FROM ledger_entry l JOIN expo_edition e ON e.id = l.edition_id WHERE e.code = $1 AND l.seq <= $2 ORDER BY l.seq`,
    [editionCode, size],
  );
  return rows.map((row) => row.hash);
}
