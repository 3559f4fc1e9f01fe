import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { FreeTimes, Meeting, Problem, StageWay } from '@everexpo/contracts';
import { seeded } from '../../demo/generate/random.ts';
import { aLiveSession, anEdition, type BuiltPitch, type Host, type Person } from '../builders/index.ts';
import { clientOf, createWhenFree, guestCookie, type Answer } from '../clients/client.ts';

export interface RaceOptions {
  /** How many take part, or how many attempts they make; each race says what it counts. */
  size: number;
  seed: number;
}

type Wish = Pick<Meeting, 'id' | 'revision'>;

/**
 * `size` investors book the same time of one owner at the same moment: one succeeds, all others are refused with times
 * that suit instead. @throws AssertionError
 */
export async function bookOneTime(host: Host, { size, seed }: RaceOptions): Promise<void> {
  const [pitch] = await somePitches(host, 1);
  const { owner } = pitch as BuiltPitch;
  const wishes = await wishesFor(host, pitch as BuiltPitch, size);
  const { times } = await owner.client.ask<FreeTimes>('GET', `/api/meetings/${wishes[0]?.id}/free-times`);
  const startsAt = seeded(seed).pick(times);
  const answers = await Promise.all(wishes.map((wish) => accept(owner, wish, startsAt)));
  const outcomes = answers.map(outcomeOf);
  assert.deepEqual(countsOf(outcomes), { booked: 1, refused: size - 1, over: 0 });
  await assertNoDoubleBooking(host);
}

export interface BookingCounts {
  booked: number;
  /** With an alternative. */
  refused: number;
  /** Of a meeting that was booked already. */
  over: number;
}

const CLIENTS = 50;
const STEP_MINUTES = 10;
/** Attempts for each wish and each start time, so that a smaller race is as crowded. */
const ATTEMPTS_PER_WISH = 10;
const ATTEMPTS_PER_START = 80;

/**
 * `size` bookings by fifty clients for two owners, at starts ten minutes apart for meetings of twenty: half of them
 * overlap their neighbours. Nobody is booked twice, and every refusal names an alternative. @throws AssertionError
 */
