import type { Room, SessionCard } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, sql } from '../../platform/index.ts';

export interface SessionFilter {
  editionId?: string;
  id?: string;
  /** Sessions that start in [from, until). */
  from?: Date;
  until?: Date;
  state?: SessionCard['state'];
  track?: string;
  field?: string;
  /** Sessions where at least one pitch comes from this city. */
  city?: string;
  limit?: number;
}

interface Row extends Omit<SessionCard, 'startsAt' | 'endsAt'> {
  startsAt: Date;
  endsAt: Date;
  room: Room;
}

/** Sessions with their room and stage state, by start time then room. */
export async function sessionCards(
  manager: EntityManager,
  filter: SessionFilter,
): Promise<(SessionCard & { room: Room })[]> {
  const rows = await all<Row>(manager)`
    SELECT s.id, s.code, s.kind, s.title_zh AS "titleZh", s.title_en AS "titleEn", s.track, s.field, s.city,
      s.room_id AS "roomId", s.starts_at AS "startsAt", s.ends_at AS "endsAt",
      (SELECT count(*)::int FROM pitch p WHERE p.session_id = s.id) AS "pitchCount",
      s.state, s.cancelled_at IS NOT NULL AS cancelled, ${ROOM_JSON} AS room
    FROM session s
    JOIN room r ON r.id = s.room_id
    WHERE (${filter.editionId}::uuid IS NULL OR s.edition_id = ${filter.editionId})
      AND (CASE WHEN ${filter.id}::uuid IS NULL THEN s.cancelled_at IS NULL ELSE s.id = ${filter.id} END)
      AND (${filter.from}::timestamptz IS NULL OR s.starts_at >= ${filter.from})
      AND (${filter.until}::timestamptz IS NULL OR s.starts_at < ${filter.until})
      AND (${filter.state}::text IS NULL OR s.state = ${filter.state})
      AND (${filter.track}::text IS NULL OR s.track = ${filter.track})
      AND (${filter.field}::text IS NULL OR s.field = ${filter.field})
      AND (${filter.city}::text IS NULL OR EXISTS (
        SELECT 1 FROM pitch p
        JOIN project j ON j.id = p.project_id
        WHERE p.session_id = s.id AND j.city = ${filter.city}))
    ORDER BY s.starts_at, r.position
    LIMIT ${filter.limit ?? 200}
  `;
  return rows.map((row) => ({ ...row, startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() }));
}

export const ROOM_JSON = sql`
  json_build_object('id', r.id, 'venueZh', r.venue_zh, 'venueEn', r.venue_en,
    'nameZh', r.name_zh, 'nameEn', r.name_en, 'mode', r.mode, 'seats', r.seats)
`;

/** Splits what the programme shows as a block from the room it stands in. */
export function cardOf({ room: _room, ...card }: SessionCard & { room: Room }): SessionCard {
  return card;
}
