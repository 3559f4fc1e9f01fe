import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { StageTicket } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { conflict, MediaServer, notFound, type Actor, type Seat } from '../../platform/index.ts';

import { presenterIdentity, stageRoom } from '../media/names.ts';
import { livePolicy } from '../live.policy.ts';

interface Standing {
  state: 'scheduled' | 'live' | 'ended';
  presents: boolean;
  onStage: boolean;
}

/**
 * Hands out the ticket to a stage. Who one is there, viewer, presenter or manager, follows from the running order
 * and the roles alone; viewers can only listen and watch.
 */
@Injectable()
export class JoinStage {
  constructor(
    private readonly dataSource: DataSource,
    private readonly media: MediaServer,
  ) {}

  /** @throws ProblemError 404; 409 `stage_not_open` for viewers before, `stage_ended` for everybody after */
  async run(actor: Actor, sessionId: string): Promise<StageTicket> {
    const personId = actor.kind === 'person' ? actor.id : null;
    const standing = await this.standing(sessionId, personId);
    if (!standing) throw notFound('session');
    if (standing.state === 'ended') throw conflict('stage_ended', 'This session is over.');
    const common = { room: stageRoom(sessionId), name: '', attributes: {}, canPublish: false };
    if (actor.kind === 'person' && standing.presents) {
      await this.dataSource.query(`INSERT INTO stage_presenter (session_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [sessionId, actor.id]);
      const seat: Seat = {
        ...common,
        identity: presenterIdentity(actor.id),
        name: actor.name,
        attributes: { seat: 'presenter', nameEn: actor.nameEn },
        canPublish: standing.onStage,
      };
      return { ...(await this.media.ticket(seat)), seat: 'presenter', onStage: standing.onStage };
    }
    if (livePolicy.manageStage.allows(actor)) {
      const seat: Seat = { ...common, identity: `manager-${randomUUID()}`, attributes: { seat: 'manager' }, hidden: true };
      return { ...(await this.media.ticket(seat)), seat: 'manager', onStage: false };
    }
    if (standing.state !== 'live') throw conflict('stage_not_open', 'The stage is not open yet.');
    const seat: Seat = { ...common, identity: `viewer-${randomUUID()}`, attributes: { seat: 'viewer' } };
    return { ...(await this.media.ticket(seat)), seat: 'viewer', onStage: false };
  }

  private async standing(sessionId: string, personId: string | null): Promise<Standing | undefined> {
    const [row] = await this.dataSource.query<Standing[]>(
      `SELECT coalesce(st.state, 'scheduled') AS state,
              EXISTS (SELECT 1 FROM pitch t JOIN project j ON j.id = t.project_id WHERE t.session_id = s.id AND j.owner_id = $2) AS presents,
              coalesce((SELECT on_stage FROM stage_presenter sp WHERE sp.session_id = s.id AND sp.person_id = $2), false) AS "onStage"
         FROM session s LEFT JOIN stage st ON st.session_id = s.id WHERE s.id = $1`,
      [sessionId, personId],
    );
    return row;
  }
}
