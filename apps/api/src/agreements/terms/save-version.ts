import { exec, type Transaction } from '../../platform/index.ts';
import { assertDrawable } from '../documents/assert-drawable.ts';
import type { Agreement } from '../agreement/agreement.entity.ts';
import type { AgreementParty } from '../agreement/agreement-party.entity.ts';

/**
 * Keeps the terms and parties of the present version, for the history and its differences.
 * @throws ProblemError 422 `drawable` when its document could not be printed
 */
export async function saveVersion(
  tx: Transaction,
  agreement: Agreement,
  parties: Pick<AgreementParty, 'name' | 'organisation'>[],
  personId: string,
): Promise<void> {
  assertDrawable(textsOf(agreement, parties));
  const { kind, title, amountFen, termMonths, terms, amountPublic, partiesPublic, details } = agreement;
  await exec(tx)`
    INSERT INTO agreement_version (agreement_id, version, terms, parties, person_id)
    VALUES (${agreement.id}, ${agreement.version},
      ${JSON.stringify({ kind, title, amountFen, termMonths, terms, amountPublic, partiesPublic, details })},
      ${JSON.stringify(parties.map(({ name, organisation }) => ({ name, organisation })))}, ${personId})
  `;
}

function textsOf(
  { title, terms, details }: Agreement,
  parties: Pick<AgreementParty, 'name' | 'organisation'>[],
): Record<string, string> {
  const { payments = [], milestones = [], territory = '', otherTerms = '' } = details as Partial<Agreement['details']>;
  return {
    '/title': title,
    '/terms': terms,
    '/details/territory': territory,
    '/details/otherTerms': otherTerms,
    ...Object.fromEntries(payments.map((payment, index) => [`/details/payments/${index}/title`, payment.title])),
    ...Object.fromEntries(
      milestones.map((milestone, index) => [`/details/milestones/${index}/title`, milestone.title]),
    ),
    ...Object.fromEntries(
      parties.map(({ name, organisation }, index) => [`/parties/${index}`, `${organisation} ${name}`]),
    ),
  };
}
