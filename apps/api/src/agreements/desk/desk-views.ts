import type { DeskEntry, DeskPage, PartyNames } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, maybeOne, one, pageOf, sql } from '../../platform/index.ts';

interface Row extends Omit<DeskEntry, 'createdAt'> {
  createdAt: Date;
}

/** On paper, with what the desk enters of it. */
const PAPER = sql`
  a.source = 'paper' AND a.city IS NOT NULL AND a.track IS NOT NULL
    AND a.document_type IS NOT NULL AND a.document_sha256 IS NOT NULL
`;

export const DESK_SELECT = sql`
  SELECT a.id, a.source, a.state, a.version, a.kind, a.title, a.amount_fen AS "amountFen", a.city, a.track,
    a.signed_on::text AS "signedOn",
    (SELECT json_agg(p.organisation ORDER BY p.position) FROM agreement_party p
      WHERE p.agreement_id = a.id) AS parties,
    json_build_object('id', l.id, 'name', l.name) AS "loggedBy", v.name AS "verifiedBy", a.number,
    a.document_type AS "documentType",
    a.document_sha256 AS "documentSha256", r.number AS corrects, a.created_at AS "createdAt"
  FROM agreement a
  JOIN accounts_person l ON l.id = a.created_by
  LEFT JOIN accounts_person v ON v.id = a.verified_by
  LEFT JOIN agreement r ON r.id = a.replaces
  WHERE ${PAPER}
`;

export const deskEntry = (row: Row): DeskEntry => ({ ...row, createdAt: row.createdAt.toISOString() });
export type DeskRow = Row;

export async function deskEntryOf(manager: EntityManager, id: string): Promise<DeskEntry | null> {
  const row = await maybeOne<Row>(manager)`${DESK_SELECT} AND a.id = ${id}`;
  return row ? deskEntry(row) : null;
}

/** One page of an edition's paper agreements, newest first. */
export async function deskPage(
  manager: EntityManager,
  editionId: string,
  query: { state?: string; cursor?: string; limit: number },
): Promise<DeskPage> {
  const filter = sql`a.edition_id = ${editionId} AND (${query.state}::text IS NULL OR a.state = ${query.state})`;
  const found = await all<Row>(manager)`
    ${DESK_SELECT} AND ${filter} AND (${query.cursor}::uuid IS NULL OR a.id < ${query.cursor})
    ORDER BY a.id DESC
    LIMIT ${query.limit + 1}
  `;
  const { total } = await one<{ total: number }>(manager)`
    SELECT count(*)::int AS total FROM agreement a WHERE ${PAPER} AND ${filter}
  `;
  const { rows, nextCursor } = pageOf(found, query.limit, ({ id }) => id);
  return { items: rows.map(deskEntry), total, nextCursor };
}

/** Organisations whose name comes close to what was typed, from the directory and from earlier papers. */
export async function partyNames(manager: EntityManager, typed: string): Promise<PartyNames> {
  const items = await all<PartyNames['items'][number]>(manager)`
    SELECT name, min(city) AS city FROM (
      SELECT o.name_zh AS name, o.city
      FROM accounts_organisation o
      WHERE o.name_zh ILIKE '%' || ${typed.replaceAll(/[\\%_]/g, (special) => `\\${special}`)} || '%'
        OR o.name_en ILIKE '%' || ${typed.replaceAll(/[\\%_]/g, (special) => `\\${special}`)} || '%'
      UNION ALL
      SELECT p.organisation, a.city
      FROM agreement_party p
      JOIN agreement a ON a.id = p.agreement_id
      WHERE a.source = 'paper'
        AND p.organisation ILIKE '%' || ${typed.replaceAll(/[\\%_]/g, (special) => `\\${special}`)} || '%'
        ) AS known
    GROUP BY name
    ORDER BY name ILIKE ${typed.replaceAll(/[\\%_]/g, (special) => `\\${special}`)} || '%' DESC, length(name), name
    LIMIT 8
  `;
  return { items };
}
