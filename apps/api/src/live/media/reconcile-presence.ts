import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { all, Interval, MediaServer, UnitOfWork } from '../../platform/index.ts';
import { reconcileVisits } from '../attendance/record-visit.ts';
import { forgetSeats, reconcileSeats } from '../seats/take-seat.ts';
import { presenterIdentity, stageRoom } from './names.ts';
import { recordPresence } from './record-presence.ts';

const NAME = 'live.reconcile-presence';

interface Known {
  sessionId: string;
  personId: string;
  guestIdentity: string | null;
  present: boolean;
}

/**
 * Reports can be lost with the server that sends them or the node that takes them: what is known is held against the
 * media server's own list.
 */
@Injectable()
export class ReconcilePresence {
  constructor(
    private readonly dataSource: DataSource,
    private readonly media: MediaServer,
    private readonly work: UnitOfWork,
  ) {}

  @Interval(30_000, 'live.reconcile-presence')
  async run(): Promise<void> {
    await this.work.system(NAME, (tx) => forgetSeats(tx));
    const known = await all<Known>(this.dataSource)`
      SELECT sp.session_id AS "sessionId", sp.person_id AS "personId", sp.guest_identity AS "guestIdentity",
        sp.present
      FROM stage_presenter sp
      JOIN expo_session s ON s.id = sp.session_id
      LEFT JOIN stage st ON st.session_id = sp.session_id
      WHERE coalesce(st.state, 'scheduled') = 'live'
        OR (coalesce(st.state, 'scheduled') = 'scheduled'
          AND s.starts_at BETWEEN now() - interval '1 day' AND now() + interval '1 day')
    `;
    const visited = await all<{ sessionId: string }>(this.dataSource)`
      SELECT session_id AS "sessionId"
      FROM stage
      WHERE state = 'live'
      UNION
      SELECT session_id
      FROM visit
      WHERE left_at IS NULL
    `;
    for (const sessionId of new Set([...known, ...visited].map((one) => one.sessionId))) {
      // Taken before the list: a report of what happens while it is on its way is newer and holds.
      const at = Date.now() / 1000;
      const participants = await this.media.participantsIn(stageRoom(sessionId));
      await this.work.system(NAME, (tx) => reconcileVisits(tx, sessionId, participants, at));
      await this.work.system(NAME, (tx) =>
        reconcileSeats(
          tx,
          sessionId,
          participants.map(({ identity }) => identity),
        ),
      );
      const inside = new Set(participants.map(({ identity }) => identity));
      for (const one of known.filter((candidate) => candidate.sessionId === sessionId)) {
        const identity = one.guestIdentity ?? presenterIdentity(one.personId);
        if (inside.has(identity) === one.present) continue;
        await this.work.system(NAME, (tx) => recordPresence(tx, { sessionId, identity, present: !one.present, at }));
      }
    }
  }
}
