import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DatabaseChannel, exists, notFound, Realtime, Remembered, rooms } from '../../platform/index.ts';
import { isBanned, removed } from '../stage/ban-person.ts';

/**
 * Whether a session is there, and who may watch it: asked once and remembered until it changes. Whoever is removed from
 * a session loses their sockets on every node, at the database's own word.
 */
@Injectable()
export class SessionRights {
  private readonly sessions: Remembered<true>;
  private readonly bans: Remembered<boolean>;

  constructor(
    private readonly dataSource: DataSource,
    realtime: Realtime,
    channel: DatabaseChannel,
  ) {
    this.sessions = new Remembered(channel);
    this.bans = new Remembered(channel);
    channel.on('everexpo_ban_changed', (payload) => {
      const [sessionId = '', personId = '', change] = payload.split(' ');
      this.bans.forget(`${sessionId} ${personId}`);
      if (change !== 'insert') return;
      realtime.local(rooms.person(personId), 'session:removed', { sessionId });
      realtime.endLocal(rooms.person(personId), 'removed');
    });
  }

  /** @throws ProblemError 404 for a session that is not there; 403 `removed` for one who was removed from it */
  async requireWatching(sessionId: string, personId: string | null): Promise<void> {
    await this.sessions.get(sessionId, () => this.requireSession(sessionId));
    if (personId === null) return;
    const { manager } = this.dataSource;
    if (await this.bans.get(`${sessionId} ${personId}`, () => isBanned(manager, sessionId, personId))) throw removed();
  }

  /** One that is not there may be published at any moment: that is not remembered. */
  private async requireSession(id: string): Promise<true> {
    if (!(await exists(this.dataSource)`SELECT 1 FROM expo_session WHERE id = ${id}`)) throw notFound('session');
    return true;
  }
}
