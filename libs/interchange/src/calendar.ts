import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventStatus, type ICalCalendar } from 'ical-generator';
import { DateTime } from 'luxon';
import type { PublishedProgramme } from './programme.ts';
import { ianaZone, zoneBlock } from './time-zones.ts';
import { writable, writableIn } from './writable.ts';

/** Minutes after which a subscribed calendar asks again. */
const REFRESH_MINUTES = 15;
const METHOD = '\r\nMETHOD:PUBLISH\r\n';

/**
 * An iCalendar feed (RFC 5545, refresh and name after RFC 7986): UIDs stay, SEQUENCE rises only with a change, what
 * was dropped stays as CANCELLED so that calendars take it out.
 */
export function calendar(published: PublishedProgramme, name: string): string {
  const programme = writableIn(published);
  const timeZone = ianaZone(programme.timeZone);
  const feed = ical({
    // The library escapes every text but this one (RFC 5545, section 3.3.11).
    name: writable(name)
      .replaceAll('\n', ' ')
      .replaceAll(/[\\;,]/g, '\\$&'),
    prodId: { company: 'everexpo', product: 'programme', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_MINUTES * 60,
    timezone: { name: null, generator: zoneBlock },
  });
  for (const entry of programme.entries) {
    feed.createEvent({
      id: `${entry.id}@everexpo`,
      sequence: entry.sequence,
      start: DateTime.fromISO(entry.startsAt, { zone: timeZone }),
      end: DateTime.fromISO(entry.endsAt, { zone: timeZone }),
      timezone: timeZone,
      summary: entry.title,
      description: [entry.subtitle, entry.abstract].filter(Boolean).join('\n\n'),
      location: entry.room,
      url: entry.url,
      stamp: new Date(entry.changedAt),
      lastModified: new Date(entry.changedAt),
      status: entry.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      categories: entry.track ? [{ name: entry.track }] : [],
    });
  }
  return written(feed, timeZone);
}

/** One appointment of one's own, with reminders so many minutes before it. */
export interface Appointment {
  uid: string;
  title: string;
  description: string;
  location: string;
  /** ISO 8601 instants; null while no time is agreed, and then the file is empty. */
  startsAt: string | null;
  endsAt: string | null;
  timeZone: string;
  sequence: number;
  cancelled: boolean;
  remindMinutes: number[];
}

/** An appointment as an iCalendar file (RFC 5545) with alarms. */
export function reminderCalendar(asked: Appointment): string {
  const appointment = writableIn(asked);
  const { startsAt, endsAt } = appointment;
  const timeZone = ianaZone(appointment.timeZone);
  const file = ical({
    prodId: { company: 'everexpo', product: 'meetings', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    timezone: { name: null, generator: zoneBlock },
  });
  if (startsAt === null || endsAt === null) return written(file, timeZone);
  const event = file.createEvent({
    id: appointment.uid,
    sequence: appointment.sequence,
    start: DateTime.fromISO(startsAt, { zone: timeZone }),
    end: DateTime.fromISO(endsAt, { zone: timeZone }),
    timezone: timeZone,
    summary: appointment.title,
    description: appointment.description,
    location: appointment.location,
    status: appointment.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  for (const minutes of appointment.cancelled ? [] : appointment.remindMinutes)
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore: minutes * 60, description: appointment.title });
  return written(file, timeZone);
}

/**
 * The calendar as text, with the zone that it is shown in. As the generator's own, that zone would hold for the
 * instants of changes too, which are in UTC (RFC 5545, 3.8.7); as an extra property it would stand behind the events.
 */
const written = (feed: ICalCalendar, timeZone: string): string =>
  feed.toString().replace(METHOD, `${METHOD}X-WR-TIMEZONE:${timeZone}\r\n`);
