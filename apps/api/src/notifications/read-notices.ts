import { Injectable } from '@nestjs/common';
import { exec, maybeOne, notFound, type PersonCommand, UnitOfWork } from '../platform/index.ts';
import { AnnounceNotices } from './announce-notices.ts';

/** One notice, or all that somebody has been told so far, counts as read. */
@Injectable()
export class ReadNotices {
  constructor(
    private readonly work: UnitOfWork,
    private readonly notices: AnnounceNotices,
  ) {}

  /** @throws ProblemError not_found of somebody else's */
  async run(command: PersonCommand, id?: string): Promise<void> {
    const personId = command.actor.id;
    await this.work.run(command, async (tx) => {
      if (id === undefined) {
        await exec(tx)`UPDATE notice SET read_at = now() WHERE person_id = ${personId} AND read_at IS NULL`;
        return;
      }
      const read = await maybeOne(tx)`
        UPDATE notice SET read_at = coalesce(read_at, now()) WHERE id = ${id} AND person_id = ${personId} RETURNING id
      `;
      if (!read) throw notFound('notice');
    });
    await this.notices.announce(personId);
  }
}
