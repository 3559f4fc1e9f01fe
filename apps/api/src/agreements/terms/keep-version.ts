import type { EntityManager } from 'typeorm';
import type { Agreement } from './agreement.entity.ts';
import type { AgreementParty } from './agreement-party.entity.ts';

/** Keeps the terms and parties of the present version, for the history and its differences. */
export async function keepVersion(manager: EntityManager, agreement: Agreement, parties: Pick<AgreementParty, 'name' | 'organisation'>[], personId: string): Promise<void> {
  const { kind, title, amountFen, termMonths, terms, amountPublic, partiesPublic, details } = agreement;
  await manager.query(`INSERT INTO agreement_version (agreement_id, version, terms, parties, person_id) VALUES ($1, $2, $3, $4, $5)`, [
    agreement.id,
    agreement.version,
    JSON.stringify({ kind, title, amountFen, termMonths, terms, amountPublic, partiesPublic, details }),
    JSON.stringify(parties.map(({ name, organisation }) => ({ name, organisation }))),
    personId,
  ]);
}
