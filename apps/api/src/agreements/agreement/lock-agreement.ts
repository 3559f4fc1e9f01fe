import type { EntityManager } from 'typeorm';
import { notFound } from '../../platform/index.ts';
import { Agreement } from './agreement.entity.ts';
import { AgreementParty } from './agreement-party.entity.ts';

/**
 * Locks an agreement for a change by one of its parties.
 * @throws ProblemError 404 for everybody else
 */
export async function lockForParty(
  manager: EntityManager,
  id: string,
  personId: string,
): Promise<{ agreement: Agreement; parties: AgreementParty[]; own: AgreementParty }> {
  const agreement = await manager.findOne(Agreement, { where: { id }, lock: { mode: 'pessimistic_write' } });
  const parties = await manager.find(AgreementParty, { where: { agreementId: id }, order: { position: 'ASC' } });
  const own = parties.find((party) => party.personId === personId);
  if (!agreement || !own) throw notFound('agreement');
  return { agreement, parties, own };
}
