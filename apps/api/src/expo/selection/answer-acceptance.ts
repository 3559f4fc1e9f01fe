import { Injectable } from '@nestjs/common';
import {
  projectTransitions,
  type AnswerAcceptance as AnswerAcceptanceBody,
  type ProjectStatus,
} from '@everexpo/contracts';
import { notFound, ProblemError, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { touchDraft } from '../draft/touch-draft.ts';
import { replaceUnavailability } from '../editions/replace-unavailability.ts';

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
      const [project] = await tx.manager.query<{ status: ProjectStatus; editionId: string }[]>(
        `SELECT status, edition_id AS "editionId" FROM project WHERE id = $1 AND owner_id = $2 FOR UPDATE`,
        [projectId, command.actor.id],
      );
      if (!project) throw notFound('project');
      const to: ProjectStatus = confirmed ? 'confirmed' : 'withdrawn';
      if (projectTransitions[project.status][to] !== 'owner')
        throw new ProblemError('transition', { from: project.status, to });
      await tx.manager.query(`UPDATE project SET status = $2 WHERE id = $1`, [projectId, to]);
      if (confirmed) {
        await replaceUnavailability(tx, project.editionId, command.actor.id, unavailable);
      } else {
        // It leaves the workspace at once and the public programme with the next version.
        await tx.manager.query(
          `WITH gone AS (DELETE FROM draft_pitch WHERE project_id = $1 RETURNING session_id, position)
           UPDATE draft_pitch p SET position = p.position - 1 FROM gone WHERE p.session_id = gone.session_id AND p.position > gone.position`,
          [projectId],
        );
      }
      await tx.audit('expo.answer-acceptance', projectId, { status: to });
      await touchDraft(tx, command, project.editionId, []);
      return { status: to };
    });
  }
}
