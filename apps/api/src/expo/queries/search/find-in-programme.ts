import type { EntityManager } from 'typeorm';
import { all } from '../../../platform/index.ts';

export interface FoundSession {
  id: string;
  titleZh: string;
  titleEn: string;
  startsAt: Date;
  roomZh: string;
  roomEn: string;
}

/** Sessions of the published programme by title or code; those that are not over come first. */
export function findSessions(
  manager: EntityManager,
  editionId: string,
  typed: string,
  limit: number,
): Promise<FoundSession[]> {
  return all<FoundSession>(manager)`
    SELECT s.id, s.title_zh AS "titleZh", s.title_en AS "titleEn", s.starts_at AS "startsAt", r.name_zh AS "roomZh",
      r.name_en AS "roomEn"
    FROM session s
    JOIN room r ON r.id = s.room_id
    WHERE s.edition_id = ${editionId} AND s.cancelled_at IS NULL
      AND search_terms(s.title_zh || ' ' || s.code, s.title_en) @@ search_query(${typed}, 'partial')
    ORDER BY s.state = 'ended', s.starts_at, s.code
    LIMIT ${limit}
  `;
}

export interface FoundRoom {
  id: string;
  nameZh: string;
  nameEn: string;
  venueZh: string;
  venueEn: string;
  /** What is on there, or comes next. */
  session: { id: string; titleZh: string; titleEn: string } | null;
}

/** Rooms by their name or venue's. */
export function findRooms(
  manager: EntityManager,
  editionId: string,
  typed: string,
  limit: number,
): Promise<FoundRoom[]> {
  return all<FoundRoom>(manager)`
    SELECT r.id, r.name_zh AS "nameZh", r.name_en AS "nameEn", r.venue_zh AS "venueZh", r.venue_en AS "venueEn",
      (SELECT json_build_object('id', s.id, 'titleZh', s.title_zh, 'titleEn', s.title_en)
        FROM session s
        WHERE s.room_id = r.id AND s.cancelled_at IS NULL AND s.state <> 'ended'
        ORDER BY s.state = 'live' DESC, s.ends_at < now(), s.starts_at
        LIMIT 1) AS session
    FROM room r
    WHERE r.edition_id = ${editionId}
      AND search_terms(r.venue_zh || ' ' || r.name_zh, r.venue_en || ' ' || r.name_en)
        @@ search_query(${typed}, 'partial')
    ORDER BY r.position
    LIMIT ${limit}
  `;
}
