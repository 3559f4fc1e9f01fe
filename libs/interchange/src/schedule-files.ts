import { XMLParser } from 'fast-xml-parser';

/** A file that is no schedule at all. */
export class ScheduleError extends Error {
  override name = 'ScheduleError';
}

/** A place in the file as people are told of it, in English and in Chinese. */
export interface Where {
  where: string;
  whereZh: string;
}

export interface FoundEvents {
  title: unknown;
  /** Each with its place in the file; nothing is known of it but that it stands where events do. */
  found: (Where & { event: unknown })[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  isArray: (name) => ['day', 'room', 'event', 'person'].includes(name),
  processEntities: true,
  htmlEntities: true,
});

/** The events of a schedule.xml. @throws ScheduleError */
export function xmlEvents(text: string): FoundEvents {
  const { schedule } = parsedAs('well-formed XML', () => parser.parse(text, true) as unknown) as { schedule?: unknown };
  if (schedule === undefined) throw new ScheduleError('The file has no <schedule>.');
  const found = listIn(schedule, 'day').flatMap((day, d) =>
    listIn(day, 'room').flatMap((room, r) =>
      listIn(room, 'event').map((event, at) => ({
        ...placeOf(d + 1, nameOf(room) || r + 1, at + 1),
        event: withOneRoom(event),
      })),
    ),
  );
  return { title: valueIn(valueIn(schedule, 'conference'), 'title'), found };
}

/** The events of a schedule.json, in the classic form or the newer one. @throws ScheduleError */
export function jsonEvents(text: string): FoundEvents {
  const document = parsedAs('XML or JSON', () => JSON.parse(text) as unknown);
  const schedule = valueIn(document, 'schedule');
  if (typeof schedule !== 'object' || schedule === null) throw new ScheduleError('The file has no "schedule".');
  const conference = valueIn(schedule, 'conference');
  const byDay = listIn(conference, 'days').flatMap((day, d) =>
    Object.entries(valueIn(day, 'rooms') ?? {}).flatMap(([room, events]) =>
      (Array.isArray(events) ? (events as unknown[]) : []).map((event, at) => ({
        ...placeOf(d + 1, room, at + 1),
        event: isObject(event) ? { room, ...event } : event,
      })),
    ),
  );
  const flat = listIn(schedule, 'events').map((event, at) => ({
    where: `event ${at + 1}`,
    whereZh: `第 ${at + 1} 个事件`,
    event: inClassicForm(event),
  }));
  return { title: valueIn(conference, 'title'), found: [...byDay, ...flat] };
}

/** Characters of a room's name in a place: it is said of each of its events. */
const NAMED_CHARACTERS = 80;

function placeOf(day: number, room: string | number, event: number): Where {
  const said = String(room).slice(0, NAMED_CHARACTERS).toWellFormed();
  return {
    where: `day ${day}, room ${said}, event ${event}`,
    whereZh: `第 ${day} 天，会场 ${said}，第 ${event} 个事件`,
  };
}

function parsedAs(what: string, parse: () => unknown): unknown {
  try {
    return parse();
  } catch (error) {
    throw new ScheduleError(`The file is not ${what}: ${(error as Error).message}`);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const valueIn = (holder: unknown, key: string): unknown =>
  isObject(holder) && Object.hasOwn(holder, key) ? holder[key] : undefined;
const listIn = (holder: unknown, key: string): unknown[] => {
  const value = valueIn(holder, key);
  return Array.isArray(value) ? value : [];
};
const nameOf = (room: unknown) => valueIn(room, '@name') as string | undefined;

/** The parser makes every <room> a list; inside an event it is one name. */
function withOneRoom(event: unknown): unknown {
  const [room] = listIn(event, 'room');
  return isObject(event) && room !== undefined ? { ...event, room } : event;
}

/** The newer schedule.json names start and end; the classic form's names are what we read. */
function inClassicForm(event: unknown): unknown {
  const start = valueIn(event, 'start');
  if (!isObject(event) || typeof start !== 'string' || !start.includes('T')) return event;
  const { start: _start, ...rest } = event;
  return { date: start, ...rest };
}
