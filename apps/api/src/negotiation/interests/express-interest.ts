import { Injectable } from '@nestjs/common';
import type { ExpressInterest as ExpressInterestBody, Interest } from '@everexpo/contracts';
import type { EntityManager } from 'typeorm';
import { followProject, projectOf } from '../../expo/index.ts';
import { pitchOnOf, publishInterest } from '../../live/index.ts';
import { all, notFound, one, type PersonCommand, ProblemError, UnitOfWork } from '../../platform/index.ts';
import { interestExpressed } from '../negotiation.events.ts';
import { interestIn } from './interest-views.ts';

/**
 * An investor's wish to talk. Pressed while the pitch is on, it remembers the pitch; pressed twice, it stays one, and
 * takes the later note.
 */
@Injectable()
export class ExpressInterest {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 409 `own_project` */
  run(command: PersonCommand, projectId: string, body: ExpressInterestBody): Promise<Interest> {
    return this.work.run(command, async (tx) => {
      const project = await projectOf(tx.manager, projectId);
      if (!project) throw notFound('project');
      if (project.ownerId === command.actor.id) throw new ProblemError('own_project');
      const on = await pitchOnOf(tx.manager, projectId);
      const fresh = await all<{ id: string }>(tx)`
        INSERT INTO interest (project_id, investor_id, owner_id, pitch_id, note)
        VALUES (${projectId}, ${command.actor.id}, ${project.ownerId}, ${on}, ${body.note})
        ON CONFLICT (project_id, investor_id) DO UPDATE SET note = excluded.note
        WHERE excluded.note IS NOT NULL AND excluded.note IS DISTINCT FROM interest.note
        RETURNING id
      `;
      await followProject(tx, projectId, command.actor.id);
      if (fresh[0]) await tx.emit(interestExpressed, { interestId: fresh[0].id });
      const interest = (await interestIn(tx.manager, projectId, command.actor.id)) as Interest;
      if (fresh[0] && on) await publishInterest(tx, on, await interestsIn(tx.manager, projectId));
      return interest;
    });
  }
}

async function interestsIn(manager: EntityManager, projectId: string): Promise<number> {
  const { count } = await one<{ count: number }>(manager)`
    SELECT count(*)::int AS count FROM interest WHERE project_id = ${projectId}
  `;
  return count;
}
