import { Injectable } from '@nestjs/common';
import { maybeOne, notFound, type PersonCommand, UnitOfWork } from '../platform/index.ts';
import { AnnounceNotices } from './announce-notices.ts';

/** Puts one of somebody's notices away, for good and on all their devices; it counts as read. */
@Injectable()
export class DismissNotice {
  constructor(
    private readonly work: UnitOfWork,
    private readonly notices: AnnounceNotices,
  ) {}

  /** @throws ProblemError not_found of somebody else's */
  async run(command: PersonCommand, id: string): Promise<void> {
    const personId = command.actor.id;
    await this.work.run(command, async (tx) => {
      const dismissed = await maybeOne(tx)`
        UPDATE notice SET dismissed_at = coalesce(dismissed_at, now()), read_at = coalesce(read_at, now())
        WHERE id = ${id} AND person_id = ${personId}
        RETURNING id
      `;
      if (!dismissed) throw notFound('notice');
    });
    await this.notices.announce(personId);
  }
}
