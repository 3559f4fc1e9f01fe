import { Injectable } from '@nestjs/common';
import type { AskQuestion as AskQuestionBody, Question as QuestionView } from '@everexpo/contracts';
import { notFound, ProblemError, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { queueChanged } from '../live.events.ts';
import { appendMessage } from '../log/append-message.ts';
import { requireAllowed } from '../stage/ban-person.ts';
import { stageView } from '../stage/stage-view.ts';
import { questionView } from './question-views.ts';

/** One person asks at most this often in a session. */
const ASK_EVERY_SECONDS = 3;

@Injectable()
export class AskQuestion {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 403 `removed`; 409 `stage_not_live`; 429 for a second question within seconds */
  run(command: PersonCommand, sessionId: string, body: AskQuestionBody): Promise<QuestionView> {
    return this.work.run(command, async (tx) => {
      const stage = await stageView(tx.manager, sessionId);
      if (!stage) throw notFound('session');
      if (stage.state !== 'live') throw new ProblemError('stage_not_live');
      await requireAllowed(tx.manager, sessionId, command.actor.id);
      const recent: unknown[] = await tx.manager.query(
        `SELECT 1 FROM question WHERE session_id = $1 AND author_id = $2 AND asked_at > now() - make_interval(secs => $3)`,
        [sessionId, command.actor.id, ASK_EVERY_SECONDS],
      );
      if (recent.length > 0) throw new ProblemError('too_many', { seconds: ASK_EVERY_SECONDS });
      const [row] = await tx.manager.query<{ id: string }[]>(
        `INSERT INTO question (session_id, pitch_id, author_id, body, anonymous, state) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
        [
          sessionId,
          stage.currentPitchId,
          command.actor.id,
          body.body,
          body.anonymous,
          stage.moderated ? 'waiting' : 'shown',
        ],
      );
      const question = (await questionView(tx.manager, (row as { id: string }).id)) as QuestionView;
      if (stage.moderated) await tx.emit(queueChanged, { sessionId });
      else await appendMessage(tx.manager, sessionId, { kind: 'question', payload: question });
      return question;
    });
  }
}
