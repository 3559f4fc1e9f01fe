import { Injectable } from '@nestjs/common';
import {
  projectTransitions,
  type AnswerAcceptance as AnswerAcceptanceBody,
  type ProjectStatus,
} from '@everexpo/contracts';
import { exec, maybeOne, notFound, type PersonCommand, ProblemError, UnitOfWork } from '../../platform/index.ts';
import { touchDraft } from '../draft/touch-draft.ts';
import { replaceUnavailability } from '../editions/setup/replace-unavailability.ts';

/** An owner confirms that they come, and says when they cannot; or withdraws. */
@Injectable()
export class AnswerAcceptance {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404 for a project that is not one's own; 409 `transition` */
  run(
    command: PersonCommand,
    projectId: string,
    { confirmed, unavailable }: AnswerAcceptanceBody,
  ): Promise<{ status: ProjectStatus }> {
    return this.work.run(command, async (tx) => {
      const project = await maybeOne<{ status: ProjectStatus; editionId: string }>(tx)`
        SELECT status, edition_id AS "editionId"
        FROM project
        WHERE id = ${projectId} AND owner_id = ${command.actor.id}
        FOR UPDATE
      `;
      if (!project) throw notFound('project');
      const to: ProjectStatus = confirmed ? 'confirmed' : 'withdrawn';
      if (projectTransitions[project.status][to] !== 'owner')
        throw new ProblemError('transition', { from: project.status, to });
      await exec(tx)`UPDATE project SET status = ${to} WHERE id = ${projectId}`;
      if (confirmed) {
        await replaceUnavailability(tx, project.editionId, command.actor.id, unavailable);
      } else {
        // It leaves the workspace at once and the public programme with the next version.
        await exec(tx)`
          WITH gone AS (DELETE FROM draft_pitch WHERE project_id = ${projectId} RETURNING session_id, position)
          UPDATE draft_pitch p
          SET position = p.position - 1
          FROM gone
          WHERE p.session_id = gone.session_id AND p.position > gone.position
        `;
      }
      await tx.audit('expo.answer-acceptance', projectId, { status: to });
      await touchDraft(tx, command, project.editionId, []);
      return { status: to };
    });
  }
}
