import { Injectable } from '@nestjs/common';
import type { ModerateQuestion as ModerateQuestionBody, Question as QuestionView } from '@everexpo/contracts';
import { all, notFound, type PersonCommand, ProblemError, type Transaction, UnitOfWork } from '../../platform/index.ts';
import { queueChanged } from '../live.events.ts';
import { appendMessage } from '../log/append-message.ts';
import { Question } from './question.entity.ts';
import { questionView } from './question-views.ts';

/** Marks a question as answered, pins it above the others, lets it through or puts it away. */
@Injectable()
export class ModerateQuestion {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 409 `not_shown` for pinning one that is not for everybody */
  run(command: PersonCommand, questionId: string, change: ModerateQuestionBody): Promise<QuestionView> {
    return this.work.run(command, async (tx) => {
      const question = await tx.manager.findOne(Question, {
        where: { id: questionId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!question) throw notFound('question');
      const before = question.state;
      Object.assign(question, change);
      if (question.state === 'dismissed') question.pinned = false;
      if (question.pinned && question.state !== 'shown') throw new ProblemError('not_shown');
      const unpinned = change.pinned ? await unpinOthers(tx, question) : [];
      await tx.manager.save(question);
      await tx.audit('question.moderate', questionId, { ...change });
      if (question.state !== before) await tx.emit(queueChanged, { sessionId: question.sessionId });
      for (const id of unpinned)
        await appendMessage(tx, question.sessionId, {
          kind: 'question',
          payload: (await questionView(tx.manager, id)) as QuestionView,
        });
      const view = (await questionView(tx.manager, questionId)) as QuestionView;
      if (question.state === 'shown') await appendMessage(tx, question.sessionId, { kind: 'question', payload: view });
      else if (before === 'shown')
        await appendMessage(tx, question.sessionId, { kind: 'question-gone', payload: { id: questionId } });
      return view;
    });
  }
}

/** One question is pinned at a time. */
async function unpinOthers(tx: Transaction, question: Question): Promise<string[]> {
  const rows = await all<{ id: string }>(tx)`
    WITH off AS (UPDATE question SET pinned = false
      WHERE session_id = ${question.sessionId} AND pinned AND id <> ${question.id} RETURNING id)
    SELECT id
    FROM off
  `;
  return rows.map(({ id }) => id);
}
