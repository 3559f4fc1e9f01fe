import type { LedgerEvent } from '@everexpo/contracts';
import {
  agreementNumber,
  GENESIS,
  givesNumber,
  chainEntry,
  type Frontier,
  type LedgerEntry as SealedEntry,
  type LedgerKey,
} from '@everexpo/ledger';
import { exec, maybeOne, one } from '../../../platform/index.ts';
import { editionOf } from '../../../expo/index.ts';
import type { Transaction } from '../../../platform/index.ts';
import { LedgerEntry } from './ledger-entry.entity.ts';
import { sealCheckpoint } from './seal-checkpoint.ts';

interface NewEntry {
  editionId: string;
  event: LedgerEvent;
  agreementId: string;
  /** The number of the agreement, for events that give none. */
  number: string | null;
  refers: string | null;
  signed: string | null;
  content: string;
  document: string;
}

interface Head {
  seq: number;
  numbered: number;
  hash: string;
  frontier: Frontier | null;
  at: string;
}

/**
 * Appends to an edition's ledger inside the caller's transaction and signs a checkpoint over it. The lock on the
 * edition's head makes positions and numbers gapless: an entry that fails takes its number back with it. The time is
 * the database's, and never before that of the entry before.
 */
export async function appendEntry(
  tx: Transaction,
  key: LedgerKey,
  { editionId, agreementId, number, ...rest }: NewEntry,
): Promise<SealedEntry> {
  const edition = await editionOf(tx.manager, editionId);
  const head = await lockHead(tx, editionId);
  const numbered = head.numbered + (givesNumber(rest.event) ? 1 : 0);
  const entry = await chainEntry({
    v: 2,
    edition: edition.code,
    seq: head.seq + 1,
    number: givesNumber(rest.event) ? agreementNumber(edition.code, numbered) : (number as string),
    agreement: agreementId,
    at: head.at,
    prev: head.hash,
    ...rest,
  });
  const { edition: _code, agreement: _agreement, ...row } = entry;
  await tx.manager.insert(LedgerEntry, { ...row, editionId, agreementId });
  await exec(tx)`
    UPDATE ledger_head
    SET seq = ${entry.seq}, hash = ${entry.hash}, numbered = ${numbered}
    WHERE edition_id = ${editionId}
  `;
  await sealCheckpoint(
    tx,
    { editionId, edition: edition.code, seq: entry.seq, hash: entry.hash, frontier: head.frontier, at: head.at },
    key,
  );
  return entry;
}

async function lockHead(tx: Transaction, editionId: string): Promise<Head> {
  await exec(tx)`
    INSERT INTO ledger_head (edition_id, seq, hash) VALUES (${editionId}, 0, ${GENESIS}) ON CONFLICT DO NOTHING
  `;
  const head = await maybeOne<Omit<Head, 'at'>>(tx)`
    SELECT seq, numbered, hash, frontier FROM ledger_head WHERE edition_id = ${editionId} FOR UPDATE
  `;
  const { now, last } = await one<{ now: Date; last: string | null }>(tx)`
    SELECT clock_timestamp() AS now, (SELECT at FROM ledger_entry WHERE edition_id = ${editionId} ORDER BY seq DESC
      LIMIT 1) AS last
  `;
  const at = now.toISOString();
  return { ...(head as Omit<Head, 'at'>), at: last !== null && last > at ? last : at };
}
