import type { AgreementHistory, AgreementStep, AgreementVersion, SignatureEvidence } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all } from '../../platform/index.ts';

type Dated<T> = Omit<T, 'at'> & { at: Date };
const instant = <T extends { at: Date }>(rows: T[]) => rows.map((row) => ({ ...row, at: row.at.toISOString() }));

/**
 * What is kept of an agreement for its parties: steps, versions, evidence of signatures, ledger entries; oldest first.
 */
export async function agreementHistory(manager: EntityManager, id: string): Promise<AgreementHistory> {
  const steps = await all<Dated<AgreementStep>>(manager)`
    SELECT s.action, s.from_state AS "from", s.to_state AS "to", p.name AS by, s.at, s.reason, s.version
    FROM agreement_step s
    LEFT JOIN accounts_person p ON p.id = s.person_id
    WHERE s.agreement_id = ${id}
    ORDER BY s.id
    LIMIT 500
  `;
  const versions = await all<Dated<AgreementVersion>>(manager)`
    SELECT v.version, v.terms, v.parties, p.name AS by, v.at
    FROM agreement_version v
    JOIN accounts_person p ON p.id = v.person_id
    WHERE v.agreement_id = ${id}
    ORDER BY v.version
    LIMIT 200
  `;
  const entries = await all<AgreementHistory['entries'][number]>(manager)`
    SELECT event, number, at, hash FROM ledger_entry WHERE agreement_id = ${id} ORDER BY seq
  `;
  return { steps: instant(steps), versions: instant(versions), evidence: await evidenceOf(manager, id), entries };
}

/** Evidence of every signature ever put under an agreement, those of declined rounds included; oldest first. */
export async function evidenceOf(manager: EntityManager, id: string): Promise<SignatureEvidence[]> {
  const rows = await all<Dated<SignatureEvidence>>(manager)`
    SELECT position, person_id AS "personId", name, organisation, at, method, document_sha256 AS "documentSha256",
      version, address, user_agent AS "userAgent", signature
    FROM signature_evidence WHERE agreement_id = ${id} ORDER BY id LIMIT 200
  `;
  return instant(rows);
}
