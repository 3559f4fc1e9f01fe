import { Inject, Injectable } from '@nestjs/common';
import type { JoinStage as JoinStageBody, PageRequest, StageSeat, StageTicket, StageWay } from '@everexpo/contracts';
import { DataSource } from 'typeorm';
import {
  type Actor,
  type Config,
  CONFIG,
  exec,
  type GuestActor,
  maybeOne,
  MediaServer,
  notFound,
  type PersonActor,
  ProblemError,
  type Seat,
  unauthenticated,
  UnitOfWork,
} from '../../platform/index.ts';
import { saveHolder } from '../media/holders.ts';
import { hallIdentity, managerIdentity, presenterIdentity, stageRoom, viewerIdentity } from '../media/names.ts';
import { livePolicy } from '../live.policy.ts';
import { seatNetwork } from '../seats/seat-network.ts';
import { HOLD_SECONDS, takeSeat } from '../seats/take-seat.ts';
import { requireAllowed } from './ban-person.ts';
import { raiseHandAs } from './presenters/raise-hand.ts';

/** Where a ticket is asked from. */
interface Asked {
  requestId: string;
  /** As networkOf names it. */
  network: string;
}

interface Place {
  state: 'scheduled' | 'live' | 'ended';
  presents: boolean;
  onStage: boolean;
  handUp: boolean;
  recorded: boolean;
  seatLimit: number | null;
}

type Special = Partial<Seat> & Pick<Seat, 'identity' | 'attributes'>;

/** A seat may become free at any time, and nobody is told: as long as pages wait before they ask again. */
const FULL_RETRY_SECONDS = 15;

/** Of those whose identities are random, each page has a place of its own. */
const ANY_PAGE: PageRequest = { takeOver: true };

/** A viewer's ticket is as good as the seat is held for it. */
const SEAT_MINUTES = HOLD_SECONDS / 60;

/**
 * Hands out the ticket to a stage. Who one is there, viewer, presenter or manager, follows from the running order
 * and the roles alone; viewers can only listen and watch.
 */
