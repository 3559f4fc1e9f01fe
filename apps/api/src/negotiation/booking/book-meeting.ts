import type { Meeting } from '@everexpo/contracts';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import { fieldError, ProblemError, type Transaction } from '../../platform/index.ts';
import { freeTimes, whyBusy, type Wanted } from './free-times.ts';

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
  if (await whyBusy(tx.manager, wanted, startsAt)) throw new SlotTaken(meeting, 'busy');
  const endsAt = new Date(startsAt.getTime() + meeting.minutes * 60_000);
  await tx.manager.query(
    `UPDATE meeting_party SET occupied = tstzrange($2, $3) WHERE meeting_id = $1 AND removed_at IS NULL`,
    [meeting.id, startsAt, endsAt],
  );
  await tx.manager.query(`DELETE FROM table_booking WHERE meeting_id = $1`, [meeting.id]);
  if (meeting.place === 'table' && !(await takeTable(tx.manager, meeting.id, startsAt, endsAt)))
    throw new SlotTaken(meeting, 'no_table');
  await tx.manager.query(
    `UPDATE meeting SET state = 'accepted', starts_at = $2, ends_at = $3, proposed_by = NULL, revision = revision + 1 WHERE id = $1`,
    [meeting.id, startsAt, endsAt],
  );
  await tx.manager.query(`DELETE FROM meeting_time WHERE meeting_id = $1`, [meeting.id]);
}

/** Frees people and table of a meeting that will not be. */
export async function freeMeeting(manager: EntityManager, meetingId: string): Promise<void> {
  await manager.query(`UPDATE meeting_party SET occupied = NULL WHERE meeting_id = $1`, [meetingId]);
  await manager.query(`DELETE FROM table_booking WHERE meeting_id = $1`, [meetingId]);
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
  const [row] = await manager.query<{ id: string; timeZone: string; startsOn: string; dayCount: number }[]>(
    `SELECT e.id, e.time_zone AS "timeZone", e.starts_on::text AS "startsOn", e.day_count AS "dayCount"
       FROM meeting m JOIN interest i ON i.id = m.interest_id JOIN expo_project j ON j.id = i.project_id JOIN expo_edition e ON e.id = j.edition_id WHERE m.id = $1`,
    [meetingId],
  );
  return row as { id: string; timeZone: string; startsOn: string; dayCount: number };
}

export async function lockPeople(manager: EntityManager, people: string[]): Promise<void> {
  for (const person of [...people].sort())
    await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 7))`, [person]);
}

/** The free table with the lowest number, or none. */
async function takeTable(manager: EntityManager, meetingId: string, startsAt: Date, endsAt: Date): Promise<boolean> {
  const edition = await editionOf(manager, meetingId);
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 8))`, [edition.id]);
  const taken = await manager.query<unknown[]>(
    `INSERT INTO table_booking (meeting_id, table_id, occupied)
     SELECT $1, t.id, tstzrange($3, $4) FROM meeting_table t WHERE t.edition_id = $2
        AND NOT EXISTS (SELECT 1 FROM table_booking b WHERE b.table_id = t.id AND b.occupied && tstzrange($3, $4)) ORDER BY t.number LIMIT 1 RETURNING 1`,
    [meetingId, edition.id, startsAt, endsAt],
  );
  return taken.length > 0;
}
