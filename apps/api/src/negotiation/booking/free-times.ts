import { instantOf, wallDay, wallTime } from '@everexpo/interchange/zoned';
import type { EntityManager } from 'typeorm';
import { all, one } from '../../platform/index.ts';
import { dayIn } from '../../expo/index.ts';
import { busySpans, clashes } from './busy-spans.ts';

/** Meetings start on this grid, in minutes of the edition's clock. */
export const GRID_MINUTES = 20;
/** When people meet who have not said otherwise, on the clock of the edition. */
const HOURS = { opens: '09:00', closes: '18:00' };
/** Outside its days an edition's meetings are looked for so many days ahead. */
const DAYS_AHEAD = 14;

export interface Wanted {
  /** Everybody who takes part. */
  people: string[];
  minutes: number;
  place: 'online' | 'table';
  /** The meeting that may move, or null. */
  except: string | null;
}

interface Calendar {
  id: string;
  timeZone: string;
  startsOn: string;
  dayCount: number;
}

interface Hours {
  personId: string;
  opens: string;
  closes: string;
  timeZone: string;
}

/** Days on which an edition's meetings can be: its own while they last, later the next two weeks (online only). */
export function meetingDays(
  { timeZone, startsOn, dayCount }: Calendar,
  place: Wanted['place'],
  now = new Date(),
): string[] {
  const today = dayIn(timeZone, now);
  const shift = (day: string, by: number) =>
    new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
  const own = Array.from({ length: dayCount }, (_, index) => shift(startsOn, index)).filter((day) => day >= today);
  if (place === 'table') return own;
  return own.length > 0 ? own : Array.from({ length: DAYS_AHEAD }, (_, index) => shift(today, index));
}

/** Up to `most` start times that suit everybody, soonest first from `from` on; at a table, only while one is free. */
export async function freeTimes(
  manager: EntityManager,
  edition: Calendar,
  wanted: Wanted,
  most: number,
  from = new Date(),
): Promise<Date[]> {
  const days = meetingDays(edition, wanted.place);
  if (days.length === 0) return [];
  const [first, last] = [days[0] as string, days.at(-1) as string];
  const [opening, closing] = [
    new Date(instantOf(first, '00:00', edition.timeZone)),
    new Date(Date.parse(instantOf(last, '23:59', edition.timeZone)) + 60_000),
  ];
  const busy = await busySpans(manager, wanted.people, opening, closing, wanted.except);
  const hours = await hoursOf(manager, wanted.people);
  const taken =
    wanted.place === 'table' ? await tablesTaken(manager, edition.id, opening, closing, wanted.except) : null;
  const found: Date[] = [];
  for (const startsAt of gridOf(days, edition.timeZone)) {
    const endsAt = new Date(startsAt.getTime() + wanted.minutes * 60_000);
    if (startsAt < from || !withinHours(startsAt, endsAt, edition.timeZone, wanted.people, hours)) continue;
    if ([...busy.values()].some((spans) => clashes(spans, startsAt, endsAt))) continue;
    if (taken && !taken.hasFree(startsAt, endsAt)) continue;
    found.push(startsAt);
    if (found.length === most) break;
  }
  return found;
}

/** Why nobody can meet then, or null when they can. Hours are a wish, not a rule: two people may agree on midnight. */
export async function conflictReason(
  manager: EntityManager,
  { people, minutes, except }: Wanted,
  startsAt: Date,
): Promise<'busy' | null> {
  const endsAt = new Date(startsAt.getTime() + minutes * 60_000);
  const busy = await busySpans(manager, people, startsAt, endsAt, except);
  return [...busy.values()].some((spans) => clashes(spans, startsAt, endsAt)) ? 'busy' : null;
}

/** The clock of the edition may jump on one of its days: each time of the grid is looked up on its own. */
function* gridOf(days: string[], timeZone: string): Generator<Date> {
  for (const day of days) {
    for (let minute = 0; minute < 24 * 60; minute += GRID_MINUTES) {
      const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      const instant = instantOf(day, time, timeZone);
      if (wallTime(instant, timeZone).startsWith(time)) yield new Date(instant);
    }
  }
}

async function hoursOf(manager: EntityManager, people: string[]): Promise<Map<string, Hours>> {
  const rows = await all<Hours>(manager)`
    SELECT person_id AS "personId", to_char(opens, 'HH24:MI') AS opens, to_char(closes, 'HH24:MI') AS closes,
      time_zone AS "timeZone"
    FROM meeting_hours
    WHERE person_id = ANY(${people})
  `;
  return new Map(rows.map((row) => [row.personId, row]));
}

function withinHours(
  startsAt: Date,
  endsAt: Date,
  editionZone: string,
  people: string[],
  hours: Map<string, Hours>,
): boolean {
  return people.every((person) => {
    const { opens, closes, timeZone } = hours.get(person) ?? { ...HOURS, timeZone: editionZone };
    const [start, end] = [startsAt.toISOString(), endsAt.toISOString()];
    return (
      wallTime(start, timeZone) >= opens &&
      wallTime(end, timeZone) <= closes &&
      wallDay(start, timeZone) === wallDay(end, timeZone)
    );
  });
}

async function tablesTaken(
  manager: EntityManager,
  editionId: string,
  from: Date,
  until: Date,
  except: string | null,
): Promise<{ hasFree(startsAt: Date, endsAt: Date): boolean }> {
  const { n: tables } = await one<{ n: number }>(manager)`
    SELECT count(*)::int AS n FROM meeting_table WHERE edition_id = ${editionId}
  `;
  const rows = await all<{ tableId: string; startsAt: Date; endsAt: Date }>(manager)`
    SELECT b.table_id AS "tableId", lower(b.occupied) AS "startsAt", upper(b.occupied) AS "endsAt"
    FROM table_booking b
    JOIN meeting_table t ON t.id = b.table_id
    WHERE t.edition_id = ${editionId} AND b.occupied && tstzrange(${from}, ${until})
      AND b.meeting_id IS DISTINCT FROM ${except}::uuid
  `;
  return {
    hasFree: (startsAt, endsAt) =>
      new Set(rows.filter((row) => row.startsAt < endsAt && row.endsAt > startsAt).map(({ tableId }) => tableId)).size <
      tables,
  };
}
