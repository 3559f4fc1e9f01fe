import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OnEvent, Realtime, rooms } from '../platform/index.ts';
import { handsChanged, personBanned, presenterChanged, queueChanged } from './live.events.ts';
import { isBanned } from './stage/ban-person.ts';
import { presenters } from './stage/presenters/presenters.ts';
import { isHandUp, raisedHands } from './stage/presenters/raise-hand.ts';

/** Tells the organizers' consoles, and the people themselves, what was decided. */
@Injectable()
export class AnnounceLive {
  constructor(
    private readonly dataSource: DataSource,
    private readonly realtime: Realtime,
  ) {}

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

  /** Out on every screen they have. */
  @OnEvent(personBanned, 'live.announce-ban')
  async banned({ sessionId, personId }: { sessionId: string; personId: string }): Promise<void> {
    if (!(await isBanned(this.dataSource.manager, sessionId, personId))) return;
    this.realtime.emit(rooms.person(personId), 'session:removed', { sessionId });
    this.realtime.leave(rooms.person(personId), rooms.session(sessionId));
  }
}
