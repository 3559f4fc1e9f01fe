import type { AgreementSource, AgreementState, Verification, Wall, WallSlip, WallTotals } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, maybeOne, one, sql } from '../../platform/index.ts';
import { agreementFigures } from '../queries/agreement-figures.ts';
import { COUNTED_AGREEMENTS } from '../queries/counted-agreements.ts';
import { screenOf } from '../ceremony/ceremony-views.ts';

const NEWEST = 12;
/** With fewer, the last edition's stand beside this one's. */
const FEW = 6;

type Row = Omit<WallSlip, 'registeredAt'> & {
  registeredAt: Date;
  state: AgreementState;
  source: AgreementSource;
  edition: Verification['edition'];
  replaces: string | null;
  replacedBy: string | null;
};

const SELECT = sql`
  SELECT a.number, a.kind, a.title, a.city, a.track, a.state, a.source, a.registered_at AS "registeredAt",
    CASE WHEN a.amount_public THEN a.amount_fen END AS "amountFen",
    CASE WHEN a.parties_public THEN
    (SELECT json_agg(p.organisation ORDER BY p.position) FROM agreement_party p WHERE p.agreement_id = a.id)
    END AS parties,
    (SELECT r.number FROM agreement r WHERE r.id = a.replaces) AS replaces,
    (SELECT n.number FROM agreement n WHERE n.replaces = a.id AND n.number IS NOT NULL) AS "replacedBy",
    json_build_object('code', e.code, 'nameZh', e.name_zh, 'nameEn', e.name_en, 'timeZone', e.time_zone,
      'demo', e.demo) AS edition
  FROM agreement a
  JOIN expo_edition e ON e.id = a.edition_id
  WHERE a.number IS NOT NULL AND a.registered_at IS NOT NULL
`;

/**
 * A registered agreement as the public sees it, with its state, source and edition; null when there is none with this
 * number.
 */
export async function wallSlip(manager: EntityManager, number: string): Promise<Omit<Verification, 'entry'> | null> {
  const row = await maybeOne<Row>(manager)`${SELECT} AND a.number = ${number}`;
  if (!row) return null;
  const { state, source, edition, replaces, replacedBy } = row;
  return { slip: slipOf(row), state, source, edition, replaces, replacedBy };
}

/** Count, public amount and the newest slips of one edition, and what the big screens show. */
export async function wallOf(
  manager: EntityManager,
  edition: { id: string; nameZh: string; nameEn: string },
): Promise<Wall> {
  const [totals, newest, screen] = await Promise.all([
    wallTotals(manager, edition.id),
    newestSlips(manager, edition.id, NEWEST),
    screenOf(manager, edition.id),
  ]);
  return {
    editionId: edition.id,
    editionNameZh: edition.nameZh,
    editionNameEn: edition.nameEn,
    ...totals,
    newest,
    previous: newest.length < FEW ? await previousOf(manager, edition.id) : null,
    screen,
  };
}

/** The newest agreements of the last edition before this one that had any. */
async function previousOf(manager: EntityManager, editionId: string): Promise<Wall['previous']> {
  const previous = await maybeOne<{ id: string; nameZh: string; nameEn: string }>(manager)`
    SELECT e.id, e.name_zh AS "nameZh", e.name_en AS "nameEn"
    FROM expo_edition e
    WHERE e.starts_on < (SELECT starts_on FROM expo_edition WHERE id = ${editionId})
      AND EXISTS (SELECT 1 FROM agreement a WHERE a.edition_id = e.id AND ${COUNTED_AGREEMENTS})
    ORDER BY e.starts_on DESC, e.id
    LIMIT 1
  `;
  if (!previous) return null;
  const { id, nameZh, nameEn } = previous;
  return { nameZh, nameEn, newest: await newestSlips(manager, id, FEW) };
}

/** The newest agreements of an edition that count, as the public sees them. */
export async function newestSlips(manager: EntityManager, editionId: string, limit: number): Promise<WallSlip[]> {
  const rows = await all<Row>(manager)`
    ${SELECT} AND ${COUNTED_AGREEMENTS} AND a.edition_id = ${editionId}
    ORDER BY a.registered_at DESC, a.number DESC
    LIMIT ${limit}
  `;
  return rows.map(slipOf);
}

/** How many agreements an edition has registered, what the public ones are worth in fen, and how they spread. */
export async function wallTotals(manager: EntityManager, editionId: string): Promise<WallTotals> {
  const counted = sql`
    FROM agreement a
    JOIN expo_edition e ON e.id = a.edition_id
    WHERE a.edition_id = ${editionId} AND ${COUNTED_AGREEMENTS}
  `;
  const day = sql`(a.registered_at AT TIME ZONE e.time_zone)::date`;
  const [figures, spread] = await Promise.all([
    agreementFigures(manager, editionId),
    one<Omit<WallTotals, 'count' | 'amountFen'>>(manager)`
      SELECT
        (SELECT coalesce(json_agg(x ORDER BY x.count DESC, x.city), '[]') FROM (
          SELECT a.city, count(*)::int AS count ${counted} AND a.city IS NOT NULL GROUP BY a.city) x) AS "byCity",
        (SELECT coalesce(json_agg(x ORDER BY x.track), '[]') FROM (
          SELECT a.track, count(*)::int AS count ${counted} AND a.track IS NOT NULL GROUP BY a.track) x) AS "byTrack",
        (SELECT coalesce(json_agg(x ORDER BY x.hour), '[]') FROM (
          SELECT extract(hour FROM a.registered_at AT TIME ZONE e.time_zone)::int AS hour, count(*)::int AS count
            ${counted} AND ${day} = (
              SELECT max((b.registered_at AT TIME ZONE e.time_zone)::date)
              FROM agreement b
              WHERE b.edition_id = ${editionId})
          GROUP BY 1) x) AS "byHour"
    `,
  ]);
  return { ...figures, ...spread };
}

function slipOf({ number, kind, title, parties, amountFen, city, track, registeredAt }: Row): WallSlip {
  return { number, kind, title, parties, amountFen, city, track, registeredAt: registeredAt.toISOString() };
}
