import type { AgreementDetails, AgreementPage, Agreement as AgreementView } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
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

const SELECT = `SELECT a.id, a.meeting_id AS "meetingId", a.state, a.source, a.version, a.kind, a.title, a.amount_fen AS "amountFen",
    a.amount_public AS "amountPublic", a.parties_public AS "partiesPublic", a.term_months AS "termMonths", a.terms, a.details,
    a.signing_order AS "order", a.sign_by AS "signBy", a.document_sha256 AS "documentSha256", a.sealed_sha256 AS "sealedSha256",
    a.number, a.registered_at AS "registeredAt", e.time_zone AS "timeZone",
    (SELECT r.number FROM agreement r WHERE r.id = a.replaces) AS replaces,
    (SELECT n.number FROM agreement n WHERE n.replaces = a.id AND n.number IS NOT NULL) AS "replacedBy",
    (SELECT l.hash FROM ledger_entry l WHERE l.agreement_id = a.id AND l.event IN ('registered','amended','corrected')) AS "ledgerHash",
    (SELECT json_agg(json_build_object('position', position, 'personId', person_id, 'name', name, 'organisation', organisation,
       'approved', EXISTS (SELECT 1 FROM agreement_consent c WHERE c.agreement_id = a.id AND c.action = 'approve' AND c.version = a.version AND c.person_id = p.person_id),
       'signedAt', to_char(signed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'signature', signature) ORDER BY position)
       FROM agreement_party p WHERE p.agreement_id = a.id) AS parties,
    CASE WHEN a.state = 'registered' THEN
      (SELECT json_build_object('action', action, 'reason', coalesce(min(reason), ''), 'by', json_agg(person_id ORDER BY at))
         FROM agreement_consent c WHERE c.agreement_id = a.id AND c.action <> 'approve' GROUP BY action LIMIT 1) END AS asked
  FROM agreement a JOIN expo_edition e ON e.id = a.edition_id`;

/** An agreement for a party to it or, on paper, for the deal desk; null for everybody else. */
export async function agreementFor(
  manager: EntityManager,
  id: string,
  reader: Pick<PersonActor, 'id' | 'roles'>,
): Promise<AgreementView | null> {
  const [row] = await manager.query<Row[]>(`${SELECT} WHERE a.id = $1`, [id]);
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
  const rows = await manager.query<Row[]>(
    `${SELECT} WHERE a.meeting_id = $1 AND EXISTS (SELECT 1 FROM agreement_party p WHERE p.agreement_id = a.id AND p.person_id = $2) ORDER BY a.id LIMIT 50`,
    [meetingId, personId],
  );
  return rows.map(view);
}

/** One page of the agreements a person is party to, newest first. */
export async function agreementsOf(
  manager: EntityManager,
  personId: string,
  query: { cursor?: string; limit: number },
): Promise<AgreementPage> {
  const own = `EXISTS (SELECT 1 FROM agreement_party p WHERE p.agreement_id = a.id AND p.person_id = $1)`;
  const rows = await manager.query<Row[]>(
    `${SELECT} WHERE ${own} AND ($2::uuid IS NULL OR a.id < $2) ORDER BY a.id DESC LIMIT $3`,
    [personId, query.cursor ?? null, query.limit + 1],
  );
  const [count] = await manager.query<{ total: number }[]>(
    `SELECT count(*)::int AS total FROM agreement_party WHERE person_id = $1`,
    [personId],
  );
  const items = rows.slice(0, query.limit).map(view);
  return { items, total: count?.total ?? 0, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

/** The number of an agreement, or null while it has none. */
export async function numberOf(manager: EntityManager, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const [row] = await manager.query<{ number: string | null }[]>(`SELECT number FROM agreement WHERE id = $1`, [id]);
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
