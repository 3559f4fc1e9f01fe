import { sql, type Sql } from '../../platform/index.ts';

/**
 * SQL that is true while the cause of an agreement's news `n` (person_id, news, detail) of the agreement `a` lasts:
 * what was asked has not been done, what was said is still so. News of what happened once and for all never ends.
 */
export const AGREEMENT_NEWS_HOLDS = sql`
  CASE n.news
    WHEN 'invited' THEN a.state IN ('draft','review','ready','partly_signed')
    WHEN 'changed' THEN a.state IN ('draft','review')
    WHEN 'declined' THEN a.state = 'draft'
    WHEN 'expired' THEN a.state = 'draft'
    WHEN 'to-review' THEN a.state = 'review' AND NOT EXISTS (
      SELECT 1 FROM agreement_consent c
      WHERE c.agreement_id = a.id AND c.action = 'approve' AND c.version = a.version AND c.person_id = n.person_id)
    WHEN 'to-sign' THEN ${waitsForSignature()}
    WHEN 'sign-soon' THEN ${waitsForSignature()}
    WHEN 'completion-asked' THEN ${waitsForConsent('complete')}
    WHEN 'termination-asked' THEN ${waitsForConsent('terminate')}
    WHEN 'milestone-soon' THEN ${hasOpenMilestone()}
    WHEN 'milestone-overdue' THEN ${hasOpenMilestone()}
    WHEN 'called-on-stage' THEN EXISTS (SELECT 1 FROM ceremony c WHERE c.current = a.id)
    ELSE true END
`;

function waitsForSignature(): Sql {
  return sql`a.state IN ('ready','partly_signed') AND EXISTS (
    SELECT 1 FROM agreement_party p WHERE p.agreement_id = a.id AND p.person_id = n.person_id AND p.signed_at IS NULL)`;
}

function waitsForConsent(ending: 'complete' | 'terminate'): Sql {
  return sql`a.state = 'registered'
    AND EXISTS (SELECT 1 FROM agreement_consent c WHERE c.agreement_id = a.id AND c.action = ${ending})
    AND NOT EXISTS (SELECT 1 FROM agreement_consent c
                     WHERE c.agreement_id = a.id AND c.action = ${ending} AND c.person_id = n.person_id)`;
}

/** The detail of such news is the milestone's title. */
function hasOpenMilestone(): Sql {
  return sql`a.state = 'registered' AND EXISTS (
    SELECT 1 FROM milestone o WHERE o.agreement_id = a.id AND o.title = n.detail AND o.done_at IS NULL)`;
}
