import { Injectable } from '@nestjs/common';
import { exec, exists, notFound, type PersonCommand, UnitOfWork } from '../../platform/index.ts';

/** No meeting is booked over a session that must be seen. */
@Injectable()
export class MarkMustSee {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404 */
  mark(command: PersonCommand, sessionId: string): Promise<void> {
    return this.work.run(command, async (tx) => {
      const known = await exists(tx)`SELECT 1 FROM expo_session WHERE id = ${sessionId}`;
      if (!known) throw notFound('session');
      await exec(tx)`
        INSERT INTO must_see (person_id, session_id)
        VALUES (${command.actor.id}, ${sessionId})
        ON CONFLICT DO NOTHING
      `;
    });
  }

  unmark(command: PersonCommand, sessionId: string): Promise<void> {
    return this.work.run(command, async (tx) => {
      await exec(tx)`DELETE FROM must_see WHERE person_id = ${command.actor.id} AND session_id = ${sessionId}`;
    });
  }
}