@Injectable()
export class JoinStage {
  constructor(
    private readonly dataSource: DataSource,
    private readonly media: MediaServer,
    private readonly work: UnitOfWork,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Viewers get a seat in the room, a place in the queue before it or, once it is full, the broadcast.
   * @throws ProblemError 404; 401 for a viewer who is no guest yet; 403 `removed`; 409 `elsewhere` for a presenter's
   * page, `stage_not_open` for viewers before, `stage_ended` for everybody after, `stage_full` or `network_full` where
   * there is no broadcast
   */
  async run(actor: Actor, sessionId: string, request: JoinStageBody, asked: Asked): Promise<StageWay> {
    const personId = actor.kind === 'person' ? actor.id : null;
    const place = await this.place(sessionId, personId);
    if (!place) throw notFound('session');
    if (personId !== null) await requireAllowed(this.dataSource.manager, sessionId, personId);
    if (place.state === 'ended') throw new ProblemError('stage_ended');
    if (actor.kind === 'person' && place.presents) {
      await this.work.system(
        'live.join-stage',
        (tx) => exec(tx)`
        INSERT INTO stage_presenter (session_id, person_id) VALUES (${sessionId}, ${actor.id}) ON CONFLICT DO NOTHING
      `,
      );
      const seat = {
        identity: presenterIdentity(actor.id),
        name: actor.name,
        attributes: { seat: 'presenter', nameEn: actor.nameEn },
        canPublish: place.onStage,
        screenShare: true,
      };
      const ticket = await this.ticket(place, sessionId, 'presenter', seat, { request });
      await this.work.system('live.join-stage', (tx) => saveHolder(tx, sessionId, seat.identity, actor));
      return ticket;
    }
    if (actor.kind === 'person' && livePolicy.manageStage.allows(actor)) {
      const identity = managerIdentity();
      await this.work.system('live.join-stage', (tx) => saveHolder(tx, sessionId, identity, actor));
      return this.ticket(place, sessionId, 'manager', {
        identity,
        attributes: { seat: 'manager' },
        hidden: true,
        roomAdmin: true,
      });
    }
    if (place.state !== 'live') throw new ProblemError('stage_not_open');
    // Without a holder each call would take another seat.
    if (actor.kind === 'public') throw unauthenticated();
    return this.seat(actor, sessionId, place, request, asked);
  }

  /**
   * Whoever has raised a hand gets a reserved seat beyond the limit, so that they can be brought on stage without a
   * wait.
   */
  private async seat(
    actor: PersonActor | GuestActor,
    sessionId: string,
    place: Place,
    request: JoinStageBody,
    { requestId, network }: Asked,
  ): Promise<StageWay> {
    const personId = actor.kind === 'person' ? actor.id : null;
    const fresh = viewerIdentity();
    const seats = place.seatLimit ?? this.config.SEATS;
    const limits = {
      seats,
      ofNetwork: Math.min(this.config.SEATS_PER_NETWORK, Math.ceil(seats * this.config.NETWORK_SHARE)),
      joinsPerSecond: this.config.JOINS_PER_SECOND,
    };
    const answer = await this.work.run(
      { actor: actor.kind === 'person' ? actor : { kind: 'system' }, requestId },
      async (tx) => {
        const reserved = request.hand && personId !== null;
        const given = await takeSeat(
          tx,
          {
            sessionId,
            known: request.identity,
            fresh,
            holder: actor.id,
            network: seatNetwork(this.config.AUTH_SECRET, sessionId, network),
            reserved,
          },
          limits,
        );
        if (actor.kind === 'person' && 'identity' in given) await saveHolder(tx, sessionId, given.identity, actor);
        if (reserved && personId !== null && given.kind === 'seat')
          await raiseHandAs(tx, sessionId, personId, given.identity);
        return given;
      },
    );
    if (answer.kind === 'queue')
      return { seat: 'queue', identity: answer.identity, place: answer.place, admitAt: answer.admitAt.toISOString() };
    if (answer.kind === 'seat')
      return this.ticket(
        { ...place, handUp: place.handUp || (request.hand && personId !== null) },
        sessionId,
        'viewer',
        { identity: answer.identity, attributes: { seat: 'viewer' } },
        { minutes: SEAT_MINUTES },
      );
    const full = answer.kind === 'full' ? 'session' : 'network';
    if (this.records(place))
      return { seat: 'broadcast', playlist: `/api/sessions/${sessionId}/recording/live.m3u8`, full };
    throw new ProblemError(
      full === 'session' ? 'stage_full' : 'network_full',
      {},
      { retryAfterSeconds: FULL_RETRY_SECONDS },
    );
  }

  private records(place: Pick<Place, 'recorded'>): boolean {
    return place.recorded && this.config.RECORDER !== 'none';
  }

  /**
   * The ticket of the hall's own computer: its camera and sound are on the stage.
   * @throws ProblemError as {@link hallSeat}
   */
  async hall(actor: PersonActor, sessionId: string, request: PageRequest): Promise<StageTicket> {
    const { recorded, ...seat } = await this.hallSeat(sessionId);
    const ticket = await this.ticket({ recorded, onStage: true, handUp: false }, sessionId, 'hall', seat, { request });
    await this.work.system('live.join-stage', (tx) => saveHolder(tx, sessionId, seat.identity, actor));
    return ticket;
  }

  /**
   * What publishes from a hall, whatever it is.
   * @throws ProblemError 404; 409 `no_hall` for an online room, `stage_ended`
   */
  async hallSeat(sessionId: string): Promise<Seat & { recorded: boolean }> {
    const room = await maybeOne<{
      name: string;
      nameEn: string;
      mode: string;
      state: string | null;
      recorded: boolean;
    }>(this.dataSource)`
      SELECT r.name_zh AS name, r.name_en AS "nameEn", r.mode, st.state, coalesce(st.recorded, true) AS recorded
      FROM expo_session s
      JOIN expo_room r ON r.id = s.room_id
      LEFT JOIN stage st ON st.session_id = s.id
      WHERE s.id = ${sessionId}
    `;
    if (!room) throw notFound('session');
    if (room.mode === 'online') throw new ProblemError('no_hall');
    if (room.state === 'ended') throw new ProblemError('stage_ended');
    const attributes = { seat: 'hall', nameEn: room.nameEn };
    return {
      room: stageRoom(sessionId),
      identity: hallIdentity(sessionId),
      name: room.name,
      attributes,
      canPublish: true,
      screenShare: true,
      recorded: room.recorded,
    };
  }

  private async ticket(
    place: Pick<Place, 'recorded' | 'onStage' | 'handUp'>,
    sessionId: string,
    seat: StageSeat,
    special: Special,
    { request = ANY_PAGE, minutes }: { request?: PageRequest; minutes?: number } = {},
  ): Promise<StageTicket> {
    const wanted = { room: stageRoom(sessionId), name: '', canPublish: false, ...special };
    const ticket = await this.media.ticketForPage(wanted, request, minutes);
    return {
      ...ticket,
      seat,
      identity: special.identity,
      onStage: place.onStage && (seat === 'presenter' || seat === 'hall'),
      handUp: place.handUp && seat === 'viewer',
      recorded: this.records(place),
    };
  }

  private async place(sessionId: string, personId: string | null): Promise<Place | undefined> {
    const row = await maybeOne<Place>(this.dataSource)`
      SELECT coalesce(st.state, 'scheduled') AS state,
        EXISTS (SELECT 1 FROM expo_pitch t JOIN expo_project j ON j.id = t.project_id
          WHERE t.session_id = s.id AND j.owner_id = ${personId}) AS presents,
        coalesce((SELECT on_stage FROM stage_presenter sp
          WHERE sp.session_id = s.id AND sp.person_id = ${personId}), false) AS "onStage",
        EXISTS (SELECT 1 FROM raised_hand h WHERE h.session_id = s.id AND h.person_id = ${personId}) AS "handUp",
        coalesce(st.recorded, true) AS recorded, st.seat_limit AS "seatLimit"
      FROM expo_session s LEFT JOIN stage st ON st.session_id = s.id WHERE s.id = ${sessionId}
    `;
    return row;
  }
}
