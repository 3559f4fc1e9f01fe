import { Injectable } from '@nestjs/common';
import type { StageSeat, StageTicket } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import { conflict, MediaServer, notFound, type Actor, type Seat } from '../../platform/index.ts';
import { guestIdentity, hallIdentity, managerIdentity, presenterIdentity, stageRoom, viewerIdentity } from '../media/names.ts';
import { livePolicy } from '../live.policy.ts';
import { requireAllowed } from './ban-person.ts';

interface Place {
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

  /** @throws ProblemError 404; 403 `removed`; 409 `stage_not_open` for viewers before, `stage_ended` for everybody after */
  async run(actor: Actor, sessionId: string): Promise<StageTicket> {
    const personId = actor.kind === 'person' ? actor.id : null;
    const place = await this.place(sessionId, personId);
    if (!place) throw notFound('session');
    if (personId !== null) await requireAllowed(this.dataSource.manager, sessionId, personId);
    if (place.state === 'ended') throw conflict('stage_ended', 'This session is over.');
    if (actor.kind === 'person' && place.presents) {
      await this.dataSource.query(`INSERT INTO stage_presenter (session_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [sessionId, actor.id]);
      const seat = { identity: presenterIdentity(actor.id), name: actor.name, attributes: { seat: 'presenter', nameEn: actor.nameEn }, canPublish: place.onStage, screenShare: true };
      return this.ticket(sessionId, 'presenter', seat, place.onStage);
    }
    if (actor.kind === 'person' && livePolicy.manageStage.allows(actor)) {
      return this.ticket(sessionId, 'manager', { identity: managerIdentity(actor.id), attributes: { seat: 'manager' }, hidden: true, roomAdmin: true });
    }
    if (place.state !== 'live') throw conflict('stage_not_open', 'The stage is not open yet.');
    return this.ticket(sessionId, 'viewer', { identity: personId === null ? guestIdentity() : viewerIdentity(personId), attributes: { seat: 'viewer' } });
  }

  /** The seat of the hall's own computer: its camera and sound are on the stage. @throws ProblemError 404; 409 `no_hall` for an online room, `stage_ended` */
  async hall(sessionId: string): Promise<StageTicket> {
    const [room] = await this.dataSource.query<{ name: string; nameEn: string; mode: string; state: string | null }[]>(
      `SELECT r.name_zh AS name, r.name_en AS "nameEn", r.mode, st.state FROM session s JOIN room r ON r.id = s.room_id LEFT JOIN stage st ON st.session_id = s.id WHERE s.id = $1`,
      [sessionId],
    );
    if (!room) throw notFound('session');
    if (room.mode === 'online') throw conflict('no_hall', 'This session is held online; there is no hall.');
    if (room.state === 'ended') throw conflict('stage_ended', 'This session is over.');
    return this.ticket(sessionId, 'hall', { identity: hallIdentity(sessionId), name: room.name, attributes: { seat: 'hall', nameEn: room.nameEn }, canPublish: true, screenShare: true }, true);
  }

  private async ticket(sessionId: string, seat: StageSeat, special: Partial<Seat> & Pick<Seat, 'identity' | 'attributes'>, onStage = false): Promise<StageTicket> {
    const ticket = await this.media.ticket({ room: stageRoom(sessionId), name: '', canPublish: false, ...special });
    return { ...ticket, seat, identity: special.identity, onStage };
  }

  private async place(sessionId: string, personId: string | null): Promise<Place | undefined> {
    const [row] = await this.dataSource.query<Place[]>(
      `SELECT coalesce(st.state, 'scheduled') AS state,
              EXISTS (SELECT 1 FROM pitch t JOIN project j ON j.id = t.project_id WHERE t.session_id = s.id AND j.owner_id = $2) AS presents,
              coalesce((SELECT on_stage FROM stage_presenter sp WHERE sp.session_id = s.id AND sp.person_id = $2), false) AS "onStage"
         FROM session s LEFT JOIN stage st ON st.session_id = s.id WHERE s.id = $1`,
      [sessionId, personId],
    );
    return row;
  }
}
