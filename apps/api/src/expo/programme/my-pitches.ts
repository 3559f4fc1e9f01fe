import type { MyPitch } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all } from '../../platform/index.ts';
import { PITCH_AT } from '../queries/pitch-at.ts';

const MAX_PITCHES = 20;

/** The pitches of a person's projects by the published programmes: those to come by time, then the latest that were. */
export async function myPitches(manager: EntityManager, personId: string): Promise<MyPitch[]> {
  const rows = await all<Omit<MyPitch, 'pitchAt'> & { pitchAt: Date }>(manager)`
    SELECT t.id, t.position, t.minutes, t.begun, ${PITCH_AT} AS "pitchAt", e.time_zone AS "timeZone",
      json_build_object('id', j.id, 'titleZh', j.title_zh, 'titleEn', j.title_en,
        'hasDeck', j.deck_sha256 IS NOT NULL) AS project,
      json_build_object('id', s.id, 'titleZh', s.title_zh, 'titleEn', s.title_en, 'state', s.state,
        'over', s.state = 'ended' OR s.ends_at <= now()) AS session,
      json_build_object('nameZh', r.name_zh, 'nameEn', r.name_en, 'venueZh', r.venue_zh, 'venueEn', r.venue_en,
        'mode', r.mode) AS room
    FROM pitch t
    JOIN session s ON s.id = t.session_id
    JOIN room r ON r.id = s.room_id
    JOIN edition e ON e.id = s.edition_id
    JOIN project j ON j.id = t.project_id
    WHERE j.owner_id = ${personId} AND s.cancelled_at IS NULL
    ORDER BY t.begun OR s.state = 'ended' OR s.ends_at <= now(), abs(extract(epoch FROM ${PITCH_AT} - now())), t.id
    LIMIT ${MAX_PITCHES}
  `;
  return rows.map((row) => ({ ...row, pitchAt: row.pitchAt.toISOString() }));
}
