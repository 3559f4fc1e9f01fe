import { Injectable } from '@nestjs/common';
import type { SetAudience as SetAudienceBody, Stage as StageView } from '@everexpo/contracts';
import { notFound, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { tellStage } from './tell-stage.ts';

/** Opens and closes the chat, sets its pace, decides whether questions wait to be let through, whether the session is recorded and replayed, and how many seats there are. */
@Injectable()
export class SetAudience {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404 */
  run(command: PersonCommand, sessionId: string, change: SetAudienceBody): Promise<StageView> {
    return this.work.run(command, async (tx) => {
      const rows: unknown[] = await tx.manager.query(
        `INSERT INTO stage (session_id, chat_open, slow_seconds, moderated, recorded, replay_open, seat_limit)
           SELECT id, coalesce($2, true), coalesce($3, 3), coalesce($4, false), coalesce($5, true), coalesce($6, true), $8 FROM expo_session WHERE id = $1
         ON CONFLICT (session_id) DO UPDATE SET chat_open = coalesce($2, stage.chat_open), slow_seconds = coalesce($3, stage.slow_seconds), moderated = coalesce($4, stage.moderated),
           recorded = coalesce($5, stage.recorded), replay_open = coalesce($6, stage.replay_open), seat_limit = CASE WHEN $7 THEN $8 ELSE stage.seat_limit END
         RETURNING 1`,
        [
          sessionId,
          change.chatOpen ?? null,
          change.slowSeconds ?? null,
          change.moderated ?? null,
          change.recorded ?? null,
          change.replayOpen ?? null,
          change.seatLimit !== undefined,
          change.seatLimit ?? null,
        ],
      );
      if (rows.length === 0) throw notFound('session');
      await tx.audit('stage.set-audience', sessionId, { ...change });
      return tellStage(tx.manager, sessionId);
    });
  }
}
