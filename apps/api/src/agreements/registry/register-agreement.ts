import { agreementNumber, commitTo, GENESIS, sealEntry, type Frontier, type LedgerKey } from '@everexpo/ledger';
import { Edition } from '../../expo/index.ts';
import type { Transaction } from '../../platform/index.ts';
import { agreementRegistered } from '../agreements.events.ts';
import type { Agreement } from '../terms/agreement.entity.ts';
import type { AgreementParty } from '../terms/agreement-party.entity.ts';
import { committedTerms } from './committed-terms.ts';
import { LedgerEntry } from './ledger-entry.entity.ts';
import { sealCheckpoint } from './seal-checkpoint.ts';

/**
 * Gives an agreement its number and its place in the edition's ledger, inside the caller's transaction. The lock on
 * the edition's head makes numbers gapless: a registration that fails takes its number back with it.
 */
export async function registerAgreement(tx: Transaction, key: LedgerKey, agreement: Agreement, parties: AgreementParty[]): Promise<void> {
  const edition = await tx.manager.findOneByOrFail(Edition, { id: agreement.editionId });
  const head = await lockHead(tx, edition.id);
  const seq = head.seq + 1;
  const at = new Date();
  const entry = await sealEntry({
    v: 1,
    edition: edition.code,
    seq,
    number: agreementNumber(edition.code, seq),
    event: 'registered',
    agreement: agreement.id,
    content: await commitTo(committedTerms(agreement, parties), agreement.salt),
    document: agreement.documentSha256 as string,
    at: at.toISOString(),
    prev: head.hash,
  });
  await tx.manager.insert(LedgerEntry, {
    editionId: edition.id,
    seq,
    number: entry.number,
    agreementId: agreement.id,
    event: entry.event,
    content: entry.content,
    document: entry.document,
    at: entry.at,
    prev: entry.prev,
    hash: entry.hash,
  });
  await tx.manager.query(`UPDATE ledger_head SET seq = $2, hash = $3 WHERE edition_id = $1`, [edition.id, seq, entry.hash]);
  await sealCheckpoint(tx.manager, { editionId: edition.id, edition: edition.code, seq, hash: entry.hash, frontier: head.frontier }, key);
  Object.assign(agreement, { state: 'registered', number: entry.number, registeredAt: at });
  await tx.manager.save(agreement);
  await tx.audit('agreement.register', agreement.id, { number: entry.number, hash: entry.hash });
  await tx.emit(agreementRegistered, { agreementId: agreement.id, editionId: edition.id, number: entry.number });
}

async function lockHead(tx: Transaction, editionId: string): Promise<{ seq: number; hash: string; frontier: Frontier | null }> {
  await tx.manager.query(`INSERT INTO ledger_head (edition_id, seq, hash) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING`, [editionId, GENESIS]);
  const [head] = await tx.manager.query<{ seq: number; hash: string; frontier: Frontier | null }[]>(
    `SELECT seq, hash, frontier FROM ledger_head WHERE edition_id = $1 FOR UPDATE`,
    [editionId],
  );
  return head as { seq: number; hash: string; frontier: Frontier | null };
}
