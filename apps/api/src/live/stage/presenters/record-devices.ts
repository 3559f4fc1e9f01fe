import { Injectable } from '@nestjs/common';
import type { Devices } from '@everexpo/contracts';
import { exec, type PersonCommand, UnitOfWork } from '../../../platform/index.ts';
import { presenterChanged } from '../../live.events.ts';

/**
 * Shows the stage manager what a presenter has turned on, before they go on air; of anybody else nothing is recorded.
 */
@Injectable()
export class RecordDevices {
  constructor(private readonly work: UnitOfWork) {}

  run(command: PersonCommand, sessionId: string, { camera, microphone }: Devices): Promise<void> {
    return this.work.run(command, async (tx) => {
      const changed = await exec(tx)`
        UPDATE stage_presenter
        SET camera = ${camera}, microphone = ${microphone}
        WHERE session_id = ${sessionId} AND person_id = ${command.actor.id}
          AND (camera, microphone) IS DISTINCT FROM (${camera}, ${microphone})
      `;
      if (changed > 0) await tx.emit(presenterChanged, { sessionId, personId: command.actor.id });
    });
  }
}
