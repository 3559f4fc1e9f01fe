import type { Presenter } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, sql } from '../../../platform/index.ts';
import { HALL_STAYS } from '../../attendance/record-visit.ts';

export type PresenterRow = Presenter & { guestIdentity: string | null };

const inHall = (sessionId: string) => sql`
  EXISTS (SELECT 1 FROM visit v
    WHERE v.session_id = ${sessionId} AND v.person_id = p.id AND v.sid LIKE ${`${HALL_STAYS}%`} AND v.left_at IS NULL)
`;

/**
 * Those who present in a session, in running order, with where they are, and behind them guests on stage; one person,
 * or all (at most one a pitch).
 */
export function presenters(
  manager: EntityManager,
  sessionId: string,
  personId: string | null = null,
): Promise<PresenterRow[]> {
  return all<PresenterRow>(manager)`
    (SELECT DISTINCT ON (t.position) p.id AS "personId", p.name, p.name_en AS "nameEn", t.id AS "pitchId",
        t.position, coalesce(sp.present, false) AS present, ${inHall(sessionId)} AS "inHall",
        coalesce(sp.on_stage, false) AS "onStage", sp.camera, sp.microphone, NULL AS "guestIdentity"
      FROM expo_pitch t
      JOIN expo_project j ON j.id = t.project_id
      JOIN accounts_person p ON p.id = j.owner_id
      LEFT JOIN stage_presenter sp ON sp.session_id = t.session_id AND sp.person_id = p.id
      WHERE t.session_id = ${sessionId} AND (${personId}::uuid IS NULL OR p.id = ${personId}))
    UNION ALL
      (SELECT p.id, p.name, p.name_en, NULL, NULL, sp.present, ${inHall(sessionId)}, sp.on_stage, sp.camera,
          sp.microphone, sp.guest_identity
        FROM stage_presenter sp
        JOIN accounts_person p ON p.id = sp.person_id
        WHERE sp.session_id = ${sessionId} AND sp.guest_identity IS NOT NULL AND (sp.on_stage OR p.id = ${personId})
          AND (${personId}::uuid IS NULL OR p.id = ${personId}))
    ORDER BY position NULLS LAST
  `;
}
