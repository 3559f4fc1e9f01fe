import type { AgreementSource, Verification, Wall, WallSlip } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';

const NEWEST = 12;

type Row = Omit<WallSlip, 'registeredAt'> & { registeredAt: Date; source: AgreementSource; edition: Verification['edition'] };

const SELECT = `SELECT a.number, a.kind, a.title, a.city, a.source, a.registered_at AS "registeredAt",
    CASE WHEN a.amount_public THEN a.amount_fen END AS "amountFen",
    (SELECT json_agg(p.organisation ORDER BY p.position) FROM agreement_party p WHERE p.agreement_id = a.id) AS parties,
    json_build_object('code', e.code, 'nameZh', e.name_zh, 'nameEn', e.name_en, 'timeZone', e.time_zone, 'demo', e.demo) AS edition
  FROM agreement a JOIN edition e ON e.id = a.edition_id WHERE a.state = 'registered'`;

/** A registered agreement as the public sees it, with its source and edition; null when there is none with this number. */
export async function wallSlip(manager: EntityManager, number: string): Promise<Omit<Verification, 'entry'> | null> {
  const [row] = await manager.query<Row[]>(`${SELECT} AND a.number = $1`, [number]);
  return row ? { slip: slipOf(row), source: row.source, edition: row.edition } : null;
}

/** Count, public amount and the newest slips of one edition. */
export async function wallOf(manager: EntityManager, edition: { id: string; nameZh: string; nameEn: string }): Promise<Wall> {
  const [totals, byCity, rows] = await Promise.all([
    wallTotals(manager, edition.id),
    manager.query<Wall['byCity']>(
      `SELECT city, count(*)::int AS count FROM agreement WHERE edition_id = $1 AND state = 'registered' AND city IS NOT NULL GROUP BY city ORDER BY 2 DESC, 1`,
      [edition.id],
    ),
    manager.query<Row[]>(`${SELECT} AND a.edition_id = $1 ORDER BY a.registered_at DESC, a.number DESC LIMIT $2`, [edition.id, NEWEST]),
  ]);
  return {
    editionId: edition.id,
    editionNameZh: edition.nameZh,
    editionNameEn: edition.nameEn,
    ...totals,
    byCity,
    newest: rows.map(slipOf),
  };
}

/** How many agreements an edition has registered, and what the public ones are worth in fen. */
export async function wallTotals(manager: EntityManager, editionId: string): Promise<{ count: number; amountFen: number }> {
  const [row] = await manager.query<{ count: number; amountFen: number }[]>(
    `SELECT count(*)::int AS count, coalesce(sum(amount_fen) FILTER (WHERE amount_public), 0)::bigint AS "amountFen"
       FROM agreement WHERE edition_id = $1 AND state = 'registered'`,
    [editionId],
  );
  return row as { count: number; amountFen: number };
}

function slipOf({ source: _source, edition: _edition, registeredAt, ...slip }: Row): WallSlip {
  return { ...slip, registeredAt: registeredAt.toISOString() };
}
