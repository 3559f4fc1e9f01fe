import { Injectable } from '@nestjs/common';
import type { Stage as StageView } from '@everexpo/contracts';
import { exec, maybeOne, notFound, type PersonCommand, ProblemError, UnitOfWork } from '../../platform/index.ts';
import { livePolicy } from '../live.policy.ts';
import { publishStage } from './publish-stage.ts';

/** Turns the deck to a page for everybody at once: by who presents on stage, or by a manager. */
@Injectable()
export class TurnPage {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 403 for others; 409 `no_deck` while no pitch with a drawn deck is on */
  run(command: PersonCommand, sessionId: string, page: number): Promise<StageView> {
    return this.work.run(command, async (tx) => {
      const stage = await maybeOne<{ presents: boolean; pages: number }>(tx)`
        SELECT coalesce(j.owner_id = ${command.actor.id} AND EXISTS (SELECT 1 FROM stage_presenter sp
          WHERE sp.session_id = st.session_id AND sp.person_id = ${command.actor.id} AND sp.on_stage),
          false) AS presents,
          (SELECT count(*)::int FROM expo_deck_page k WHERE k.sha256 = j.deck_sha256) AS pages
        FROM stage st
        LEFT JOIN expo_pitch t ON t.id = st.current_pitch_id
        LEFT JOIN expo_project j ON j.id = t.project_id
        WHERE st.session_id = ${sessionId}
        FOR UPDATE OF st
      `;
      if (!stage) throw notFound('session');
      if (!stage.presents && !livePolicy.manageStage.allows(command.actor)) throw new ProblemError('presenters_only');
      if (stage.pages === 0) throw new ProblemError('no_deck');
      await exec(tx)`UPDATE stage SET deck_page = ${Math.min(page, stage.pages)} WHERE session_id = ${sessionId}`;
      return publishStage(tx, sessionId);
    });
  }
}
