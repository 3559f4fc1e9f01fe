import { z } from 'zod';
import { jsonEvents, xmlEvents, type Where } from './schedule-files.ts';

/** One event of somebody else's schedule. */
export interface ImportedEvent extends Where {
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
  errors: EventError[];
}

/** Why one event is left out: a rule with the values that its text names. */
export interface EventError extends Where {
  rule: string;
  values: Record<string, string | number>;
}

export { ScheduleError } from './schedule-files.ts';

/** XML gives an element with attributes, such as <title lang="en">, as an object; one that repeats as a list. */
function textIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return textIn(value[0]);
  return typeof value === 'object' && value !== null && '#text' in value ? textIn(value['#text']) : '';
}

const Anything = z.unknown().optional();
const Text = Anything.transform(textIn);
/** A track, a room or a person: a text, or an object with a name. */
const Named = Anything.transform((value) => {
  const { public_name, name } = (value ?? {}) as { public_name?: unknown; name?: unknown };
  return textIn(value) || textIn(public_name) || textIn(name);
});
/** What may be left out, or left empty. */
const given = <T extends z.ZodType>(schema: T) =>
  Anything.transform((value) => (typeof value === 'number' ? value : textIn(value) || undefined)).pipe(
    schema as unknown as z.ZodType<z.output<T>, string | number | undefined>,
  );

/** Ten days: longer than anything that is one event. */
const MAX_MINUTES = 14_400;
/** What one event can break. */
export const SCHEDULE_RULES = ['title', 'instant', 'max_minutes', 'duration', 'end'] as const;
type Rule = (typeof SCHEDULE_RULES)[number];
/** The message of a schema's issue. */
const rule = (name: Rule): Rule => name;
const ruleOf = (message: string) => SCHEDULE_RULES.find((name) => name === message) ?? 'event';

const Instant = z.iso.datetime({ offset: true, error: rule('instant') });
const Minutes = z.number().min(0).max(MAX_MINUTES, rule('max_minutes'));
const Duration = z
  .string()
  .transform((text) => /^(?:(\d{1,2})\.)?(\d{1,3}):(\d{2})(?::\d{2})?$/.exec(text))
  .refine((found) => found !== null, rule('duration'))
  .transform((found) => Number(found?.[1] ?? 0) * 1440 + Number(found?.[2]) * 60 + Number(found?.[3]))
  .pipe(Minutes);

const Event = z
  .object({
    guid: Text,
    '@guid': Text,
    title: Text.refine((title) => title.trim() !== '', rule('title')),
    subtitle: Text,
    abstract: Text,
    description: Text,
    track: Named,
    type: Text,
    language: Text,
    room: Named,
    date: given(Instant),
    duration: given(z.union([Minutes, Duration]).optional()),
    end: given(Instant.optional()),
    persons: Anything,
  })
  .transform((event, context) => {
    const ends = event.end === undefined ? endOf(event.date, event.duration) : Date.parse(event.end);
    if (ends !== null) return { ...event, endsAt: new Date(ends).toISOString() };
    context.addIssue({ code: 'custom', path: ['duration'], message: rule('end') });
    return z.NEVER;
  });

const endOf = (date: string, minutes: number | undefined) =>
  minutes === undefined ? null : Date.parse(date) + minutes * 60_000;

/**
 * Reads schedule.xml and schedule.json as c3voc's schemas have them, and as pretalx and frab export them.
 * Events that are wrong are named and left out; the others are taken.
 * @throws ScheduleError when the text is neither
 */
export function readSchedule(text: string): ImportedSchedule {
  const { title, found } = text.trimStart().startsWith('<') ? xmlEvents(text) : jsonEvents(text);
  const schedule: ImportedSchedule = { title: textIn(title), events: [], errors: [] };
  for (const { event, ...place } of found) {
    const parsed = Event.safeParse(event);
    if (parsed.success) schedule.events.push(eventOf(place, parsed.data));
    for (const issue of parsed.error?.issues ?? [])
      schedule.errors.push({
        ...fieldAt(place, issue.path),
        rule: ruleOf(issue.message),
        values: { max: MAX_MINUTES },
      });
  }
  return schedule;
}

/** A field of an event, by the name that the file has for it. */
export const fieldAt = ({ where, whereZh }: Where, path: PropertyKey[]): Where => ({
  where: [where, ...path].join(', '),
  whereZh: [whereZh, ...path].join('，'),
});

const eventOf = (place: Where, event: z.infer<typeof Event>): ImportedEvent => ({
  ...place,
  guid: event['@guid'] || event.guid,
  title: event.title,
  subtitle: event.subtitle,
  abstract: event.abstract || event.description,
  track: event.track,
  kind: event.type,
  language: event.language,
  room: event.room,
  startsAt: new Date(event.date).toISOString(),
  endsAt: event.endsAt,
  people: peopleOf(event.persons),
});

function peopleOf(persons: unknown): string[] {
  const list = Array.isArray(persons) ? persons : (persons as { person?: unknown } | null | undefined)?.person;
  return Array.isArray(list) ? list.map((person) => Named.parse(person)).filter((name) => name !== '') : [];
}
