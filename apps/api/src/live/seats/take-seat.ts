import type { EntityManager } from 'typeorm';
import { all, exec, maybeOne, one, sql, type Transaction } from '../../platform/index.ts';
import { isAudience } from '../media/names.ts';

/** For so long a seat waits for whoever was given a ticket to it, and for whoever has just left, as by a reload. */
export const HOLD_SECONDS = 60;
const RETURN_SECONDS = 20;
/**
 * For so many minutes a seat that nobody holds any more is remembered with its network: until then its ticket, or the
 * one that the media server renews it by (ten minutes, and one for clocks that differ), may still open the room.
 */
const REMEMBERED_MINUTES = 12;
/**
 * A network's remembered seats and those it holds together, by its limit: what it can have at most, whatever it tries.
 */
const NETWORK_TURNOVER = 2;
/** A seat that counts: somebody sits on it, or it waits for somebody. */
const HELD = sql`(taken OR held_until >= clock_timestamp())`;
/** Seats beyond the limit, reserved for those who raise a hand. */
const RESERVED_SEATS = 50;
/** A wait shorter than this is none. */
const AT_ONCE_MS = 300;

export interface SeatRequest {
  sessionId: string;
  /** The identity that the page was given before, if it was: only its holder has it back. */
  known: string | undefined;
  /** The one that it will have otherwise. */
  fresh: string;
  /** The person or guest who may come back to it. */
  holder: string;
  /** Where it is asked from, as seatNetwork names it. */
  network: string;
  reserved: boolean;
}

export type SeatAnswer =
  | { kind: 'seat'; identity: string }
  | { kind: 'queue'; identity: string; place: number; admitAt: Date }
  | { kind: 'full' | 'network_full' };

interface Limits {
  seats: number;
  /** Of `seats`, for one network. */
  ofNetwork: number;
  joinsPerSecond: number;
}

interface Count {
  limited: number;
  reserved: number;
  ofNetwork: number;
  /** Of the network too, with those that nobody holds any more. */
  remembered: number;
}

interface Admission {
  admitAt: Date;
  waitMs: number;
}

const ADMISSION = sql`
  admit_at AS "admitAt", (extract(epoch FROM admit_at - clock_timestamp()) * 1000)::float8 AS "waitMs"
`;

/** A seat that somebody holds, or held within the time remembered. */
interface OwnSeat {
  identity: string;
  reserved: boolean;
  network: string | null;
  held: boolean;
  /** Nobody holds it, and no ticket to it that was never used opens the room any more. */
  idle: boolean;
}

/**
 * Gives one of the audience a seat in a session's media room, a place in the queue for one, or none. Seats are given
 * one after the other under a lock, each at least 1 / joinsPerSecond after the one before (the generic cell rate
 * algorithm of ITU-T I.371): so a place in the queue says exactly when it is due. A network's share counts those of its
 * reserved seats too, but never keeps a raised hand out.
 *
 * Whoever comes back gets the identity that they had, so that a lost connection does not count as one more of their
 * network. Beside the limit nobody has more than one: a ticket, used or not, opens the room for a while.
 */
export async function takeSeat(tx: Transaction, request: SeatRequest, limits: Limits): Promise<SeatAnswer> {
  const { sessionId, fresh, holder, network } = request;
  await exec(tx)`SELECT pg_advisory_xact_lock(hashtextextended('seat ' || ${sessionId}, 0))`;
  await forgetSeats(tx, sessionId);
  const own = await ownSeats(tx.manager, sessionId, holder);
  const back = seatBefore(own, request);
  if (back?.held) {
    const mayTurn = request.reserved && !own.some((seat) => seat.reserved);
    const turned = mayTurn && !reservedFull(await seatsOf(tx.manager, sessionId, network));
    return renew(tx, sessionId, back.identity, turned);
  }

  // One ticket that is not used yet is enough for anybody.
  await exec(tx)`
    UPDATE stage_seat SET held_until = clock_timestamp() - interval '1 millisecond'
    WHERE session_id = ${sessionId} AND holder = ${holder} AND NOT taken AND ${HELD}
  `;
  const count = await seatsOf(tx.manager, sessionId, network);
  const reserved = request.reserved || (back?.reserved ?? false);
  const none = reserved ? reservedFull(count) : refusal(count, limits, back?.network === network);
  if (none) return { kind: none };
  const identity = back?.identity ?? fresh;
  const added = await one<Admission>(tx)`
    WITH due AS (
      SELECT CASE WHEN ${reserved} THEN clock_timestamp() ELSE greatest(clock_timestamp(),
        coalesce(max(admit_at) FILTER (WHERE NOT reserved) + make_interval(secs => ${1 / limits.joinsPerSecond}),
          clock_timestamp())) END AS at
      FROM stage_seat WHERE session_id = ${sessionId} AND ${HELD})
    INSERT INTO stage_seat (session_id, identity, holder, reserved, network, admit_at, held_until)
    SELECT ${sessionId}, ${identity}, ${holder}, ${reserved}, ${network}, at,
      at + make_interval(secs => ${HOLD_SECONDS})
    FROM due
    ON CONFLICT (session_id, identity) DO UPDATE SET network = excluded.network, reserved = excluded.reserved,
      admit_at = excluded.admit_at, held_until = excluded.held_until
    RETURNING ${ADMISSION}
  `;
  return answer(tx.manager, sessionId, identity, added);
}

