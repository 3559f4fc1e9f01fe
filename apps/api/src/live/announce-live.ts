import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { exec, MediaServer, OnEvent, Realtime, rooms, UnitOfWork } from '../platform/index.ts';
import { endHallVisits } from './attendance/record-visit.ts';
import { handsChanged, personBanned, presenterChanged, queueChanged, stageClosed } from './live.events.ts';
import { identitiesOf } from './media/holders.ts';
import { stageRoom } from './media/names.ts';
import { ApplyPublishing } from './stage/apply-publishing.ts';
import { presenters } from './stage/presenters.ts';
import { isHandUp, raisedHands } from './stage/raise-hand.ts';

/** Makes the media server agree with what was decided, and tells the organizers' consoles. */
@Injectable()
export class AnnounceLive {
  constructor(
    private readonly dataSource: DataSource,
    private readonly work: UnitOfWork,
    private readonly realtime: Realtime,
    private readonly media: MediaServer,
    private readonly applyPublishing: ApplyPublishing,
  ) {}

  @OnEvent(stageClosed, 'live.close-media-room')
  async closeMediaRoom({ sessionId }: { sessionId: string }): Promise<void> {
    await this.media.closeRoom(stageRoom(sessionId));
    await this.work.system('live.close-media-room', async (tx) => {
      await endHallVisits(tx, sessionId);
      await exec(tx)`DELETE FROM media_identity WHERE issued_at < now() - interval '7 days'`;
      // Reports are only told apart from their repeats while they may still be repeated.
      await exec(tx)`DELETE FROM media_event WHERE received_at < now() - interval '7 days'`;
    });
  }

  @OnEvent(presenterChanged, 'live.announce-presenter')
  async presenter({ sessionId, personId }: { sessionId: string; personId: string }): Promise<void> {
    const [row] = await presenters(this.dataSource.manager, sessionId, personId);
    if (!row) return;
    const { guestIdentity: _, ...presenter } = row;
    this.realtime.emit([rooms.console(sessionId), rooms.person(personId)], 'stage:presenter', {
      ...presenter,
      sessionId,
    });
  }

  /** When someone is brought on or off, and when they arrive. */
  @OnEvent(presenterChanged, 'live.apply-publishing')
  publishing({ sessionId, personId }: { sessionId: string; personId: string }): Promise<void> {
    return this.applyPublishing.run(sessionId, personId);
  }

  @OnEvent(handsChanged, 'live.announce-hands')
  async hands({ sessionId, personId }: { sessionId: string; personId: string }): Promise<void> {
    const { manager } = this.dataSource;
    this.realtime.emit(rooms.console(sessionId), 'stage:hands', {
      sessionId,
      hands: await raisedHands(manager, sessionId),
    });
    const up = await isHandUp(manager, sessionId, personId);
    this.realtime.emit(rooms.person(personId), 'stage:hand', { sessionId, up });
  }

  @OnEvent(queueChanged, 'live.announce-queue')
  queue({ sessionId }: { sessionId: string }): Promise<void> {
    this.realtime.emit(rooms.console(sessionId), 'console:queue', { sessionId });
    return Promise.resolve();
  }

  /** Removed on every screen they have; whoever comes back with an old token is removed again by the report of it. */
  @OnEvent(personBanned, 'live.remove-banned')
  async removeBanned({ sessionId, personId }: { sessionId: string; personId: string }): Promise<void> {
    this.realtime.emit(rooms.person(personId), 'session:removed', { sessionId });
    this.realtime.leave(rooms.person(personId), rooms.session(sessionId));
    const own = await identitiesOf(this.dataSource.manager, sessionId, personId);
    for (const { identity } of await this.media.participantsIn(stageRoom(sessionId))) {
      if (own.has(identity)) await this.media.remove(stageRoom(sessionId), identity);
    }
  }
}
