import { line, shortened } from '@everexpo/contracts';
import { fieldAt, type ImportedEvent, type ImportedSchedule, type EventError } from '@everexpo/interchange';
import { wallDay } from '@everexpo/interchange/zoned';
import { fieldErrorsOf, isFieldRule, ruleText, type FieldError, type Language } from '@everexpo/contracts/problems';
import { invalid } from '../../../platform/index.ts';
import { daysOf } from '../../editions/days.ts';
import type { EditionRow } from '../../editions/edition-row.ts';

type Place = Pick<ImportedEvent, 'where' | 'whereZh'>;

const LONGEST_MINUTES = 720;
/** Of a title or a room, in what is said of an event. */
export const NAMED_CHARACTERS = 80;
/** Of one event that stands in a file again and again, so many places are named. */
const MAX_PLACES = 5;
/** Any text of an event; what is longer than its column is shortened. */
const Words = line(10_000, 0);

/** The same with every text by the rule that all texts have. @throws ProblemError 422 naming event and character */
export const withTypedTexts = (schedule: ImportedSchedule): ImportedSchedule => ({
  ...schedule,
  events: schedule.events.map(asTyped),
});

/** Line breaks become spaces. */
function asTyped(event: ImportedEvent): ImportedEvent {
  const typed = { ...event, room: event.room.trim() };
  for (const field of ['title', 'subtitle', 'room'] as const) {
    const words = textOrThrow(event[field].replaceAll(/[\t\n\r ]+/g, ' '), fieldAt(event, [field]));
    typed[field] = field === 'room' ? typed.room : words;
  }
  return typed;
}

function textOrThrow(text: string, { where, whereZh }: Place): string {
  const parsed = Words.safeParse(text, { reportInput: true });
  if (parsed.success) return parsed.data;
  const said = { zh: whereZh, en: where };
  throw invalid(
    ...fieldErrorsOf(parsed.error.issues).map((error) => ({
      ...error,
      pointer: '/file',
      values: { ...error.values, where, whereZh },
      text: (language: Language) => `${said[language]}${language === 'zh' ? '：' : ': '}${error.text(language)}`,
    })),
  );
}

/** What is said of an event that is left out. */
export function scheduleFieldError({ where, whereZh, rule, values }: EventError): FieldError {
  const place = `${rule}.schedule`;
  const said = isFieldRule(place) ? place : 'event.schedule';
  const text = (language: Language) =>
    ruleText(said, { ...values, where: language === 'zh' ? whereZh : where } as never, language);
  return { pointer: '/file', rule, values: { ...values, where, whereZh }, text };
}

export const minutesOf = ({ startsAt, endsAt }: ImportedEvent) =>
  Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);

/**
 * Events of which there is one alone; of those that are the same session (`idOf`) none is known to be the right one.
 */
export function withoutDoubles(
  events: ImportedEvent[],
  idOf: (event: ImportedEvent) => string,
  errors: ImportedSchedule['errors'],
): ImportedEvent[] {
  return [...Map.groupBy(events, idOf).values()].flatMap((same) => {
    if (same.length === 1) return same;
    const [first, others] = [same.slice(0, MAX_PLACES), same.length - MAX_PLACES];
    const where = first.map((event) => event.where).join(' and ') + (others > 0 ? ` and ${others} more` : '');
    const whereZh = first.map((event) => event.whereZh).join('；') + (others > 0 ? `等 ${same.length} 处` : '');
    const guid = same[0]?.guid ?? '';
    errors.push({ where, whereZh, rule: 'same_guid', values: { guid } });
    return [];
  });
}

/** What an event is known by when it comes again. */
export const keyOf = (event: ImportedEvent) => event.guid || `${event.title}|${event.startsAt}`;

/** Why an event cannot stand in an edition; null when it can. */
export function errorOf(
  event: ImportedEvent,
  edition: EditionRow,
  roomId: string | undefined,
): Omit<EventError, 'where' | 'whereZh'> | null {
  const minutes = minutesOf(event);
  const day = wallDay(event.startsAt, edition.timeZone);
  const { title, room } = event;
  if (title === '') return { rule: 'title', values: {} };
  if (roomId === undefined) return { rule: 'room', values: { room: shortened(room, NAMED_CHARACTERS) } };
  if (!daysOf(edition).includes(day)) return { rule: 'day', values: { day } };
  if (minutes < 5 || minutes > LONGEST_MINUTES) return { rule: 'minutes', values: { minutes, max: LONGEST_MINUTES } };
  return null;
}
