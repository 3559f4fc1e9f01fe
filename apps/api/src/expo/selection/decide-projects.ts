import { Injectable } from '@nestjs/common';
import { projectTransitions, type DecideProjects as DecideProjectsBody, type ProjectStatus } from '@everexpo/contracts';
import { invalid, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { touchDraft } from '../draft/touch-draft.ts';

/** Accepts, waitlists or declines many projects at once, all or none, with a letter to each owner. */
@Injectable()
export class DecideProjects {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 422 naming each project that is not here or cannot go there from where it is */
  run(command: PersonCommand, editionId: string, { projectIds, decision, letter }: DecideProjectsBody): Promise<{ decided: number }> {
    return this.work.run(command, async (tx) => {
      const rows = await tx.manager.query<{ id: string; status: ProjectStatus; title: string; name: string }[]>(
        `SELECT j.id, j.status, j.title_zh AS title, p.name FROM project j JOIN person p ON p.id = j.owner_id WHERE j.edition_id = $1 AND j.id = ANY($2) ORDER BY j.id FOR UPDATE OF j`,
        [editionId, projectIds],
      );
      const known = new Map(rows.map((row) => [row.id, row]));
      const wrong = projectIds.flatMap((id, index) => {
        const project = known.get(id);
        if (!project) return [{ pointer: `/projectIds/${index}`, rule: 'known', detail: 'There is no such project in this edition.' }];
        if (projectTransitions[project.status][decision] !== 'organizer') return [{ pointer: `/projectIds/${index}`, rule: 'transition', detail: `${project.title}: from ${project.status} it cannot become ${decision}.` }];
        return [];
      });
      if (wrong.length > 0) throw invalid(wrong);
      await tx.manager.query(
        `UPDATE project j SET status = $3, letter = l.text, decided_at = now() FROM unnest($1::uuid[], $2::text[]) AS l(id, text) WHERE j.id = l.id`,
        [rows.map((row) => row.id), rows.map((row) => letter.replaceAll('{title}', row.title).replaceAll('{name}', row.name)), decision],
      );
      await tx.audit('expo.decide-projects', editionId, { decision, projects: projectIds.length });
      await touchDraft(tx, command, editionId, []);
      return { decided: rows.length };
    });
  }
}
