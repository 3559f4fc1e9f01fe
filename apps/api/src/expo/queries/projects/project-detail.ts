import type { ProjectCard, ProjectDetail } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { maybeOne } from '../../../platform/index.ts';
import { PITCH_STARTS_AT } from './next-pitch.ts';
import { PROJECT_CARD } from './project-card.ts';
import { cardOf, sessionCards } from '../session-cards.ts';
import { similarProjects } from './similar-projects.ts';

interface Row extends Omit<ProjectDetail, keyof ProjectCard | 'pitch' | 'deck' | 'similar' | 'mine'> {
  card: ProjectCard;
  ownerId: string;
  nominatedBy: string | null;
  deckSha256: string | null;
  deckPages: number | null;
  pitchId: string | null;
  position: number | null;
  startsAt: Date | null;
  begun: boolean | null;
  sessionId: string | null;
}

/** Who reads a project page; `seesDecks` are those who see every deck. */
export interface ProjectReader {
  id: string;
  seesDecks: boolean;
}

/** A project page for one reader, or for the public. */
export async function projectDetail(
  manager: EntityManager,
  id: string,
  reader: ProjectReader | null,
): Promise<ProjectDetail | null> {
  const row = await maybeOne<Row>(manager)`
    SELECT ${PROJECT_CARD} AS card, j.summary_zh AS "summaryZh", j.summary_en AS "summaryEn", j.seeks_zh AS "seeksZh",
      j.seeks_en AS "seeksEn",
      j.amount_sought_fen AS "amountSoughtFen", p.id AS "ownerId", p.name AS "ownerName",
      p.name_en AS "ownerNameEn", j.nominated_by AS "nominatedBy",
      j.deck_sha256 AS "deckSha256",
      (SELECT count(*)::int FROM deck_page d WHERE d.sha256 = j.deck_sha256) AS "deckPages",
      e.time_zone AS "timeZone", t.id AS "pitchId", t.position, ${PITCH_STARTS_AT} AS "startsAt", t.begun,
      t.session_id AS "sessionId"
    FROM project j
    JOIN accounts_organisation o ON o.id = j.organisation_id
    JOIN accounts_person p ON p.id = j.owner_id
    JOIN edition e ON e.id = j.edition_id
    LEFT JOIN pitch t ON t.project_id = j.id
    LEFT JOIN session s ON s.id = t.session_id
    WHERE j.id = ${id} AND (j.status IN ('accepted', 'confirmed') OR j.owner_id = ${reader?.id ?? null})
  `;
  if (!row) return null;
  const { card, ownerId, nominatedBy, deckSha256, deckPages, pitchId, position, startsAt, begun, sessionId, ...rest } =
    row;
  const [[session], similar] = await Promise.all([
    sessionId ? sessionCards(manager, { id: sessionId, limit: 1 }) : [],
    similarProjects(manager, id),
  ]);
  const seesDeck = begun || (reader !== null && (reader.seesDecks || [ownerId, nominatedBy].includes(reader.id)));
  return {
    ...card,
    ...rest,
    pitch:
      pitchId && position !== null && startsAt && session
        ? {
            id: pitchId,
            position,
            startsAt: startsAt.toISOString(),
            begun: begun === true,
            session: cardOf(session),
            room: session.room,
          }
        : null,
    deck: seesDeck && deckSha256 && deckPages ? { sha256: deckSha256, pages: deckPages } : null,
    similar,
    mine: ownerId === reader?.id,
  };
}
