import type { Transaction } from '../../platform/index.ts';
import type { Agreement } from '../agreement/agreement.entity.ts';
import type { AgreementParty } from '../agreement/agreement-party.entity.ts';
import { moveAgreement, type AgreementMove } from '../agreement/agreement-states.ts';

/** Takes an agreement back to draft: document and signatures of this round fall, their evidence stays. */
export async function backToDraft(
  tx: Transaction,
  agreement: Agreement,
  parties: AgreementParty[],
  move: AgreementMove,
  by: { personId: string | null; reason?: string },
): Promise<void> {
  Object.assign(agreement, { documentSha256: null, documentType: null, submittedBy: null });
  for (const party of parties)
    Object.assign(party, { signedAt: null, signedVersion: null, signedSha256: null, signature: null });
  await tx.manager.save(parties);
  await moveAgreement(tx, agreement, move, by);
}
