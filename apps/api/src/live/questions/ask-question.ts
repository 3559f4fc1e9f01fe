import { Injectable } from '@nestjs/common';
import type { AskQuestion as AskQuestionBody, Question as QuestionView } from '@everexpo/contracts';
import { conflict, notFound, ProblemError, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { questionAsked } from '../live.events.ts';
import { stageView } from '../stage/stage-view.ts';
import { questionView } from './question-views.ts';

/** One person asks at most this often in a session. */
const ASK_EVERY_SECONDS = 3;

@Injectable()
export class AskQuestion {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 409 `stage_not_live`; 429 for a second question within seconds */
  run(command: PersonCommand, sessionId: string, body: AskQuestionBody): Promise<QuestionView> {
    return this.work.run(command, async (tx) => {
      const stage = await stageView(tx.manager, sessionId);
      if (!stage) throw notFound('session');
      if (stage.state !== 'live') throw conflict('stage_not_live', 'Questions can be asked while the session is live.');
      const recent: unknown[] = await tx.manager.query(
        `SELECT 1 FROM question WHERE session_id = $1 AND author_id = $2 AND asked_at > now() - make_interval(secs => $3)`,
        [sessionId, command.actor.id, ASK_EVERY_SECONDS],
      );
      if (recent.length > 0) throw new ProblemError(429, 'too_many', `Wait ${ASK_EVERY_SECONDS} seconds before the next question.`);
      const [row] = await tx.manager.query<{ id: string }[]>(
        `INSERT INTO question (session_id, pitch_id, author_id, body, anonymous) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
        [sessionId, stage.currentPitchId, command.actor.id, body.body, body.anonymous],
      );
      const { id } = row as { id: string };
      await tx.emit(questionAsked, { questionId: id });
      return (await questionView(tx.manager, id)) as QuestionView;
    });
  }
}
