import { Injectable } from '@nestjs/common';
import {
  CHOSEN,
  projectTransitions,
  type DecideProjects as DecideProjectsBody,
  type ProjectStatus,
  type Track,
} from '@everexpo/contracts';
import {
  all,
  exec,
  fieldError,
  invalid,
  type PersonCommand,
  ProblemError,
  type Transaction,
  UnitOfWork,
} from '../../platform/index.ts';
import { rulesOf } from '../draft/read-draft.ts';
import { touchDraft } from '../draft/touch-draft.ts';
import { lockEdition } from '../editions/lock-edition.ts';
import { fillLetter } from './fill-letter.ts';

/** Accepts, waitlists or declines many projects at once, all or none, with a letter to each owner. */
@Injectable()
export class DecideProjects {
  constructor(private readonly work: UnitOfWork) {}

  /**
   * @throws ProblemError 422 naming each project that is not here or cannot go there from where it is; 409 `quota_full`
   */
  run(
    command: PersonCommand,
    editionId: string,
    { projectIds, decision, letter }: DecideProjectsBody,
  ): Promise<{ decided: number }> {
    return this.work.run(command, async (tx) => {
      const rows = await all<{ id: string; status: ProjectStatus; track: Track; title: string; name: string }>(tx)`
        SELECT j.id, j.status, j.track, j.title_zh AS title, p.name
        FROM project j
        JOIN accounts_person p ON p.id = j.owner_id
        WHERE j.edition_id = ${editionId} AND j.id = ANY(${projectIds})
        ORDER BY j.id
        FOR UPDATE OF j
      `;
      const known = new Map(rows.map((row) => [row.id, row]));
      const wrong = projectIds.flatMap((id, index) => {
        const project = known.get(id);
        if (!project) return [fieldError(`/projectIds/${index}`, 'known.project')];
        if (projectTransitions[project.status][decision] !== 'organizer')
          return [
            fieldError(`/projectIds/${index}`, 'transition', {
              project: project.title,
              from: project.status,
              to: decision,
            }),
          ];
        return [];
      });
      if (wrong.length > 0) throw invalid(...wrong);
      if (decision === 'accepted')
        await assertWithinQuota(
          tx,
          editionId,
          rows.map((row) => row.track),
        );
      await exec(tx)`
        UPDATE project j
        SET status = ${decision}, letter = l.text, decided_at = now()
        FROM unnest(${rows.map((row) => row.id)}::uuid[],
          ${rows.map((row) => fillLetter(letter, row))}::text[]) AS l(id, text)
        WHERE j.id = l.id
      `;
      await tx.audit('expo.decide-projects', editionId, { decision, projects: projectIds.length });
      await touchDraft(tx, command, editionId, []);
      return { decided: rows.length };
    });
  }
}

/** Under a lock on the edition, so that two decisions at once cannot pass the quota together. */
async function assertWithinQuota(tx: Transaction, editionId: string, tracks: Track[]): Promise<void> {
  const { quotas } = rulesOf(await lockEdition(tx, editionId));
  const counts = await all<{ track: Track; count: number }>(tx)`
    SELECT track, count(*)::int AS count
    FROM project
    WHERE edition_id = ${editionId} AND status = ANY(${CHOSEN})
    GROUP BY track
  `;
  for (const [track, quota] of Object.entries(quotas) as [Track, number][]) {
    const fresh = tracks.filter((one) => one === track).length;
    const there = counts.find((row) => row.track === track)?.count ?? 0;
    if (fresh > 0 && there + fresh > quota)
      throw new ProblemError('quota_full', { track, quota, accepted: there, fresh });
  }
}
