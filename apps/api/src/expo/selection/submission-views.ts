import {
  Id,
  type MyProject,
  type ProjectCard,
  type ProjectStatus,
  type ReviewForm,
  type Submission,
  type SubmissionPage,
  type SubmissionQuery,
} from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { all, badCursor, pageOf } from '../../platform/index.ts';
import { PROJECT_CARD } from '../queries/projects/project-card.ts';

interface Row {
  card: ProjectCard;
  status: ProjectStatus;
  summaryZh: string;
  summaryEn: string;
  ownerName: string;
  answers: Record<string, string>;
  hasDeck: boolean;
  reviews: number;
  score: string | null;
  mine: ReviewForm | null;
  conflict: boolean;
  rank: string;
}

/** One page of an edition's submissions for one reviewer, best score first. */
export async function submissionPage(
  manager: EntityManager,
  editionId: string,
  readerId: string,
  query: SubmissionQuery,
): Promise<SubmissionPage> {
  const [after, afterId] = query.cursor === undefined ? [null, null] : parseCursor(query.cursor);
  const counts = await all<{ status: ProjectStatus; count: number }>(manager)`
    SELECT status, count(*)::int AS count FROM project WHERE edition_id = ${editionId} GROUP BY status
  `;
  const found = await all<Row>(manager)`
    SELECT card, status, "summaryZh", "summaryEn", "ownerName", answers, "hasDeck", reviews, score, mine, conflict, rank
    FROM (
      SELECT ${PROJECT_CARD} AS card, j.id, j.status, j.summary_zh AS "summaryZh", j.summary_en AS "summaryEn",
        p.name AS "ownerName", j.answers, j.deck_sha256 IS NOT NULL AS "hasDeck",
        (SELECT count(*)::int FROM review v WHERE v.project_id = j.id) AS reviews,
        (SELECT round(avg(v.score), 2) FROM review v WHERE v.project_id = j.id) AS score,
        (SELECT json_build_object('scores', v.scores, 'comment', v.comment) FROM review v
          WHERE v.project_id = j.id AND v.reviewer_id = ${readerId}) AS mine,
        (j.owner_id = ${readerId} OR j.nominated_by IS NOT DISTINCT FROM ${readerId}
          OR j.organisation_id IS NOT DISTINCT FROM me.organisation_id) AS conflict,
        coalesce((SELECT avg(v.score) FROM review v WHERE v.project_id = j.id), -1)::numeric(6,3) AS rank
      FROM project j
      JOIN accounts_organisation o ON o.id = j.organisation_id
      JOIN accounts_person p ON p.id = j.owner_id
      JOIN accounts_person me ON me.id = ${readerId}
      WHERE j.edition_id = ${editionId}
        AND (${query.status}::text IS NULL OR j.status = ${query.status})) x
    WHERE ${after}::numeric IS NULL OR (rank, id) < (${after}::numeric, ${afterId}::uuid)
    ORDER BY rank DESC, id DESC
    LIMIT ${query.limit + 1}
  `;
  const { rows, nextCursor } = pageOf(found, query.limit, ({ rank, card }) => `${rank}_${card.id}`);
  const byStatus = Object.fromEntries(counts.map((row) => [row.status, row.count])) as SubmissionPage['counts'];
  return {
    items: rows.map(({ card, score, rank: _rank, ...row }): Submission => ({
      ...row,
      project: card,
      score: score === null ? null : Number(score),
    })),
    counts: byStatus,
    total: query.status === undefined ? counts.reduce((sum, row) => sum + row.count, 0) : (byStatus[query.status] ?? 0),
    nextCursor,
  };
}

function parseCursor(cursor: string): [string, string] {
  const [rank, id] = cursor.split('_');
  if (!/^-?\d{1,3}\.\d{3}$/.test(rank ?? '') || !Id.safeParse(id).success) throw badCursor();
  return [rank as string, id as string];
}

/** The projects of one person, as owner or nominator, newest first; an expo takes a handful of each. */
export async function myProjects(manager: EntityManager, personId: string): Promise<MyProject[]> {
  const rows = await all<Omit<MyProject, 'project' | 'decidedAt'> & { card: ProjectCard; decidedAt: Date | null }>(
    manager,
  )`
    SELECT ${PROJECT_CARD} AS card, j.edition_id AS "editionId", e.time_zone AS "timeZone", j.status, j.letter,
      j.decided_at AS "decidedAt", j.deck_sha256 IS NOT NULL AS "hasDeck",
      (SELECT json_build_object('pages', d.pages, 'drawn', (SELECT count(*) FROM deck_page k
        WHERE k.sha256 = d.sha256),
        'error', CASE WHEN d.error IS NOT NULL THEN json_build_object('rule', d.error, 'page', d.error_page) END)
        FROM deck d WHERE d.sha256 = j.deck_sha256) AS deck
    FROM project j
    JOIN accounts_organisation o ON o.id = j.organisation_id
    JOIN edition e ON e.id = j.edition_id
    WHERE j.owner_id = ${personId} OR j.nominated_by = ${personId}
    ORDER BY j.id DESC
    LIMIT 50
  `;
  return rows.map(({ card, decidedAt, ...row }) => ({
    ...row,
    project: card,
    decidedAt: decidedAt?.toISOString() ?? null,
  }));
}
