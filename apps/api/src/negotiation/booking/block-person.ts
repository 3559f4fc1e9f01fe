import { Injectable } from '@nestjs/common';
import { exec, exists, fieldError, invalid, notFound, type PersonCommand, UnitOfWork } from '../../platform/index.ts';

/** Neither meets the other here from then on; what is agreed stays until it is cancelled. */
@Injectable()
export class BlockPerson {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws ProblemError 404; 422 for oneself */
  block(command: PersonCommand, personId: string): Promise<void> {
    if (personId === command.actor.id) throw invalid(fieldError('/id', 'other_person.id'));
    return this.work.run(command, async (tx) => {
      const known = await exists(tx)`SELECT 1 FROM accounts_person WHERE id = ${personId}`;
      if (!known) throw notFound('person');
      await exec(tx)`
        INSERT INTO person_block (person_id, blocked_id)
        VALUES (${command.actor.id}, ${personId})
        ON CONFLICT DO NOTHING
      `;
    });
  }

  unblock(command: PersonCommand, personId: string): Promise<void> {
    return this.work.run(command, async (tx) => {
      await exec(tx)`DELETE FROM person_block WHERE person_id = ${command.actor.id} AND blocked_id = ${personId}`;
    });
  }
}
