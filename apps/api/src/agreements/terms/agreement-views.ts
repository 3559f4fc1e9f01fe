import type { Agreement as AgreementView, AgreementParty as PartyView } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import type { PersonActor } from '../../platform/index.ts';

interface Row extends Omit<AgreementView, 'registeredAt' | 'parties'> {
  registeredAt: Date | null;
  parties: PartyView[];
  createdBy: string;
}

/** An agreement for a party to it or, on paper, for the deal desk; null for everybody else. */
export async function agreementFor(manager: EntityManager, id: string, reader: PersonActor): Promise<AgreementView | null> {
  const row = await read(manager, id);
  if (!row) return null;
  const isParty = row.parties.some((party) => party.personId === reader.id);
  const isDesk = row.source === 'paper' && reader.roles.has('staff');
  return isParty || isDesk ? view(row) : null;
}

/** The agreements of one meeting, oldest first; the caller makes sure that the reader is a party. */
export async function agreementsOfMeeting(manager: EntityManager, meetingId: string): Promise<AgreementView[]> {
  const ids = await manager.query<{ id: string }[]>(`SELECT id FROM agreement WHERE meeting_id = $1 ORDER BY id LIMIT 50`, [meetingId]);
  const rows = await Promise.all(ids.map(({ id }) => read(manager, id)));
  return rows.flatMap((row) => (row ? [view(row)] : []));
}

async function read(manager: EntityManager, id: string): Promise<Row | undefined> {
  const [row] = await manager.query<Row[]>(
    `SELECT a.id, a.meeting_id AS "meetingId", a.state, a.source, a.version, a.kind, a.title, a.amount_fen AS "amountFen",
            a.amount_public AS "amountPublic", a.term_months AS "termMonths", a.terms, a.document_sha256 AS "documentSha256",
            a.number, a.registered_at AS "registeredAt", a.created_by AS "createdBy", e.time_zone AS "timeZone",
            (SELECT l.hash FROM ledger_entry l WHERE l.agreement_id = a.id) AS "ledgerHash",
            (SELECT json_agg(json_build_object('position', position, 'personId', person_id, 'name', name, 'organisation', organisation,
               'signedAt', to_char(signed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'signature', signature) ORDER BY position)
               FROM agreement_party p WHERE p.agreement_id = a.id) AS parties
       FROM agreement a JOIN edition e ON e.id = a.edition_id WHERE a.id = $1`,
    [id],
  );
  return row;
}

function view({ createdBy: _createdBy, ...row }: Row): AgreementView {
  return { ...row, registeredAt: row.registeredAt?.toISOString() ?? null };
}
