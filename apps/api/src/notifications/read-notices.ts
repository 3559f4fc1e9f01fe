import { Injectable } from '@nestjs/common';
import { exec, type PersonCommand, UnitOfWork } from '../platform/index.ts';

/** All that somebody has been told so far counts as read. */
@Injectable()
export class ReadNotices {
  constructor(private readonly work: UnitOfWork) {}

  run(command: PersonCommand): Promise<void> {
    return this.work.run(command, async (tx) => {
      await exec(tx)`UPDATE notice SET read_at = now() WHERE person_id = ${command.actor.id} AND read_at IS NULL`;
    });
  }
}
