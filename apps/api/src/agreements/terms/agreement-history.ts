import type { AgreementHistory, AgreementStep, AgreementVersion, SignatureEvidence } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';

type Dated<T> = Omit<T, 'at'> & { at: Date };
const instant = <T extends { at: Date }>(rows: T[]) => rows.map((row) => ({ ...row, at: row.at.toISOString() }));

/** What is kept of an agreement for its parties: steps, versions, evidence of signatures, ledger entries; oldest first. */
export async function agreementHistory(manager: EntityManager, id: string): Promise<AgreementHistory> {
  const steps = await manager.query<Dated<AgreementStep>[]>(
    `SELECT s.action, s.from_state AS "from", s.to_state AS "to", p.name AS by, s.at, s.reason, s.version
       FROM agreement_step s LEFT JOIN accounts_person p ON p.id = s.person_id WHERE s.agreement_id = $1 ORDER BY s.id LIMIT 500`,
    [id],
  );
  const versions = await manager.query<Dated<AgreementVersion>[]>(
    `SELECT v.version, v.terms, v.parties, p.name AS by, v.at FROM agreement_version v JOIN accounts_person p ON p.id = v.person_id WHERE v.agreement_id = $1 ORDER BY v.version LIMIT 200`,
    [id],
  );
  const entries = await manager.query<AgreementHistory['entries']>(
    `SELECT event, number, at, hash FROM ledger_entry WHERE agreement_id = $1 ORDER BY seq`,
    [id],
  );
  return { steps: instant(steps), versions: instant(versions), evidence: await evidenceOf(manager, id), entries };
}

/** Evidence of every signature ever put under an agreement, those of declined rounds included; oldest first. */
export async function evidenceOf(manager: EntityManager, id: string): Promise<SignatureEvidence[]> {
  const rows = await manager.query<Dated<SignatureEvidence>[]>(
    `SELECT position, person_id AS "personId", name, organisation, at, method, document_sha256 AS "documentSha256", version, address, user_agent AS "userAgent", signature
       FROM signature_evidence WHERE agreement_id = $1 ORDER BY id LIMIT 200`,
    [id],
  );
  return instant(rows);
}
