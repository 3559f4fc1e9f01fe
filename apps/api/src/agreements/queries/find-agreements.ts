import type { EntityManager } from 'typeorm';
import { all } from '../../platform/index.ts';
import { COUNTED_AGREEMENTS } from './counted-agreements.ts';

export interface FoundAgreement {
  number: string;
  title: string;
  /** Null while they keep it to themselves. */
  parties: string[] | null;
}

/** Registered agreements by number, title or a party that is public; the newest first. */
export function findAgreements(manager: EntityManager, typed: string, limit: number): Promise<FoundAgreement[]> {
  return all<FoundAgreement>(manager)`
    SELECT a.number, a.title,
      CASE WHEN a.parties_public THEN (SELECT array_agg(p.organisation ORDER BY p.position) FROM agreement_party p
        WHERE p.agreement_id = a.id) END AS parties
    FROM agreement a
    WHERE ${COUNTED_AGREEMENTS} AND a.id IN (
      SELECT n.id FROM agreement n
      WHERE n.number IS NOT NULL AND search_terms(n.title, n.number) @@ search_query(${typed}, 'partial')
      UNION
      SELECT p.agreement_id FROM agreement_party p JOIN agreement b ON b.id = p.agreement_id
      WHERE b.parties_public AND search_terms(p.organisation, '') @@ search_query(${typed}, 'partial'))
    ORDER BY a.registered_at DESC, a.number DESC
    LIMIT ${limit}
  `;
}
