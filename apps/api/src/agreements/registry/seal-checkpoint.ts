import { append, emptyFrontier, rootOf, type Frontier, type LedgerKey } from '@everexpo/ledger';
import type { EntityManager } from 'typeorm';

interface Head {
  editionId: string;
  edition: string;
  seq: number;
  hash: string;
  frontier: Frontier | null;
  /** ISO 8601 instant in UTC. */
  at: string;
}

/**
 * Takes the edition's newest entry into its Merkle tree and signs a checkpoint over all of them. Runs under the lock on
 * the edition's head, in the transaction that wrote the entry.
 */
export async function sealCheckpoint(manager: EntityManager, head: Head, key: LedgerKey): Promise<void> {
  const behind = head.frontier?.size ?? 0;
  let frontier = head.frontier ?? emptyFrontier();
  const fresh = await manager.query<{ hash: string }[]>(
    `SELECT hash FROM ledger_entry WHERE edition_id = $1 AND seq > $2 ORDER BY seq`,
    [head.editionId, behind],
  );
  for (const { hash } of fresh) frontier = await append(frontier, hash);
  const checkpoint = await key.sign({
    edition: head.edition,
    size: head.seq,
    root: await rootOf(frontier),
    head: head.hash,
    at: head.at,
  });
  await manager.query(`UPDATE ledger_head SET frontier = $2 WHERE edition_id = $1`, [
    head.editionId,
    JSON.stringify(frontier),
  ]);
  await manager.query(
    `INSERT INTO ledger_checkpoint (edition_id, size, root, head, at, key, signature) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      head.editionId,
      checkpoint.size,
      checkpoint.root,
      checkpoint.head,
      checkpoint.at,
      checkpoint.key,
      checkpoint.signature,
    ],
  );
}
