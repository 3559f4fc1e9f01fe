import type { Presenter } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';

/** Those who present in a session, in running order, with where they are; one person, or all (at most one a pitch). */
export function presenters(manager: EntityManager, sessionId: string, personId: string | null = null): Promise<Presenter[]> {
  return manager.query<Presenter[]>(
    `SELECT DISTINCT ON (t.position) p.id AS "personId", p.name, p.name_en AS "nameEn", t.id AS "pitchId", t.position,
            coalesce(sp.present, false) AS present, coalesce(sp.on_stage, false) AS "onStage"
       FROM pitch t JOIN project j ON j.id = t.project_id JOIN person p ON p.id = j.owner_id
       LEFT JOIN stage_presenter sp ON sp.session_id = t.session_id AND sp.person_id = p.id
      WHERE t.session_id = $1 AND ($2::uuid IS NULL OR p.id = $2) ORDER BY t.position`,
    [sessionId, personId],
  );
}
