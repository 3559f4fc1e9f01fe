import { Injectable } from '@nestjs/common';
import type { DraftEdit, LockSession as LockSessionBody } from '@everexpo/contracts';
import { exec, notFound, type PersonCommand, ProblemError, UnitOfWork } from '../../platform/index.ts';
import { lockEdition } from '../editions/lock-edition.ts';
import { DraftEvaluations } from '../timetable/draft-evaluations.ts';
import { draftSessions } from './draft-sessions.ts';
import { touchDraft } from './touch-draft.ts';

/** Fastens a session to its place, for people and solver alike, or lets it go. */
@Injectable()
export class LockSession {
  constructor(
    private readonly work: UnitOfWork,
    private readonly evaluations: DraftEvaluations,
  ) {}

  /** @throws ProblemError 404; 409 `edit_conflict` */
  run(
    command: PersonCommand,
    editionId: string,
    sessionId: string,
    { locked, revision, page }: LockSessionBody,
  ): Promise<DraftEdit> {
    return this.work.run(command, async (tx) => {
      await lockEdition(tx, editionId);
      const [session] = await draftSessions(tx.manager, editionId, [sessionId]);
      if (!session) throw notFound('session');
      const changed = await exec(tx)`
        UPDATE draft_session
        SET locked = ${locked}, revision = revision + 1
        WHERE id = ${sessionId} AND revision = ${revision}
      `;
      if (changed === 0) throw new ProblemError('edit_conflict');
      const change = await touchDraft(tx, command, editionId, [sessionId], page);
      return { ...change, evaluation: await this.evaluations.read(tx.manager, editionId) };
    });
  }
}
