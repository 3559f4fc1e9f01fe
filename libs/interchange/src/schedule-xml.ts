import { XMLBuilder } from 'fast-xml-parser';
import type { ProgrammeEntry, PublishedProgramme } from './programme.ts';
import { writableIn } from './writable.ts';
import { duration, endOfDay, startOfDay, wallDay, wallTime, zonedIso } from './zoned.ts';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  suppressEmptyNode: true,
});

/** schedule.xml after the XSD of c3voc; cancelled entries are left out. */
export function scheduleXml(published: PublishedProgramme): string {
  const programme = writableIn(published);
  const { days, timeZone } = programme;
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    schedule: {
      generator: { '@name': 'everexpo' },
      url: programme.url,
      version: programme.version,
      conference: {
        title: programme.title,
        acronym: programme.acronym,
        start: days[0],
        end: days.at(-1),
        days: days.length,
        timeslot_duration: '00:05',
        base_url: programme.url,
        time_zone_name: timeZone,
        track: programme.tracks.map((track) => ({ '@name': track.name, '@color': track.colour, '@slug': track.slug })),
      },
      day: days.map((day, index) => ({
        '@index': index + 1,
        '@date': day,
        '@start': startOfDay(day, timeZone),
        '@end': endOfDay(day, timeZone),
        room: programme.rooms.map((room) => ({
          '@name': room.name,
          '@guid': room.id,
          event: entriesIn(programme, day, room.name).map((entry) => eventOf(entry, programme)),
        })),
      })),
    },
  });
}

/** What a room holds on a day, by time; an entry that crosses midnight counts to the day it begins on. */
export function entriesIn(programme: PublishedProgramme, day: string, room: string): ProgrammeEntry[] {
  return programme.entries
    .filter((entry) => !entry.cancelled && entry.room === room && wallDay(entry.startsAt, programme.timeZone) === day)
    .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));
}

function eventOf(entry: ProgrammeEntry, programme: PublishedProgramme): object {
  return {
    '@id': entry.number,
    '@guid': entry.id,
    room: entry.room,
    title: entry.title,
    subtitle: entry.subtitle,
    type: entry.kind,
    date: zonedIso(entry.startsAt, programme.timeZone),
    start: wallTime(entry.startsAt, programme.timeZone),
    duration: duration(entry.startsAt, entry.endsAt),
    abstract: entry.abstract,
    slug: slugOf(entry, programme),
    track: entry.track,
    persons:
      entry.people.length > 0
        ? { person: entry.people.map((person) => ({ '@guid': person.id, '#text': person.name })) }
        : '',
    language: entry.language,
    url: entry.url,
  };
}

export function slugOf(entry: ProgrammeEntry, programme: PublishedProgramme): string {
  return `${programme.acronym}-${entry.code.toLowerCase().padStart(4, '0')}`;
}
