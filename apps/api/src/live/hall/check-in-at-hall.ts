import { Inject, Injectable } from '@nestjs/common';
import {
  type Config,
  CONFIG,
  maybeOne,
  notFound,
  type PersonCommand,
  ProblemError,
  UnitOfWork,
} from '../../platform/index.ts';
import { recordHallVisit } from '../attendance/record-visit.ts';
import { isHallCode } from './hall-code.ts';

/**
 * Somebody is in the hall: they have scanned the code that is shown only there. They count until the session closes.
 */
@Injectable()
export class CheckInAtHall {
  constructor(
    private readonly work: UnitOfWork,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws ProblemError 404; 403 `hall_code` for one that is not shown now; 409 `stage_ended` */
  run(command: PersonCommand, sessionId: string, code: string): Promise<void> {
    return this.work.run(command, async (tx) => {
      const session = await maybeOne<{ state: string | null }>(tx)`
        SELECT st.state FROM expo_session s LEFT JOIN stage st ON st.session_id = s.id WHERE s.id = ${sessionId}
      `;
      if (!session) throw notFound('session');
      if (session.state === 'ended') throw new ProblemError('stage_ended');
      if (!isHallCode(this.config.AUTH_SECRET, sessionId, code)) throw new ProblemError('code_expired');
      await recordHallVisit(tx, sessionId, command.actor.id);
    });
  }
}
