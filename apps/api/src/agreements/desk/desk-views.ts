import type { DeskEntry, DeskPage, PartyNames } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';

interface Row extends Omit<DeskEntry, 'createdAt'> {
  createdAt: Date;
}

export const DESK_SELECT = `SELECT a.id, a.source, a.state, a.version, a.kind, a.title, a.amount_fen AS "amountFen", a.city, a.track, a.signed_on::text AS "signedOn",
    (SELECT json_agg(p.organisation ORDER BY p.position) FROM agreement_party p WHERE p.agreement_id = a.id) AS parties,
    json_build_object('id', l.id, 'name', l.name) AS "loggedBy", v.name AS "verifiedBy", a.number, a.document_type AS "documentType",
    a.document_sha256 AS "documentSha256", r.number AS corrects, a.created_at AS "createdAt"
  FROM agreement a JOIN accounts_person l ON l.id = a.created_by LEFT JOIN accounts_person v ON v.id = a.verified_by LEFT JOIN agreement r ON r.id = a.replaces
  WHERE a.source = 'paper'`;

export const deskEntry = (row: Row): DeskEntry => ({ ...row, createdAt: row.createdAt.toISOString() });
export type DeskRow = Row;

export async function deskEntryOf(manager: EntityManager, id: string): Promise<DeskEntry | null> {
  const [row] = await manager.query<Row[]>(`${DESK_SELECT} AND a.id = $1`, [id]);
  return row ? deskEntry(row) : null;
}

/** One page of an edition's paper agreements, newest first. */
export async function deskPage(
  manager: EntityManager,
  editionId: string,
  query: { state?: string; cursor?: string; limit: number },
): Promise<DeskPage> {
  const filter = `a.edition_id = $1 AND ($2::text IS NULL OR a.state = $2)`;
  const rows = await manager.query<Row[]>(
    `${DESK_SELECT} AND ${filter} AND ($3::uuid IS NULL OR a.id < $3) ORDER BY a.id DESC LIMIT $4`,
    [editionId, query.state ?? null, query.cursor ?? null, query.limit + 1],
  );
  const [count] = await manager.query<{ total: number }[]>(
    `SELECT count(*)::int AS total FROM agreement a WHERE a.source = 'paper' AND ${filter}`,
    [editionId, query.state ?? null],
  );
  const items = rows.slice(0, query.limit).map(deskEntry);
  return { items, total: count?.total ?? 0, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

/** Organisations whose name comes close to what was typed, from the directory and from earlier papers. */
export async function partyNames(manager: EntityManager, typed: string): Promise<PartyNames> {
  const items = await manager.query<PartyNames['items']>(
    `SELECT name, min(city) AS city FROM (
       SELECT o.name_zh AS name, o.city FROM accounts_organisation o WHERE o.name_zh ILIKE '%' || $1 || '%' OR o.name_en ILIKE '%' || $1 || '%'
       UNION ALL
       SELECT p.organisation, a.city FROM agreement_party p JOIN agreement a ON a.id = p.agreement_id WHERE a.source = 'paper' AND p.organisation ILIKE '%' || $1 || '%'
     ) AS known GROUP BY name ORDER BY name ILIKE $1 || '%' DESC, length(name), name LIMIT 8`,
    [typed.replaceAll(/[\\%_]/g, (special) => `\\${special}`)],
  );
  return { items };
}
