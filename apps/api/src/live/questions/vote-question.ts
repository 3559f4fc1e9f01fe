import { Injectable } from '@nestjs/common';
import type { VoteResult } from '@everexpo/contracts';
import { exec, maybeOne, notFound, one, type PersonCommand, UnitOfWork } from '../../platform/index.ts';
import { appendMessage } from '../log/append-message.ts';

/** Gives or takes back one person's vote; a repeat changes nothing. */
@Injectable()
export class VoteQuestion {
  constructor(private readonly work: UnitOfWork) {}

  run(command: PersonCommand, questionId: string, wanted: boolean): Promise<VoteResult> {
    return this.work.run(command, async (tx) => {
      const question = await maybeOne<{ sessionId: string }>(tx)`
        SELECT session_id AS "sessionId" FROM question WHERE id = ${questionId} AND state = 'shown' FOR UPDATE
      `;
      if (!question) throw notFound('question');
      if (wanted)
        await exec(tx)`
          INSERT INTO question_vote (question_id, person_id)
          VALUES (${questionId}, ${command.actor.id})
          ON CONFLICT DO NOTHING
        `;
      else
        await exec(tx)`DELETE FROM question_vote WHERE question_id = ${questionId} AND person_id = ${command.actor.id}`;
      const result = await one<VoteResult>(tx)`
        UPDATE question
        SET votes = (SELECT count(*) FROM question_vote WHERE question_id = ${questionId})
        WHERE id = ${questionId}
        RETURNING id, votes
      `;
      await appendMessage(tx, question.sessionId, { kind: 'votes', payload: result });
      return result;
    });
  }
}
