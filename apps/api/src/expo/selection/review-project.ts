import { Injectable } from '@nestjs/common';
import type { Criterion, ReviewForm } from '@everexpo/contracts';
import {
  exec,
  fieldError,
  type FieldError,
  invalid,
  maybeOne,
  notFound,
  type PersonCommand,
  ProblemError,
  UnitOfWork,
} from '../../platform/index.ts';
import { callOf } from './calls.ts';

/** A reviewer's judgement by the call's criteria; given again, it replaces the earlier one. */
@Injectable()
export class ReviewProject {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 422 naming the criterion; 409 `conflict_of_interest`, `decided` */
  run(command: PersonCommand, projectId: string, { scores, comment }: ReviewForm): Promise<{ score: number }> {
    return this.work.run(command, async (tx) => {
      const project = await maybeOne<{ editionId: string; status: string; conflict: boolean }>(tx)`
        SELECT j.edition_id AS "editionId", j.status,
          (j.owner_id = p.id OR j.nominated_by IS NOT DISTINCT FROM p.id
            OR j.organisation_id IS NOT DISTINCT FROM p.organisation_id) AS conflict
        FROM project j, accounts_person p WHERE j.id = ${projectId} AND p.id = ${command.actor.id}
      `;
      const call = project && (await callOf(tx.manager, project.editionId));
      if (!project || !call) throw notFound('submission');
      if (project.conflict) throw new ProblemError('conflict_of_interest');
      if (!['submitted', 'waitlisted'].includes(project.status)) throw new ProblemError('decided');
      const wrong = wrongScores(call.criteria, scores);
      if (wrong.length > 0) throw invalid(...wrong);
      const score = weightedScore(call.criteria, scores);
      await exec(tx)`
        INSERT INTO review (project_id, reviewer_id, scores, score, comment)
        VALUES (${projectId}, ${command.actor.id}, ${JSON.stringify(scores)}, ${score}, ${comment})
        ON CONFLICT (project_id, reviewer_id) DO UPDATE SET scores = excluded.scores, score = excluded.score,
          comment = excluded.comment, reviewed_at = now()
      `;
      await tx.audit('expo.review-project', projectId, { score });
      return { score };
    });
  }
}

function wrongScores(criteria: Criterion[], scores: Record<string, number>): FieldError[] {
  const known = new Set(criteria.map((criterion) => criterion.id));
  return [
    ...Object.keys(scores)
      .filter((id) => !known.has(id))
      .map((id) => fieldError(`/scores/${id}`, 'known.criterion')),
    ...criteria
      .filter((criterion) => scores[criterion.id] === undefined)
      .map((criterion) => fieldError(`/scores/${criterion.id}`, 'required.score')),
  ];
}

/** Weighted mean of the scores, 0 to 10, with two decimals. */
function weightedScore(criteria: Criterion[], scores: Record<string, number>): number {
  const weights = criteria.reduce((sum, criterion) => sum + criterion.weight, 0);
  const sum = criteria.reduce((total, criterion) => total + criterion.weight * (scores[criterion.id] ?? 0), 0);
  return Math.round((sum / weights) * 100) / 100;
}
