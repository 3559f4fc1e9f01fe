import type { Pitch } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all } from '../../platform/index.ts';
import { PROJECT_CARD } from './projects/project-card.ts';

/** A pitch as it is planned: when it really was on is the show's to say. */
export type PlannedPitch = Omit<Pitch, 'startedAt' | 'endedAt'>;

/** A session's pitches in order, each with its project and owner. */
export function runningOrder(manager: EntityManager, sessionId: string): Promise<PlannedPitch[]> {
  return all<PlannedPitch>(manager)`
    SELECT t.id, t.position, t.minutes, ${PROJECT_CARD} AS project, j.seeks_zh AS "seeksZh", j.seeks_en AS "seeksEn",
      p.name AS "ownerName", p.name_en AS "ownerNameEn"
    FROM pitch t
    JOIN project j ON j.id = t.project_id
    JOIN accounts_organisation o ON o.id = j.organisation_id
    JOIN accounts_person p ON p.id = j.owner_id
    WHERE t.session_id = ${sessionId} ORDER BY t.position
  `;
}
