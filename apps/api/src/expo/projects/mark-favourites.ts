import { Injectable } from '@nestjs/common';
import { MAX_FAVOURITES } from '@everexpo/contracts';
import { exec, one, type PersonCommand, ProblemError, UnitOfWork } from '../../platform/index.ts';

/** Projects that one marks to find them again. */
@Injectable()
export class MarkFavourites {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * Projects that are not public any more are left out: a device may have kept them for long.
   * @throws ProblemError 409 `favourites_full`
   */
  mark(command: PersonCommand, projectIds: string[]): Promise<void> {
    return this.work.run(command, async (tx) => {
      await exec(tx)`
        INSERT INTO project_favourite (person_id, project_id)
        SELECT ${command.actor.id}, id FROM project
        WHERE id = ANY(${projectIds}) AND status IN ('accepted', 'confirmed')
        ON CONFLICT DO NOTHING
      `;
      const { count } = await one<{ count: number }>(tx)`
        SELECT count(*)::int AS count FROM project_favourite WHERE person_id = ${command.actor.id}
      `;
      if (count > MAX_FAVOURITES) throw new ProblemError('favourites_full', { max: MAX_FAVOURITES });
    });
  }

  unmark(command: PersonCommand, projectId: string): Promise<void> {
    return this.work.run(command, async (tx) => {
      await exec(tx)`
        DELETE FROM project_favourite WHERE person_id = ${command.actor.id} AND project_id = ${projectId}
      `;
    });
  }
}
