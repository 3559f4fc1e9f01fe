import { entriesIn, slugOf } from './schedule-xml.ts';
import type { ProgrammeEntry, PublishedProgramme } from './programme.ts';
import { writableIn } from './writable.ts';
import { duration, endOfDay, startOfDay, wallTime, zonedIso } from './zoned.ts';

/**
 * schedule.json after the JSON Schema of c3voc (the classic form of frab and pretalx); cancelled entries are left out.
 */
export function scheduleJson(published: PublishedProgramme): object {
  const programme = writableIn(published);
  const { days, timeZone } = programme;
  return {
    $schema: 'https://c3voc.de/schedule/schema.json',
    generator: { name: 'everexpo' },
    schedule: {
      version: programme.version,
      base_url: programme.url,
      conference: {
        acronym: programme.acronym,
        title: programme.title,
        start: days[0],
        end: days.at(-1),
        daysCount: days.length,
        timeslot_duration: '00:05',
        time_zone_name: timeZone,
        url: programme.url,
        tracks: programme.tracks.map((track) => ({ name: track.name, slug: track.slug, color: track.colour })),
        rooms: programme.rooms.map((room) => ({ name: room.name, guid: room.id, capacity: room.capacity })),
        days: days.map((day, index) => ({
          index: index + 1,
          date: day,
          day_start: startOfDay(day, timeZone),
          day_end: endOfDay(day, timeZone),
          rooms: Object.fromEntries(
            programme.rooms.map((room) => [
              room.name,
              entriesIn(programme, day, room.name).map((entry) => eventOf(entry, programme)),
            ]),
          ),
        })),
      },
    },
  };
}

function eventOf(entry: ProgrammeEntry, programme: PublishedProgramme): object {
  return {
    guid: entry.id,
    id: entry.number,
    date: zonedIso(entry.startsAt, programme.timeZone),
    start: wallTime(entry.startsAt, programme.timeZone),
    end: zonedIso(entry.endsAt, programme.timeZone),
    duration: duration(entry.startsAt, entry.endsAt),
    room: entry.room,
    slug: slugOf(entry, programme),
    url: entry.url,
    title: entry.title,
    subtitle: entry.subtitle,
    track: entry.track,
    type: entry.kind,
    language: entry.language,
    abstract: entry.abstract,
    description: null,
    do_not_record: false,
    persons: entry.people.map((person) => ({ guid: person.id, name: person.name, public_name: person.name })),
    links: [],
    attachments: [],
  };
}
