import { Injectable } from '@nestjs/common';
import type { Question as QuestionView } from '@everexpo/contracts';
import { notFound, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { questionChanged } from '../live.events.ts';
import { Question } from './question.entity.ts';
import { questionView } from './question-views.ts';

@Injectable()
export class MarkAnswered {
  constructor(private readonly work: UnitOfWork) {}

  run(command: PersonCommand, questionId: string, answered: boolean): Promise<QuestionView> {
    return this.work.run(command, async (tx) => {
      const { affected } = await tx.manager.update(Question, { id: questionId }, { answered });
      if (!affected) throw notFound('question');
      await tx.audit('question.answered', questionId, { answered });
      await tx.emit(questionChanged, { questionId });
      return (await questionView(tx.manager, questionId)) as QuestionView;
    });
  }
}
