import { DateTime } from 'luxon';

/** An instant with the offset of a zone, such as 2026-11-06T09:00:00+08:00. */
export function zonedIso(instant: string, timeZone: string): string {
  return at(instant, timeZone).toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
}

/** Wall-clock time in a zone, HH:mm. */
export function wallTime(instant: string, timeZone: string): string {
  return at(instant, timeZone).toFormat('HH:mm');
}

/** Calendar day in a zone, yyyy-mm-dd. */
export function wallDay(instant: string, timeZone: string): string {
  return at(instant, timeZone).toFormat('yyyy-MM-dd');
}

/** Midnight at the start of a day, with offset. */
export function startOfDay(day: string, timeZone: string): string {
  return DateTime.fromISO(day, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
}

/** The last second of a day, with offset. */
export function endOfDay(day: string, timeZone: string): string {
  return DateTime.fromISO(day, { zone: timeZone }).endOf('day').toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
}

/** The instant of a wall-clock time; a time that a clock change skips is moved forward. */
export function instantOf(day: string, time: string, timeZone: string): string {
  return DateTime.fromISO(`${day}T${time}`, { zone: timeZone })
    .toUTC()
    .toISO({ suppressMilliseconds: false }) as string;
}

/** Hours and minutes between two instants, HH:mm; over a day the hours go on. */
export function duration(startsAt: string, endsAt: string): string {
  const minutes = Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function at(instant: string, timeZone: string): DateTime {
  return DateTime.fromISO(instant, { zone: timeZone });
}
