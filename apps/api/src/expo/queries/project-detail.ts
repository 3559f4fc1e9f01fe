import type { ProjectCard, ProjectDetail } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { maybeOne } from '../../platform/index.ts';
import { PROJECT_CARD } from './project-card.ts';
import { cardOf, sessionCards } from './session-cards.ts';

interface Row extends Omit<ProjectDetail, keyof ProjectCard | 'pitch' | 'mine'> {
  card: ProjectCard;
  ownerId: string;
  pitchId: string | null;
  position: number | null;
  sessionId: string | null;
}

/** A project page for one reader. */
export async function projectDetail(
  manager: EntityManager,
  id: string,
  readerId: string | null,
): Promise<ProjectDetail | null> {
  const row = await maybeOne<Row>(manager)`
    SELECT ${PROJECT_CARD} AS card, j.summary_zh AS "summaryZh", j.summary_en AS "summaryEn", j.seeks_zh AS "seeksZh",
      j.seeks_en AS "seeksEn",
      j.amount_sought_fen AS "amountSoughtFen", p.id AS "ownerId", p.name AS "ownerName",
      p.name_en AS "ownerNameEn",
      e.time_zone AS "timeZone", t.id AS "pitchId", t.position, t.session_id AS "sessionId"
    FROM project j
    JOIN accounts_organisation o ON o.id = j.organisation_id
    JOIN accounts_person p ON p.id = j.owner_id
    JOIN edition e ON e.id = j.edition_id
    LEFT JOIN pitch t ON t.project_id = j.id
    WHERE j.id = ${id} AND (j.status IN ('accepted', 'confirmed') OR j.owner_id = ${readerId})
  `;
  if (!row) return null;
  const { card, ownerId, pitchId, position, sessionId, ...rest } = row;
  const [session] = sessionId ? await sessionCards(manager, { id: sessionId, limit: 1 }) : [];
  return {
    ...card,
    ...rest,
    pitch:
      pitchId && position !== null && session
        ? { id: pitchId, position, session: cardOf(session), room: session.room }
        : null,
    mine: ownerId === readerId,
  };
}
