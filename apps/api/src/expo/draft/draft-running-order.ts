import type { DraftPitch, DraftRunningOrder } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, notFound } from '../../platform/index.ts';
import { draftSessions } from './draft-sessions.ts';

/** A session of the workspace with its pitches in order. @throws ProblemError 404 */
export async function draftRunningOrder(
  manager: EntityManager,
  editionId: string,
  sessionId: string,
): Promise<DraftRunningOrder> {
  const [session] = await draftSessions(manager, editionId, [sessionId]);
  if (!session) throw notFound('session');
  const pitches = await all<DraftPitch>(manager)`
    SELECT j.id AS "projectId", j.title_zh AS "titleZh", j.title_en AS "titleEn", o.id AS "ownerId",
      o.name AS "ownerName", o.name_en AS "ownerNameEn", p.position, p.minutes
    FROM draft_pitch p
    JOIN project j ON j.id = p.project_id
    JOIN accounts_person o ON o.id = j.owner_id
    WHERE p.session_id = ${sessionId}
    ORDER BY p.position
  `;
  return { session, pitches };
}
