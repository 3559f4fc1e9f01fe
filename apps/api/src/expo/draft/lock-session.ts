import { Injectable } from '@nestjs/common';
import type { DraftChange, LockSession as LockSessionBody } from '@everexpo/contracts';
import { ProblemError, UnitOfWork, notFound, type PersonCommand } from '../../platform/index.ts';
import { draftSessions } from './draft-sessions.ts';
import { touchDraft } from './touch-draft.ts';

/** Fastens a session to its place, for people and solver alike, or lets it go. */
@Injectable()
export class LockSession {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 409 `edit_conflict` */
  run(
    command: PersonCommand,
    editionId: string,
    sessionId: string,
    { locked, revision }: LockSessionBody,
  ): Promise<DraftChange> {
    return this.work.run(command, async (tx) => {
      const [session] = await draftSessions(tx.manager, editionId, [sessionId]);
      if (!session) throw notFound('session');
      const [, changed] = await tx.manager.query<[unknown[], number]>(
        `UPDATE draft_session SET locked = $3, revision = revision + 1 WHERE id = $1 AND revision = $2`,
        [sessionId, revision, locked],
      );
      if (changed === 0) throw new ProblemError('edit_conflict');
      return touchDraft(tx, command, editionId, [sessionId]);
    });
  }
}
