import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { exec, MediaServer, OnEvent, UnitOfWork } from '../platform/index.ts';
import { endHallVisits } from './attendance/record-visit.ts';
import { personBanned, presenterChanged, stageClosed } from './live.events.ts';
import { identitiesOf } from './media/holders.ts';
import { stageRoom } from './media/names.ts';
import { ApplyPublishing } from './stage/presenters/apply-publishing.ts';
import { isBanned } from './stage/ban-person.ts';

/** Makes the media server agree with what was decided, however late it can be asked. */
@Injectable()
export class OrderMedia {
  constructor(
    private readonly dataSource: DataSource,
    private readonly work: UnitOfWork,
    private readonly media: MediaServer,
    private readonly applyPublishing: ApplyPublishing,
  ) {}

  @OnEvent(stageClosed, 'live.close-media-room', { lane: 'media' })
  async closeRoom({ sessionId }: { sessionId: string }): Promise<void> {
    await this.media.closeRoom(stageRoom(sessionId));
    await this.work.system('live.close-media-room', async (tx) => {
      await endHallVisits(tx, sessionId);
      await exec(tx)`DELETE FROM media_identity WHERE issued_at < now() - interval '7 days'`;
      // Reports are only told apart from their repeats while they may still be repeated.
      await exec(tx)`DELETE FROM media_event WHERE received_at < now() - interval '7 days'`;
    });
  }

  /** When someone is brought on or off, and when they arrive. */
  @OnEvent(presenterChanged, 'live.apply-publishing', { lane: 'media' })
  publishing({ sessionId, personId }: { sessionId: string; personId: string }): Promise<void> {
    return this.applyPublishing.run(sessionId, personId);
  }

  /** Whoever comes back with an old token is removed again by the report of it. */
  @OnEvent(personBanned, 'live.remove-banned', { lane: 'media' })
  async removeBanned({ sessionId, personId }: { sessionId: string; personId: string }): Promise<void> {
    const { manager } = this.dataSource;
    if (!(await isBanned(manager, sessionId, personId))) return;
    const own = await identitiesOf(manager, sessionId, personId);
    for (const { identity } of await this.media.participantsIn(stageRoom(sessionId))) {
      if (own.has(identity)) await this.media.remove(stageRoom(sessionId), identity);
    }
  }
}
