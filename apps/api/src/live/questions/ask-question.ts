import { Injectable } from '@nestjs/common';
import type { AskQuestion as AskQuestionBody, Question as QuestionView } from '@everexpo/contracts';
import { exists, notFound, one, type PersonCommand, ProblemError, UnitOfWork } from '../../platform/index.ts';
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
      const recent = await exists(tx)`
        SELECT 1
        FROM question
        WHERE session_id = ${sessionId} AND author_id = ${command.actor.id}
          AND asked_at > now() - make_interval(secs => ${ASK_EVERY_SECONDS})
      `;
      if (recent) throw new ProblemError('too_many', { seconds: ASK_EVERY_SECONDS });
      const { id } = await one<{ id: string }>(tx)`
        INSERT INTO question (session_id, pitch_id, author_id, body, anonymous, state)
        VALUES (${sessionId}, ${stage.currentPitchId}, ${command.actor.id}, ${body.body}, ${body.anonymous},
          ${stage.moderated ? 'waiting' : 'shown'})
        RETURNING id
      `;
      const question = (await questionView(tx.manager, id)) as QuestionView;
      if (stage.moderated) await tx.emit(queueChanged, { sessionId });
      else await appendMessage(tx, sessionId, { kind: 'question', payload: question });
      return question;
    });
  }
}
