import { Injectable } from '@nestjs/common';
import type { VoteResult } from '@everexpo/contracts';
import { notFound, UnitOfWork, type PersonCommand } from '../../platform/index.ts';
import { appendMessage } from '../log/append-message.ts';

/** Gives or takes back one person's vote; a repeat changes nothing. */
@Injectable()
export class VoteQuestion {
  constructor(private readonly work: UnitOfWork) {}

  run(command: PersonCommand, questionId: string, wanted: boolean): Promise<VoteResult> {
    return this.work.run(command, async (tx) => {
      const [question] = await tx.manager.query<{ sessionId: string }[]>(
        `SELECT session_id AS "sessionId" FROM question WHERE id = $1 AND state = 'shown' FOR UPDATE`,
        [questionId],
      );
      if (!question) throw notFound('question');
      await tx.manager.query(
        wanted
          ? `INSERT INTO question_vote (question_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`
          : `DELETE FROM question_vote WHERE question_id = $1 AND person_id = $2`,
        [questionId, command.actor.id],
      );
      const [[row]] = await tx.manager.query<[VoteResult[], number]>(
        `UPDATE question SET votes = (SELECT count(*) FROM question_vote WHERE question_id = $1) WHERE id = $1 RETURNING id, votes`,
        [questionId],
      );
      const result = row as VoteResult;
      await appendMessage(tx.manager, question.sessionId, { kind: 'votes', payload: result });
      return result;
    });
  }
}
