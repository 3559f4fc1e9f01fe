import type { DraftSession } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all } from '../../platform/index.ts';

interface Row extends Omit<DraftSession, 'startsAt' | 'published'> {
  startsAt: Date | null;
  publishedRoomId: string | null;
  publishedStartsAt: Date | null;
}

/** Sessions of a workspace, by code; with `ids`, only those. */
export async function draftSessions(
  manager: EntityManager,
  editionId: string,
  ids?: string[],
): Promise<DraftSession[]> {
  const rows = await all<Row>(manager)`
    SELECT d.id, d.code, d.kind, d.title_zh AS "titleZh", d.title_en AS "titleEn", d.track, d.field, d.city,
      d.minutes, d.expected, d.needs,
      (SELECT count(*)::int FROM draft_pitch p WHERE p.session_id = d.id) AS "pitchCount",
      d.room_id AS "roomId", d.starts_at AS "startsAt", d.locked, d.revision,
      ((s.state <> 'scheduled') OR (s.starts_at <= now() AND s.cancelled_at IS NULL)) IS TRUE AS begun,
      CASE WHEN s.cancelled_at IS NULL THEN s.room_id END AS "publishedRoomId",
      CASE WHEN s.cancelled_at IS NULL THEN s.starts_at END AS "publishedStartsAt"
    FROM draft_session d LEFT JOIN session s ON s.id = d.id
    WHERE d.edition_id = ${editionId} AND (${ids}::uuid[] IS NULL OR d.id = ANY(${ids}))
    ORDER BY d.code
  `;
  return rows.map(({ publishedRoomId, publishedStartsAt, ...row }) => ({
    ...row,
    startsAt: row.startsAt?.toISOString() ?? null,
    published:
      publishedRoomId && publishedStartsAt
        ? { roomId: publishedRoomId, startsAt: publishedStartsAt.toISOString() }
        : null,
  }));
}
