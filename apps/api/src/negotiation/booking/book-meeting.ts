import type { Meeting } from '@everexpo/contracts';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import { exec, fieldError, one, ProblemError, type Transaction } from '../../platform/index.ts';
import { freeTimes, conflictReason, type Wanted } from './free-times.ts';

const EXCLUSION_VIOLATION = '23P01';
const DEADLOCK = '40P01';
const ATTEMPTS = 4;
const ALTERNATIVES = 3;

/** A time that somebody or every table has already; it is refused with others that suit. */
export class SlotTaken extends Error {
  constructor(
    readonly meeting: Meeting,
    readonly why: 'busy' | 'no_table',
  ) {
    super('slot taken');
  }
}

export const wantedOf = (meeting: Meeting): Wanted => ({
  people: meeting.parties.map(({ personId }) => personId),
  minutes: meeting.minutes,
  place: meeting.place,
  except: meeting.id,
});

/**
 * Occupies a time for everybody in a meeting, and a table where it is on site, inside the caller's transaction. People
 * are locked in order, so that who comes second sees what the first has done; the database's exclusion constraints
 * refuse whatever slips through.
 * @throws SlotTaken
 */
export async function bookMeeting(tx: Transaction, meeting: Meeting, startsAt: Date): Promise<void> {
  const wanted = wantedOf(meeting);
  await lockPeople(tx.manager, wanted.people);
  if (await conflictReason(tx.manager, wanted, startsAt)) throw new SlotTaken(meeting, 'busy');
  const endsAt = new Date(startsAt.getTime() + meeting.minutes * 60_000);
  await exec(tx)`
    UPDATE meeting_party
    SET occupied = tstzrange(${startsAt}, ${endsAt})
    WHERE meeting_id = ${meeting.id} AND removed_at IS NULL
  `;
  await exec(tx)`DELETE FROM table_booking WHERE meeting_id = ${meeting.id}`;
  if (meeting.place === 'table' && !(await takeTable(tx, meeting.id, startsAt, endsAt)))
    throw new SlotTaken(meeting, 'no_table');
  await exec(tx)`
    UPDATE meeting
    SET state = 'accepted', starts_at = ${startsAt}, ends_at = ${endsAt}, proposed_by = NULL, revision = revision + 1
    WHERE id = ${meeting.id}
  `;
  await exec(tx)`DELETE FROM meeting_time WHERE meeting_id = ${meeting.id}`;
}

/** Frees people and table of a meeting that will not be. */
export async function freeMeeting(tx: Transaction, meetingId: string): Promise<void> {
  await exec(tx)`UPDATE meeting_party SET occupied = NULL WHERE meeting_id = ${meetingId}`;
  await exec(tx)`DELETE FROM table_booking WHERE meeting_id = ${meetingId}`;
}

/**
 * Runs a booking, anew when another got in its way at the same moment.
 * @throws ProblemError 409 `slot_taken` that names times which suit instead
 */
export async function withAlternatives<T>(
  dataSource: DataSource,
  book: () => Promise<T>,
  meetingOf: () => Promise<Meeting | null>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await book();
    } catch (error) {
      const code = error instanceof QueryFailedError ? (error.driverError as { code?: string }).code : undefined;
      const contended = code === EXCLUSION_VIOLATION || code === DEADLOCK;
      if (contended && attempt < ATTEMPTS) continue;
      if (!contended && !(error instanceof SlotTaken)) throw error;
      const meeting = error instanceof SlotTaken ? error.meeting : await meetingOf();
      if (!meeting) throw error;
      throw await refusal(dataSource.manager, meeting, error instanceof SlotTaken ? error.why : 'busy');
    }
  }
}

async function refusal(manager: EntityManager, meeting: Meeting, why: 'busy' | 'no_table'): Promise<ProblemError> {
  const times = await freeTimes(manager, await editionOf(manager, meeting.id), wantedOf(meeting), ALTERNATIVES);
  const errors = times.map((time) => fieldError('/startsAt', 'alternative', { startsAt: time.toISOString() }));
  return new ProblemError(
    'slot_taken',
    { why },
    { errors: errors.length > 0 ? errors : [fieldError('/startsAt', 'none')] },
  );
}

export async function editionOf(
  manager: EntityManager,
  meetingId: string,
): Promise<{ id: string; timeZone: string; startsOn: string; dayCount: number }> {
  return one<{ id: string; timeZone: string; startsOn: string; dayCount: number }>(manager)`
    SELECT e.id, e.time_zone AS "timeZone", e.starts_on::text AS "startsOn", e.day_count AS "dayCount"
    FROM meeting m
    JOIN interest i ON i.id = m.interest_id
    JOIN expo_project j ON j.id = i.project_id
    JOIN expo_edition e ON e.id = j.edition_id
    WHERE m.id = ${meetingId}
  `;
}

async function lockPeople(manager: EntityManager, people: string[]): Promise<void> {
  for (const person of [...people].sort())
    await exec(manager)`SELECT pg_advisory_xact_lock(hashtextextended(${person}, 7))`;
}

/** The free table with the lowest number, or none. */
async function takeTable(tx: Transaction, meetingId: string, startsAt: Date, endsAt: Date): Promise<boolean> {
  const edition = await editionOf(tx.manager, meetingId);
  await exec(tx)`SELECT pg_advisory_xact_lock(hashtextextended(${edition.id}, 8))`;
  const taken = await exec(tx)`
    INSERT INTO table_booking (meeting_id, table_id, occupied)
    SELECT ${meetingId}, t.id, tstzrange(${startsAt}, ${endsAt})
    FROM meeting_table t
    WHERE t.edition_id = ${edition.id}
      AND NOT EXISTS (SELECT 1 FROM table_booking b
        WHERE b.table_id = t.id AND b.occupied && tstzrange(${startsAt}, ${endsAt}))
    ORDER BY t.number
    LIMIT 1
  `;
  return taken > 0;
}
