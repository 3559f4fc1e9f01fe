import type { Room, SessionCard } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';

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
  const rows = await manager.query<Row[]>(
    `SELECT s.id, s.code, s.kind, s.title_zh AS "titleZh", s.title_en AS "titleEn", s.track, s.field, s.city,
            s.room_id AS "roomId", s.starts_at AS "startsAt", s.ends_at AS "endsAt",
            (SELECT count(*)::int FROM pitch p WHERE p.session_id = s.id) AS "pitchCount",
            s.state, s.cancelled_at IS NOT NULL AS cancelled, ${ROOM_JSON} AS room
       FROM session s JOIN room r ON r.id = s.room_id
      WHERE ($1::uuid IS NULL OR s.edition_id = $1) AND (CASE WHEN $2::uuid IS NULL THEN s.cancelled_at IS NULL ELSE s.id = $2 END)
        AND ($3::timestamptz IS NULL OR s.starts_at >= $3) AND ($4::timestamptz IS NULL OR s.starts_at < $4)
        AND ($5::text IS NULL OR s.state = $5)
        AND ($6::text IS NULL OR s.track = $6) AND ($7::text IS NULL OR s.field = $7)
        AND ($8::text IS NULL OR EXISTS (SELECT 1 FROM pitch p JOIN project j ON j.id = p.project_id WHERE p.session_id = s.id AND j.city = $8))
      ORDER BY s.starts_at, r.position LIMIT $9`,
    [
      filter.editionId,
      filter.id,
      filter.from,
      filter.until,
      filter.state,
      filter.track,
      filter.field,
      filter.city,
      filter.limit ?? 200,
    ].map((value) => value ?? null),
  );
  return rows.map((row) => ({ ...row, startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() }));
}

export const ROOM_JSON = `json_build_object('id', r.id, 'venueZh', r.venue_zh, 'venueEn', r.venue_en,
  'nameZh', r.name_zh, 'nameEn', r.name_en, 'mode', r.mode, 'seats', r.seats)`;

/** Splits what the programme shows as a block from the room it stands in. */
export function cardOf({ room: _room, ...card }: SessionCard & { room: Room }): SessionCard {
  return card;
}
