import type { AgreementDetails, AgreementPage, Agreement as AgreementView } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, maybeOne, one, pageOf, sql } from '../../platform/index.ts';
import type { PersonActor } from '../../platform/index.ts';

interface Row extends Omit<AgreementView, 'registeredAt' | 'signBy' | 'details'> {
  registeredAt: Date | null;
  signBy: Date | null;
  details: Partial<AgreementDetails>;
}

const NO_DETAILS: AgreementDetails = {
  ip: 'keeps-own',
  payments: [],
  milestones: [],
  exclusivity: null,
  territory: '',
  shareBasisPoints: null,
  otherTerms: '',
};

const SELECT = sql`
  SELECT a.id, a.meeting_id AS "meetingId", a.state, a.source, a.version, a.kind, a.title,
    a.amount_fen AS "amountFen", a.amount_public AS "amountPublic", a.parties_public AS "partiesPublic",
    a.term_months AS "termMonths", a.terms, a.details, a.signing_order AS "order", a.sign_by AS "signBy",
    a.document_sha256 AS "documentSha256", a.sealed_sha256 AS "sealedSha256",
    a.number, a.registered_at AS "registeredAt", e.time_zone AS "timeZone",
    (SELECT r.number FROM agreement r WHERE r.id = a.replaces) AS replaces,
    (SELECT n.number FROM agreement n WHERE n.replaces = a.id AND n.number IS NOT NULL) AS "replacedBy",
    (SELECT l.hash
      FROM ledger_entry l
      WHERE l.agreement_id = a.id AND l.event IN ('registered', 'amended', 'corrected')) AS "ledgerHash",
    (SELECT json_agg(json_build_object(
      'position', position,
      'personId', person_id,
      'name', name,
      'organisation', organisation,
      'approved', EXISTS (
        SELECT 1 FROM agreement_consent c
        WHERE c.agreement_id = a.id AND c.action = 'approve' AND c.version = a.version
          AND c.person_id = p.person_id),
      'signedAt', to_char(signed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'signature', signature) ORDER BY position)
      FROM agreement_party p
      WHERE p.agreement_id = a.id) AS parties,
    CASE WHEN a.state = 'registered' THEN
    (SELECT json_build_object(
      'action', action,
      'reason', coalesce(min(reason), ''),
      'by', json_agg(person_id ORDER BY at))
      FROM agreement_consent c
      WHERE c.agreement_id = a.id AND c.action <> 'approve'
      GROUP BY action
      LIMIT 1)
    END AS asked
  FROM agreement a
  JOIN expo_edition e ON e.id = a.edition_id
`;

/** An agreement for a party to it or, on paper, for the deal desk; null for everybody else. */
export async function agreementFor(
  manager: EntityManager,
  id: string,
  reader: Pick<PersonActor, 'id' | 'roles'>,
): Promise<AgreementView | null> {
  const row = await maybeOne<Row>(manager)`${SELECT} WHERE a.id = ${id}`;
  if (!row) return null;
  const isParty = row.parties.some((party) => party.personId === reader.id);
  const isDesk = row.source === 'paper' && reader.roles.has('staff');
  return isParty || isDesk ? view(row) : null;
}

/** The agreements of one meeting, oldest first; the caller makes sure that the reader is a party. */
export async function agreementsOfMeeting(
  manager: EntityManager,
  meetingId: string,
  personId: string,
): Promise<AgreementView[]> {
  const rows = await all<Row>(manager)`
    ${SELECT}
    WHERE a.meeting_id = ${meetingId} AND EXISTS (SELECT 1 FROM agreement_party p
      WHERE p.agreement_id = a.id AND p.person_id = ${personId})
    ORDER BY a.id
    LIMIT 50
  `;
  return rows.map(view);
}

/** One page of the agreements a person is party to, newest first. */
export async function agreementsOf(
  manager: EntityManager,
  personId: string,
  query: { cursor?: string; limit: number },
): Promise<AgreementPage> {
  const own = sql`EXISTS (SELECT 1 FROM agreement_party p WHERE p.agreement_id = a.id AND p.person_id = ${personId})`;
  const found = await all<Row>(manager)`
    ${SELECT}
    WHERE ${own} AND (${query.cursor}::uuid IS NULL OR a.id < ${query.cursor})
    ORDER BY a.id DESC
    LIMIT ${query.limit + 1}
  `;
  const { total } = await one<{ total: number }>(manager)`
    SELECT count(*)::int AS total FROM agreement_party WHERE person_id = ${personId}
  `;
  const { rows, nextCursor } = pageOf(found, query.limit, ({ id }) => id);
  return { items: rows.map(view), total, nextCursor };
}

/** The number of an agreement, or null while it has none. */
export async function numberOf(manager: EntityManager, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const row = await maybeOne<{ number: string | null }>(manager)`SELECT number FROM agreement WHERE id = ${id}`;
  return row?.number ?? null;
}

function view(row: Row): AgreementView {
  return {
    ...row,
    details: { ...NO_DETAILS, ...row.details },
    signBy: row.signBy?.toISOString() ?? null,
    registeredAt: row.registeredAt?.toISOString() ?? null,
  };
}
