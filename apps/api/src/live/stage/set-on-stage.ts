import { Injectable } from '@nestjs/common';
import type { Presenter } from '@everexpo/contracts';
import { notFound, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { presenterChanged } from '../live.events.ts';
import { presenters } from './presenters.ts';

/**
 * Brings a presenter on stage or back to the green room. The media server is told by the event's handler, which
 * also catches up with a presenter who was brought on while still connecting.
 */
@Injectable()
export class SetOnStage {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404 when this person does not present in this session */
  run(command: PersonCommand, sessionId: string, personId: string, onStage: boolean): Promise<Presenter> {
    return this.work.run(command, async (tx) => {
      const [found] = await presenters(tx.manager, sessionId, personId);
      if (!found) throw notFound('presenter in this session');
      await tx.manager.query(
        `INSERT INTO stage_presenter (session_id, person_id, on_stage) VALUES ($1, $2, $3)
         ON CONFLICT (session_id, person_id) DO UPDATE SET on_stage = $3`,
        [sessionId, personId, onStage],
      );
      await tx.audit('stage.set-on-stage', sessionId, { personId, onStage });
      await tx.emit(presenterChanged, { sessionId, personId });
      return { ...found, onStage };
    });
  }
}
