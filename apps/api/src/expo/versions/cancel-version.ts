import { Injectable } from '@nestjs/common';
import type { Version } from '@everexpo/contracts';
import { exec, type PersonCommand, ProblemError, UnitOfWork } from '../../platform/index.ts';
import { versionView } from './version-views.ts';

/** Takes back a scheduled publication before its time. */
@Injectable()
export class CancelVersion {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 409 `not_scheduled` */
  run(command: PersonCommand, editionId: string, versionId: string): Promise<Version> {
    return this.work.run(command, async (tx) => {
      const changed = await exec(tx)`
        UPDATE programme_version
        SET state = 'cancelled'
        WHERE id = ${versionId} AND edition_id = ${editionId} AND state = 'scheduled'
      `;
      if (changed === 0) throw new ProblemError('not_scheduled');
      await tx.audit('expo.cancel-version', editionId, { version: versionId });
      return versionView(tx.manager, versionId);
    });
  }
}
