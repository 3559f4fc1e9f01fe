import { Injectable } from '@nestjs/common';
import type { Version } from '@everexpo/contracts';
import { ProblemError, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { versionView } from './version-views.ts';

/** Takes back a scheduled publication before its time. */
@Injectable()
export class CallOffVersion {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 409 `not_scheduled` */
  run(command: PersonCommand, editionId: string, versionId: string): Promise<Version> {
    return this.work.run(command, async (tx) => {
      const [, changed] = await tx.manager.query<[unknown[], number]>(
        `UPDATE programme_version SET state = 'called-off' WHERE id = $1 AND edition_id = $2 AND state = 'scheduled'`,
        [versionId, editionId],
      );
      if (changed === 0) throw new ProblemError('not_scheduled');
      await tx.audit('expo.call-off-version', editionId, { version: versionId });
      return versionView(tx.manager, versionId);
    });
  }
}
