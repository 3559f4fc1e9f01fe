import { line } from '@everexpo/contracts';
import { fieldAt, type ImportedEvent, type ImportedSchedule, type ScheduleFault } from '@everexpo/interchange';
import { wallDay } from '@everexpo/interchange/zoned';
import { invalid, problemFrom } from '../../platform/index.ts';
import { daysOf } from '../editions/current-edition.ts';
import type { Edition } from '../editions/edition.entity.ts';

const LONGEST_MINUTES = 720;
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
    const parsed = Words.safeParse(event[field].replaceAll(/[\t\n\r ]+/g, ' '));
    if (parsed.success) typed[field] = field === 'room' ? typed.room : parsed.data;
    else {
      const [issue] = problemFrom(parsed.error.issues).errors ?? [];
      const place = fieldAt(event, [field]);
      const detail = `${place.where}: ${issue?.detail}`;
      throw invalid([{ rule: 'text', ...issue, pointer: '/file', values: { ...issue?.values, ...place }, detail }]);
    }
  }
  return typed;
}

export const minutesOf = ({ startsAt, endsAt }: ImportedEvent) =>
  Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);

/** Events of which there is one alone; of those that share a guid none is known to be the right one. */
export function withoutDoubles(events: ImportedEvent[], faults: ImportedSchedule['faults']): ImportedEvent[] {
  return [...Map.groupBy(events, keyOf).values()].flatMap((same) => {
    if (same.length === 1) return same;
    const where = same.map((event) => event.where).join(' and ');
    const whereZh = same.map((event) => event.whereZh).join('；');
    const guid = same[0]?.guid ?? '';
    faults.push({ where, whereZh, rule: 'same_guid', values: { guid }, detail: `have the same guid ${guid}`.trim() });
    return [];
  });
}

/** What an event is known by when it comes again. */
export const keyOf = (event: ImportedEvent) => event.guid || `${event.title}|${event.startsAt}`;

/** Why an event cannot stand in an edition; null when it can. */
export function faultOf(
  event: ImportedEvent,
  edition: Edition,
  roomId: string | undefined,
): Omit<ScheduleFault, 'where' | 'whereZh'> | null {
  const minutes = minutesOf(event);
  const day = wallDay(event.startsAt, edition.timeZone);
  const { title, room } = event;
  if (title === '') return { rule: 'title', values: {}, detail: 'a title is needed' };
  if (roomId === undefined)
    return { rule: 'room', values: { room }, detail: `there is no room "${room}" in this edition` };
  if (!daysOf(edition).includes(day))
    return { rule: 'day', values: { day }, detail: `${day} is no day of this edition` };
  if (minutes < 5 || minutes > LONGEST_MINUTES)
    return {
      rule: 'minutes',
      values: { minutes, max: LONGEST_MINUTES },
      detail: `lasts ${minutes} minutes; 5 to ${LONGEST_MINUTES} are possible`,
    };
  return null;
}
