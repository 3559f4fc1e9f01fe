import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

/** One event of somebody else's schedule. */
export interface ImportedEvent {
  guid: string;
  title: string;
  subtitle: string;
  abstract: string;
  track: string;
  kind: string;
  language: string;
  room: string;
  startsAt: string;
  endsAt: string;
  people: string[];
}

export interface ImportedSchedule {
  title: string;
  events: ImportedEvent[];
  /** Events that could not be taken over, by their place in the file. */
  faults: { where: string; rule: string }[];
}

/** A file that is no schedule at all. */
export class ScheduleError extends Error {
  override name = 'ScheduleError';
}

const Text = z.preprocess(
  (value) => (value === null || value === undefined ? '' : String(value as string | number)),
  z.string(),
);
const Named = z.union([z.string(), z.object({ '#text': Text, public_name: Text, name: Text }).partial()]);
const DURATION = /^(?:(\d+)\.)?(\d{1,3}):(\d{2})(?::\d{2})?$/;

const Event = z.object({
  guid: z.string().min(1).optional(),
  '@guid': z.string().min(1).optional(),
  title: Text.pipe(z.string().min(1, 'a title is needed')),
  subtitle: Text.optional(),
  abstract: Text.optional(),
  description: Text.optional(),
  track: z.union([Text, z.object({ name: Text })]).optional(),
  type: Text.optional(),
  language: Text.optional(),
  room: z.union([Text, z.object({ name: Text })]),
  date: z.iso.datetime({ offset: true, error: 'a date with its offset is needed' }),
  duration: z.union([z.string().regex(DURATION, 'a duration is written HH:MM'), z.number()]).optional(),
  end: z.iso.datetime({ offset: true }).optional(),
  persons: z.unknown().optional(),
});

/**
 * Reads schedule.xml and schedule.json as c3voc's schemas have them, and as pretalx and frab export them.
 * Events that are wrong are named and left out; the others are taken.
 * @throws ScheduleError when the text is neither
 */
export function readSchedule(text: string): ImportedSchedule {
  return text.trimStart().startsWith('<') ? fromXml(text) : fromJson(text);
}

function fromXml(text: string): ImportedSchedule {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    isArray: (name) => ['day', 'room', 'event', 'person'].includes(name),
    processEntities: true,
  });
  let document: {
    schedule?: { conference?: { title?: string }; day?: { room?: { '@name'?: string; event?: object[] }[] }[] };
  };
  try {
    document = parser.parse(text, true) as typeof document;
  } catch (error) {
    throw new ScheduleError(`The file is not well-formed XML: ${(error as Error).message}`);
  }
  if (!document.schedule) throw new ScheduleError('The file has no <schedule>.');
  const events = (document.schedule.day ?? []).flatMap((day, d) =>
    (day.room ?? []).flatMap((room) =>
      (room.event ?? []).map((event, at) => ({
        where: `day ${d + 1}, room ${room['@name'] ?? ''}, event ${at + 1}`,
        event: flattenRoom(event),
      })),
    ),
  );
  return collect(document.schedule.conference?.title ?? '', events);
}

/** The parser makes every <room> a list; inside an event it is one name. */
function flattenRoom(event: object): object {
  const { room } = event as { room?: unknown };
  return Array.isArray(room) ? { ...event, room: room[0] as unknown } : event;
}

interface JsonSchedule {
  schedule?: { conference?: { title?: string; days?: { rooms?: Record<string, object[]> }[] }; events?: object[] };
}

function fromJson(text: string): ImportedSchedule {
  let document: JsonSchedule;
  try {
    document = JSON.parse(text) as JsonSchedule;
  } catch (error) {
    throw new ScheduleError(`The file is neither XML nor JSON: ${(error as Error).message}`);
  }
  const schedule = document.schedule;
  if (!schedule || typeof schedule !== 'object') throw new ScheduleError('The file has no "schedule".');
  const byDay = (schedule.conference?.days ?? []).flatMap((day, d) =>
    Object.entries(day.rooms ?? {}).flatMap(([room, events]) =>
      events.map((event, at) => ({ where: `day ${d + 1}, room ${room}, event ${at + 1}`, event: { room, ...event } })),
    ),
  );
  const flat = (schedule.events ?? []).map((event, at) => ({ where: `event ${at + 1}`, event: newForm(event) }));
  return collect(schedule.conference?.title ?? '', [...byDay, ...flat]);
}

/** The newer schedule.json names start and end; the classic form's names are what we read. */
function newForm(event: object): object {
  const { start, ...rest } = event as { start?: unknown };
  return typeof start === 'string' && start.includes('T') ? { date: start, ...rest } : event;
}

function collect(title: string, found: { where: string; event: object }[]): ImportedSchedule {
  const schedule: ImportedSchedule = { title, events: [], faults: [] };
  for (const { where, event } of found) {
    const parsed = Event.safeParse(event);
    if (!parsed.success) {
      for (const issue of parsed.error.issues)
        schedule.faults.push({ where: `${where}, ${issue.path.join('.')}`, rule: issue.message });
      continue;
    }
    const one = parsed.data;
    const endsAt = one.end ?? endOf(one.date, one.duration);
    if (!endsAt) {
      schedule.faults.push({ where: `${where}, duration`, rule: 'an end or a duration is needed' });
      continue;
    }
    const startsAt = new Date(one.date).toISOString();
    schedule.events.push({
      guid: one['@guid'] ?? one.guid ?? '',
      title: one.title,
      subtitle: one.subtitle ?? '',
      abstract: one.abstract ?? one.description ?? '',
      track: nameOf(one.track),
      kind: one.type ?? '',
      language: one.language ?? '',
      room: nameOf(one.room),
      startsAt,
      endsAt: new Date(endsAt).toISOString(),
      people: peopleOf(one.persons),
    });
  }
  return schedule;
}

function endOf(date: string, duration: string | number | undefined): string | null {
  if (typeof duration === 'number') return new Date(Date.parse(date) + duration * 60_000).toISOString();
  const found = DURATION.exec(duration ?? '');
  if (!found) return null;
  const minutes = Number(found[1] ?? 0) * 1440 + Number(found[2]) * 60 + Number(found[3]);
  return new Date(Date.parse(date) + minutes * 60_000).toISOString();
}

function nameOf(value: string | { name: string } | undefined): string {
  return typeof value === 'object' ? value.name : (value ?? '');
}

function peopleOf(persons: unknown): string[] {
  const list = Array.isArray(persons) ? persons : ((persons as { person?: unknown[] } | undefined)?.person ?? []);
  return list.flatMap((person) => {
    const parsed = Named.safeParse(person);
    if (!parsed.success) return [];
    const name =
      typeof parsed.data === 'string'
        ? parsed.data
        : (parsed.data['#text'] ?? parsed.data.public_name ?? parsed.data.name ?? '');
    return name === '' ? [] : [name];
  });
}
