import { Injectable } from '@nestjs/common';
import type { SetAudience as SetAudienceBody, Stage as StageView } from '@everexpo/contracts';
import { exec, notFound, type PersonCommand, UnitOfWork } from '../../platform/index.ts';
import { publishStage } from './publish-stage.ts';

/**
 * Opens and closes the chat, sets its pace, decides whether questions wait to be let through, whether the session is
 * recorded and replayed, and how many seats there are.
 */
@Injectable()
export class SetAudience {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404 */
  run(command: PersonCommand, sessionId: string, change: SetAudienceBody): Promise<StageView> {
    return this.work.run(command, async (tx) => {
      const rows = await exec(tx)`
        INSERT INTO stage (session_id, chat_open, slow_seconds, moderated, recorded, replay_open, seat_limit)
        SELECT id, coalesce(${change.chatOpen}, true), coalesce(${change.slowSeconds}, 3),
          coalesce(${change.moderated}, false), coalesce(${change.recorded}, true),
          coalesce(${change.replayOpen}, true), ${change.seatLimit}
        FROM expo_session
        WHERE id = ${sessionId}
        ON CONFLICT (session_id) DO UPDATE SET chat_open = coalesce(${change.chatOpen}, stage.chat_open),
          slow_seconds = coalesce(${change.slowSeconds}, stage.slow_seconds),
          moderated = coalesce(${change.moderated}, stage.moderated),
          recorded = coalesce(${change.recorded}, stage.recorded),
          replay_open = coalesce(${change.replayOpen}, stage.replay_open),
          seat_limit = CASE WHEN ${change.seatLimit !== undefined} THEN ${change.seatLimit} ELSE stage.seat_limit END
      `;
      if (rows === 0) throw notFound('session');
      await tx.audit('stage.set-audience', sessionId, { ...change });
      return publishStage(tx, sessionId);
    });
  }
}
