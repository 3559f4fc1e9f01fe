import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { DateTime } from 'luxon';
import { tzlib_get_ical_block } from 'timezones-ical-library';
import type { PublishedProgramme } from './programme.ts';

/** Minutes after which a subscribed calendar asks again. */
const REFRESH_MINUTES = 15;

/**
 * An iCalendar feed (RFC 5545, refresh and name after RFC 7986): UIDs stay, SEQUENCE rises only with a change, what
 * was dropped stays as CANCELLED so that calendars take it out.
 */
export function calendar(programme: PublishedProgramme, name: string): string {
  const feed = ical({
    name,
    prodId: { company: 'everexpo', product: 'programme', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH_MINUTES * 60,
    timezone: { name: programme.timeZone, generator: (zone) => tzlib_get_ical_block(zone)[0] ?? null },
  });
  for (const entry of programme.entries) {
    feed.createEvent({
      id: `${entry.id}@everexpo`,
      sequence: entry.sequence,
      start: DateTime.fromISO(entry.startsAt, { zone: programme.timeZone }),
      end: DateTime.fromISO(entry.endsAt, { zone: programme.timeZone }),
      timezone: programme.timeZone,
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
  return feed.toString();
}