/** The seat to come back to: the one asked for, for a raised hand the reserved one, or one long left. */
function seatBefore(own: OwnSeat[], { known, reserved }: SeatRequest): OwnSeat | undefined {
  const asked = own.find(({ identity }) => identity === known);
  if (asked?.held) return asked;
  return (reserved ? own.find((seat) => seat.reserved) : undefined) ?? asked ?? own.find(({ idle }) => idle);
}

const reservedFull = ({ reserved }: Count) => (reserved >= RESERVED_SEATS ? 'full' : null);

/**
 * Why there is no seat within the limit, if there is none; a seat that is remembered is not one more of its network.
 */
function refusal(count: Count, { seats, ofNetwork }: Limits, isRemembered: boolean): 'full' | 'network_full' | null {
  if (count.limited >= seats) return 'full';
  const turnedOver = !isRemembered && count.remembered >= ofNetwork * NETWORK_TURNOVER;
  return count.ofNetwork >= ofNetwork || turnedOver ? 'network_full' : null;
}

/** Of one holder in a session, the one left last first. */
function ownSeats(manager: EntityManager, sessionId: string, holder: string): Promise<OwnSeat[]> {
  return all<OwnSeat>(manager)`
    SELECT identity, reserved, network, ${HELD} AS held,
      NOT taken
      AND greatest(held_until, admit_at) < clock_timestamp() - make_interval(secs => ${HOLD_SECONDS}) AS idle
    FROM stage_seat WHERE session_id = ${sessionId} AND holder = ${holder} ORDER BY held_until DESC, identity
  `;
}

/** Holds a seat for its holder anew, and with `reserved` takes it out of the limit. */
async function renew(tx: Transaction, sessionId: string, identity: string, reserved: boolean): Promise<SeatAnswer> {
  const admission = await one<Admission>(tx)`
    UPDATE stage_seat
    SET held_until = greatest(admit_at, clock_timestamp()) + make_interval(secs => ${HOLD_SECONDS}),
      reserved = reserved OR ${reserved}
    WHERE session_id = ${sessionId} AND identity = ${identity}
    RETURNING ${ADMISSION}
  `;
  return answer(tx.manager, sessionId, identity, admission);
}

/**
 * How many seats of a session are held, within the limit and reserved beyond it, and how many one network holds and has
 * had.
 */
function seatsOf(manager: EntityManager, sessionId: string, network: string): Promise<Count> {
  return one<Count>(manager)`
    SELECT count(*) FILTER (WHERE NOT reserved AND ${HELD})::int AS limited,
      count(*) FILTER (WHERE reserved AND ${HELD})::int AS reserved,
      count(*) FILTER (WHERE network = ${network} AND ${HELD})::int AS "ofNetwork",
      count(*) FILTER (WHERE network = ${network})::int AS remembered
    FROM stage_seat WHERE session_id = ${sessionId}
  `;
}

async function answer(
  manager: EntityManager,
  sessionId: string,
  identity: string,
  { admitAt, waitMs }: Admission,
): Promise<SeatAnswer> {
  if (waitMs <= AT_ONCE_MS) return { kind: 'seat', identity };
  const queue = await maybeOne<{ place: number }>(manager)`
    SELECT count(*)::int AS place
    FROM stage_seat
    WHERE session_id = ${sessionId} AND ${HELD} AND admit_at > clock_timestamp() AND admit_at <= (SELECT admit_at
      FROM stage_seat WHERE session_id = ${sessionId} AND identity = ${identity})
  `;
  return { kind: 'queue', identity, place: Math.max(1, queue?.place ?? 1), admitAt };
}

/**
 * The media server says that somebody sits on a seat, or left it; who left may come back to it for a while. Whoever
 * came on an older ticket counts too.
 */
export async function recordSeat(tx: Transaction, sessionId: string, identity: string, taken: boolean): Promise<void> {
  if (taken && isAudience(identity)) {
    await exec(tx)`
      INSERT INTO stage_seat (session_id, identity, holder, admit_at, held_until)
      SELECT ${sessionId}, ${identity}, (SELECT person_id FROM media_identity m
        WHERE m.session_id = ${sessionId} AND m.identity = ${identity}), clock_timestamp(), clock_timestamp()
      FROM expo_session
      WHERE id = ${sessionId}
      ON CONFLICT DO NOTHING
    `;
  }
  await exec(tx)`
    UPDATE stage_seat
    SET taken = ${taken}, held_until = CASE WHEN ${taken}
      OR NOT taken THEN held_until ELSE clock_timestamp() + make_interval(secs => ${RETURN_SECONDS}) END
    WHERE session_id = ${sessionId} AND identity = ${identity}
  `;
}

/** Makes the seats agree with the media server's own list. */
export async function reconcileSeats(tx: Transaction, sessionId: string, inside: string[]): Promise<void> {
  await exec(tx)`
    UPDATE stage_seat
    SET taken = identity = ANY(${inside}),
      held_until = CASE WHEN taken THEN clock_timestamp() + make_interval(secs => ${RETURN_SECONDS}) ELSE held_until END
    WHERE session_id = ${sessionId} AND taken <> (identity = ANY(${inside}))
  `;
}

/**
 * After a while nothing tells any longer from where a session, or this one alone, was watched by whoever has left it.
 */
export async function forgetSeats(tx: Transaction, sessionId: string | null = null): Promise<void> {
  await exec(tx)`
    DELETE FROM stage_seat WHERE (${sessionId}::uuid IS NULL OR session_id = ${sessionId}) AND NOT taken
      AND held_until < clock_timestamp() - make_interval(mins => ${REMEMBERED_MINUTES})
  `;
}
