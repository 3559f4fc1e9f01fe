import { Injectable } from '@nestjs/common';
import type { AdoptSolution as AdoptSolutionBody, DraftEdit } from '@everexpo/contracts';
import { exec, notFound, type PersonCommand, ProblemError, UnitOfWork } from '../../platform/index.ts';
import { draftSessions } from '../draft/draft-sessions.ts';
import { PlaceSessions } from '../draft/place-sessions.ts';
import { DraftEvaluations } from './draft-evaluations.ts';
import { findRun, movesOf } from './solve-run.ts';

/** Takes the solver's timetable into the workspace. */
@Injectable()
export class AdoptSolution {
  constructor(
    private readonly work: UnitOfWork,
    private readonly placeSessions: PlaceSessions,
    private readonly evaluations: DraftEvaluations,
  ) {}

  /** @throws ProblemError 404; 409 `still_solving`, `nothing_found` */
  run(command: PersonCommand, runId: string, { page }: AdoptSolutionBody): Promise<DraftEdit> {
    return this.work.run(command, async (tx) => {
      const run = await findRun(tx.manager, runId);
      if (!run) throw notFound('solver_run');
      if (run.state === 'running') throw new ProblemError('still_solving');
      if (!run.result) throw new ProblemError('nothing_found');
      const sessions = await draftSessions(tx.manager, run.editionId);
      const placements = movesOf(sessions, run.result.placements).map(({ session, cell }) => ({
        sessionId: session.id,
        roomId: cell?.room ?? null,
        startsAt: cell?.timeslot ?? null,
        revision: session.revision,
      }));
      await exec(tx)`UPDATE solve_run SET adopted = true WHERE id = ${runId}`;
      if (placements.length > 0) return this.placeSessions.runIn(tx, command, run.editionId, { placements, page });
      return { revision: 0, sessions: [], evaluation: await this.evaluations.read(tx.manager, run.editionId) };
    });
  }
}
