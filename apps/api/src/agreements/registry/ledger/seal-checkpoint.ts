import { append, emptyFrontier, rootOf, type Frontier, type LedgerKey } from '@everexpo/ledger';
import { all, exec, type Transaction } from '../../../platform/index.ts';

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
export async function sealCheckpoint(tx: Transaction, head: Head, key: LedgerKey): Promise<void> {
  const behind = head.frontier?.size ?? 0;
  let frontier = head.frontier ?? emptyFrontier();
  const fresh = await all<{ hash: string }>(tx)`
    SELECT hash FROM ledger_entry WHERE edition_id = ${head.editionId} AND seq > ${behind} ORDER BY seq
  `;
  for (const { hash } of fresh) frontier = await append(frontier, hash);
  const checkpoint = await key.sign({
    edition: head.edition,
    size: head.seq,
    root: await rootOf(frontier),
    head: head.hash,
    at: head.at,
  });
  await exec(tx)`
    UPDATE ledger_head SET frontier = ${JSON.stringify(frontier)} WHERE edition_id = ${head.editionId}
  `;
  await exec(tx)`
    INSERT INTO ledger_checkpoint (edition_id, size, root, head, at, key, signature)
    VALUES (${head.editionId}, ${checkpoint.size}, ${checkpoint.root}, ${checkpoint.head}, ${checkpoint.at},
      ${checkpoint.key}, ${checkpoint.signature})
  `;
}
