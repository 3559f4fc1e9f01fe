import { Injectable } from '@nestjs/common';
import type { Devices } from '@everexpo/contracts';
import { UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { presenterChanged } from '../live.events.ts';

/** Shows the stage manager what a presenter has turned on, before they go on air; of anybody else nothing is noted. */
@Injectable()
export class NoteDevices {
  constructor(private readonly work: UnitOfWork) {}

  run(command: PersonCommand, sessionId: string, { camera, microphone }: Devices): Promise<void> {
    return this.work.run(command, async (tx) => {
      const [, changed] = await tx.manager.query<[unknown[], number]>(
        `UPDATE stage_presenter SET camera = $3, microphone = $4 WHERE session_id = $1 AND person_id = $2 AND (camera, microphone) IS DISTINCT FROM ($3, $4)`,
        [sessionId, command.actor.id, camera, microphone],
      );
      if (changed > 0) await tx.emit(presenterChanged, { sessionId, personId: command.actor.id });
    });
  }
}