export async function bookManyTimes(host: Host, { size, seed }: RaceOptions): Promise<BookingCounts> {
  const random = seeded(seed);
  const pitches = await somePitches(host, 2);
  const wishesEach = Math.ceil(size / ATTEMPTS_PER_WISH / pitches.length);
  const wishes = await Promise.all(pitches.map((pitch) => wishesFor(host, pitch, wishesEach)));
  const starts = Math.ceil(size / ATTEMPTS_PER_START);
  const first = Date.parse('2036-01-07T01:00:00Z');
  const attempts = Array.from({ length: size }, (_, index) => {
    const whose = index % pitches.length;
    const startsAt = new Date(first + random.int(0, starts - 1) * STEP_MINUTES * 60_000).toISOString();
    return { owner: pitches[whose]?.owner as Person, wish: random.pick(wishes[whose] as Wish[]), startsAt };
  });
  const outcomes: (keyof BookingCounts)[] = [];
  const client = async () => {
    for (let next = attempts.pop(); next; next = attempts.pop()) {
      outcomes.push(outcomeOf(await accept(next.owner, next.wish, next.startsAt)));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const counts = countsOf(outcomes);
  assert.equal(outcomes.length, size);
  assert.ok(counts.booked >= starts / 2, `a start of every other ten minutes is taken at least: ${counts.booked}`);
  assert.ok(counts.refused >= size / 10, `there is a crowd: ${counts.refused} refused`);
  await assertNoDoubleBooking(host);
  return counts;
}

/**
 * An audience of `size` comes to a live session at the same moment, with a seat for everybody: nobody is refused, and
 * they are let in at the pace of the API's JOINS_PER_SECOND. @throws AssertionError
 */
export async function joinAtOnce(host: Host, { size, joinsPerSecond }: { size: number; joinsPerSecond: number }) {
  const { session, organizer } = await aLiveSession(host);
  const path = `/api/sessions/${session.id}/stage`;
  await organizer.client.ask('PUT', `${path}/audience`, { seatLimit: size });
  const guests = await Promise.all(Array.from({ length: size }, () => guestCookie(host.url)));
  const answers = await Promise.all(
    guests.map((cookie) => clientOf(host.url, cookie).send<StageWay>('POST', `${path}/ticket`, {})),
  );
  assert.deepEqual(
    answers.filter(({ status }) => status !== 200),
    [],
  );
  const seats = await host.asOwner<{ second: number }>(
    `SELECT floor(extract(epoch FROM admit_at - min(admit_at) OVER ()))::int AS second
       FROM stage_seat WHERE session_id = $1`,
    [session.id],
  );
  assert.equal(seats.length, size);
  const most = Math.max(
    ...Map.groupBy(seats, ({ second }) => second)
      .values()
      .map((joins) => joins.length),
  );
  assert.ok(most <= joinsPerSecond + 1, `${most} are let in within a second`);
}

/** Pitches of an edition of its own, each of an owner of its own. */
async function somePitches(host: Host, count: number): Promise<BuiltPitch[]> {
  const edition = await anEdition(host).withSession({ pitches: count }).build();
  return edition.sessions[0]?.pitches ?? [];
}

/** Wishes of so many new investors for a meeting about a project, as if they had all been asked. */
async function wishesFor(host: Host, { project, owner }: BuiltPitch, count: number): Promise<Wish[]> {
  return host.asOwner<Wish>(
    `WITH n AS (INSERT INTO person (name, email)
                  SELECT $3 || i, $3 || i || '@race.example' FROM generate_series(1, $4::int) AS i RETURNING id),
          w AS (INSERT INTO interest (project_id, investor_id, owner_id)
                  SELECT $1::uuid, n.id, $2::uuid FROM n RETURNING id, investor_id, owner_id),
          m AS (INSERT INTO meeting (interest_id, opened_by, state, proposed_by)
                  SELECT id, investor_id, 'requested', 'investor' FROM w RETURNING id, interest_id),
          p AS (INSERT INTO meeting_party (meeting_id, person_id, side)
                  SELECT m.id, x.person, x.side FROM m JOIN w ON w.id = m.interest_id,
                         LATERAL (VALUES (w.owner_id, 'owner'), (w.investor_id, 'investor')) AS x(person, side))
     SELECT id, 0 AS revision FROM m`,
    [project.id, owner.id, `race-${randomUUID()}-`, count],
  );
}

const accept = ({ client }: Person, { id, revision }: Wish, startsAt: string) =>
  createWhenFree<Partial<Problem>>(client, `/api/meetings/${id}/accept`, { revision, startsAt });

/** @throws AssertionError for an answer that no booking may have */
function outcomeOf({ status, body }: Answer<Partial<Problem>>): keyof BookingCounts {
  if (status === 200) return 'booked';
  if (status === 409 && body.code === 'meeting_state') return 'over';
  const named = body.errors?.[0]?.rule === 'alternative';
  assert.ok(status === 409 && body.code === 'slot_taken' && named, `${status} ${JSON.stringify(body)}`);
  return 'refused';
}

function countsOf(outcomes: (keyof BookingCounts)[]): BookingCounts {
  const count = (outcome: keyof BookingCounts) => outcomes.filter((one) => one === outcome).length;
  return { booked: count('booked'), refused: count('refused'), over: count('over') };
}

async function assertNoDoubleBooking(host: Host): Promise<void> {
  const twice = await host.asOwner(
    `SELECT a.person_id, a.occupied, b.occupied AS other FROM meeting_party a JOIN meeting_party b
         ON a.person_id = b.person_id AND a.meeting_id < b.meeting_id AND a.occupied && b.occupied`,
  );
  assert.deepEqual(twice, []);
}
