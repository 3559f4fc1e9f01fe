import { Injectable } from '@nestjs/common';
import type { Presenter } from '@everexpo/contracts';
import { all, exec, notFound, type PersonCommand, type Transaction, UnitOfWork } from '../../../platform/index.ts';
import { handsChanged, presenterChanged } from '../../live.events.ts';
import { presenters } from './presenters.ts';

/**
 * Brings a presenter, or one of the audience who raised a hand, on stage, or takes them off. The media server is told
 * by the event's handler, which also catches up with a presenter who was brought on while still connecting.
 */
@Injectable()
export class SetOnStage {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404 when this person neither presents in this session nor raised a hand */
  run(command: PersonCommand, sessionId: string, personId: string, onStage: boolean): Promise<Presenter> {
    return this.work.run(command, async (tx) => {
      if (onStage) await admitHand(tx, sessionId, personId);
      const [found] = await presenters(tx.manager, sessionId, personId);
      if (!found) throw notFound('person');
      await exec(tx)`
        INSERT INTO stage_presenter (session_id, person_id, on_stage) VALUES (${sessionId}, ${personId}, ${onStage})
        ON CONFLICT (session_id, person_id) DO UPDATE SET on_stage = ${onStage}
      `;
      await tx.audit('stage.set-on-stage', sessionId, { personId, onStage });
      await tx.emit(presenterChanged, { sessionId, personId });
      return { ...found, onStage };
    });
  }
}

/** A raised hand becomes a place beside the presenters, under the identity its page watches with. */
async function admitHand(tx: Transaction, sessionId: string, personId: string): Promise<void> {
  const taken = await all<{ identity: string }>(tx)`
    WITH taken AS (DELETE FROM raised_hand WHERE session_id = ${sessionId} AND person_id = ${personId}
      RETURNING identity)
    SELECT identity
    FROM taken
  `;
  const hand = taken[0];
  if (!hand) return;
  await exec(tx)`
    INSERT INTO stage_presenter (session_id, person_id, present, guest_identity)
    VALUES (${sessionId}, ${personId}, true, ${hand.identity})
    ON CONFLICT (session_id, person_id) DO UPDATE SET guest_identity = ${hand.identity}, present = true
    WHERE stage_presenter.guest_identity IS NOT NULL
  `;
  await tx.emit(handsChanged, { sessionId, personId });
}
