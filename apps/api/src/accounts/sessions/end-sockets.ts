import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { all, DatabaseChannel, Interval, Log, type PersonActor, Realtime, rooms } from '../../platform/index.ts';

const CHECK_EVERY_MS = 30_000;

/**
 * Ends the sockets of a sign-in that is over and of a person whose roles have changed, on every node: the database
 * itself notifies, and what has gone unheard is found by looking.
 */
@Injectable()
export class EndSockets {
  constructor(
    private readonly dataSource: DataSource,
    private readonly realtime: Realtime,
    log: Log,
    channel: DatabaseChannel,
  ) {
    channel.on('everexpo_sign_in_ended', (id) => realtime.endLocal(rooms.signIn(id), 'signed_out'));
    channel.on('everexpo_roles_changed', (id) => realtime.endLocal(rooms.person(id), 'roles_changed'));
    channel.onGap(() => {
      if (channel.listening)
        this.check().catch((error: unknown) => log.warn({ err: error }, 'sockets were not checked'));
    });
  }

  /** Compares the sign-ins and roles behind this node's sockets with the database. */
  @Interval(CHECK_EVERY_MS, 'accounts.check-sockets', { onEveryNode: true })
  async check(): Promise<void> {
    const people = this.realtime.localActors().filter((actor): actor is PersonActor => actor.kind === 'person');
    if (people.length === 0) return;
    const rows = await all<{ id: string; roles: string }>(this.dataSource)`
      SELECT s.id, coalesce((SELECT string_agg(r.role, ' ' ORDER BY r.role) FROM person_role r
        WHERE r.person_id = s.person_id), '') AS roles
      FROM auth_session s
      WHERE s.id = ANY(${[...new Set(people.map(({ signInId }) => signInId))]}) AND s.expires_at > now()
    `;
    const rolesOf = new Map(rows.map(({ id, roles }) => [id, roles]));
    for (const { id, signInId, roles } of people) {
      const known = rolesOf.get(signInId);
      if (known === undefined) this.realtime.endLocal(rooms.signIn(signInId), 'signed_out');
      else if (known !== [...roles].sort().join(' ')) this.realtime.endLocal(rooms.person(id), 'roles_changed');
    }
  }
}
