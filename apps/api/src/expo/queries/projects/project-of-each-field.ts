import type { EditionPhase, HomeProject, ProjectCard } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all } from '../../../platform/index.ts';
import { PITCH_AT } from '../pitch-at.ts';
import { PROJECT_CARD } from './project-card.ts';

/**
 * One project of each field, by when it is pitched: the first that is still to be, and once the edition is over the
 * last that was.
 */
export async function projectOfEachField(
  manager: EntityManager,
  editionId: string,
  phase: EditionPhase,
): Promise<HomeProject[]> {
  const over = phase === 'after';
  const rows = await all<{ card: ProjectCard; sessionId: string; pitchAt: Date }>(manager)`
    SELECT card, "sessionId", "pitchAt" FROM (
      SELECT DISTINCT ON (planned.field) planned.*
      FROM (
        SELECT j.field, ${PROJECT_CARD} AS card, s.id AS "sessionId", t.id AS pitch, ${PITCH_AT} AS "pitchAt",
          abs(extract(epoch FROM ${PITCH_AT} - now())) AS distance
        FROM pitch t
        JOIN session s ON s.id = t.session_id
        JOIN project j ON j.id = t.project_id
        JOIN accounts_organisation o ON o.id = j.organisation_id
        WHERE s.edition_id = ${editionId} AND s.cancelled_at IS NULL AND j.status IN ('accepted', 'confirmed')
          AND CASE WHEN ${over} THEN t.begun ELSE NOT t.begun AND s.state <> 'ended' AND s.ends_at > now() END
      ) planned
      WHERE ${over} OR planned."pitchAt" > now()
      ORDER BY planned.field, planned.distance, planned.pitch
    ) one_each
    ORDER BY distance, pitch
  `;
  return rows.map(({ card, sessionId, pitchAt }) => ({ ...card, sessionId, pitchAt: pitchAt.toISOString() }));
}
