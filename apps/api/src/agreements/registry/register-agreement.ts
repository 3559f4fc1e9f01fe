import { canonicalJson, commitTo, sha256Hex, type LedgerKey } from '@everexpo/ledger';
import { ProblemError, type Transaction } from '../../platform/index.ts';
import { agreementRegistered } from '../agreements.events.ts';
import { Agreement } from '../agreement/agreement.entity.ts';
import { evidenceOf } from '../agreement/agreement-history.ts';
import type { AgreementParty } from '../agreement/agreement-party.entity.ts';
import { moveAgreement } from '../agreement/agreement-states.ts';
import { appendEntry } from './ledger/append-entry.ts';
import { committedTerms } from './committed-terms.ts';

/**
 * Gives an agreement its number and its place in the edition's ledger, inside the caller's transaction. One that
 * amends or corrects another takes that one's place.
 * @throws ProblemError 409 `replaced_state` when the agreement to replace no longer stands
 */
export async function registerAgreement(
  tx: Transaction,
  key: LedgerKey,
  agreement: Agreement,
  parties: AgreementParty[],
): Promise<void> {
  const replaced = await lockReplaced(tx, agreement);
  const entry = await appendEntry(tx, key, {
    editionId: agreement.editionId,
    event: replaced ? (agreement.source === 'paper' ? 'corrected' : 'amended') : 'registered',
    agreementId: agreement.id,
    number: null,
    refers: replaced?.number ?? null,
    signed: agreement.source === 'screen' ? agreement.documentSha256 : null,
    content: await commitTo(await contentOf(tx, agreement, parties), agreement.salt),
    document: agreement.sealedSha256 ?? (agreement.documentSha256 as string),
  });
  if (replaced)
    await moveAgreement(tx, replaced, 'amend', { personId: null, reason: agreement.replacesReason ?? undefined });
  Object.assign(agreement, { number: entry.number, registeredAt: new Date(entry.at) });
  await moveAgreement(tx, agreement, 'register', { personId: agreement.verifiedBy });
  await tx.audit('agreement.register', agreement.id, {
    number: entry.number,
    hash: entry.hash,
    refers: replaced?.number ?? null,
  });
  await tx.emit(agreementRegistered, {
    agreementId: agreement.id,
    editionId: agreement.editionId,
    number: entry.number,
  });
}

/** The terms and, where people signed on screen, the digest of the evidence of their signatures. */
async function contentOf(
  tx: Transaction,
  agreement: Agreement,
  parties: AgreementParty[],
): Promise<Record<string, unknown>> {
  const terms = committedTerms(agreement, parties);
  const evidence = await evidenceOf(tx.manager, agreement.id);
  return evidence.length === 0 ? terms : { ...terms, evidenceSha256: await sha256Hex(canonicalJson(evidence)) };
}

async function lockReplaced(tx: Transaction, { replaces }: Agreement): Promise<Agreement | null> {
  if (replaces === null) return null;
  const replaced = await tx.manager.findOneOrFail(Agreement, {
    where: { id: replaces },
    lock: { mode: 'pessimistic_write' },
  });
  if (replaced.state !== 'registered')
    throw new ProblemError('replaced_state', { state: replaced.state, agreement: replaced.number ?? replaced.title });
  return replaced;
}
