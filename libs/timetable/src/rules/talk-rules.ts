import type { Layout, Placed } from '../layout.ts';
import { minutes } from '../layout.ts';
import type { TagWishes } from '../input/solver-input.ts';
import type { ConstraintName } from './weights.ts';

/** How often one placed talk breaks a constraint, in the constraint's unit (mostly minutes). */
export type TalkRule = (at: Placed, layout: Layout) => number;

const missing = (wanted: string[], there: string[]) =>
  wanted.reduce((count, tag) => count + (there.includes(tag) ? 0 : 1), 0);
const present = (unwanted: string[], there: string[]) =>
  unwanted.reduce((count, tag) => count + (there.includes(tag) ? 1 : 0), 0);

type Count = (wanted: string[], there: string[]) => number;

const ofSlot = (wish: keyof TagWishes, count: Count) => ({
  talk: (at: Placed) => count(at.talk[wish], at.slot.tags) * minutes(at.slot),
  speakers: (at: Placed, layout: Layout) =>
    sum(layout.speakersOf(at.talk), (speaker) => count(speaker[wish], at.slot.tags)) * minutes(at.slot),
});
const ofRoom = (wish: keyof TagWishes, count: Count) => ({
  talk: (at: Placed) => count(at.talk[wish], at.room.tags) * minutes(at.slot),
  speakers: (at: Placed, layout: Layout) =>
    sum(layout.speakersOf(at.talk), (speaker) => count(speaker[wish], at.room.tags)) * minutes(at.slot),
});

export const TALK_RULES: Partial<Record<ConstraintName, TalkRule>> = {
  'Room unavailable timeslot': (at) => (at.room.unavailable.includes(at.slot.id) ? minutes(at.slot) : 0),
  'Speaker unavailable timeslot': (at, layout) =>
    sum(layout.speakersOf(at.talk), (speaker) => (speaker.unavailable.includes(at.slot.id) ? 1 : 0)) * minutes(at.slot),
  'Speaker required timeslot tags': ofSlot('requiredTimeslot', missing).speakers,
  'Speaker prohibited timeslot tags': ofSlot('prohibitedTimeslot', present).speakers,
  'Talk required timeslot tags': ofSlot('requiredTimeslot', missing).talk,
  'Talk prohibited timeslot tags': ofSlot('prohibitedTimeslot', present).talk,
  'Speaker required room tags': ofRoom('requiredRoom', missing).speakers,
  'Speaker prohibited room tags': ofRoom('prohibitedRoom', present).speakers,
  'Talk required room tags': ofRoom('requiredRoom', missing).talk,
  'Talk prohibited room tags': ofRoom('prohibitedRoom', present).talk,
  'Published timeslot': (at) => (at.talk.published && at.talk.published.timeslot !== at.slot.id ? 1 : 0),
  'Published room': (at) => (at.talk.published && at.talk.published.room !== at.room.id ? 1 : 0),
  'Speaker preferred timeslot tags': ofSlot('preferredTimeslot', missing).speakers,
  'Speaker undesired timeslot tags': ofSlot('undesiredTimeslot', present).speakers,
  'Talk preferred timeslot tags': ofSlot('preferredTimeslot', missing).talk,
  'Talk undesired timeslot tags': ofSlot('undesiredTimeslot', present).talk,
  'Speaker preferred room tags': ofRoom('preferredRoom', missing).speakers,
  'Speaker undesired room tags': ofRoom('undesiredRoom', present).speakers,
  'Talk preferred room tags': ofRoom('preferredRoom', missing).talk,
  'Talk undesired room tags': ofRoom('undesiredRoom', present).talk,
  'Reserved window': (at, layout) =>
    sum(layout.input.windows ?? [], (window) =>
      window.kinds.includes(at.talk.kind)
        ? 0
        : Math.max(0, Math.min(window.end, at.slot.end) - Math.max(window.start, at.slot.start)),
    ),
  'Room seats': (at) => (at.room.seatless ? 0 : Math.max(0, (at.talk.expected ?? 0) - at.room.capacity)),
  'People moved': (at) => {
    const published = at.talk.published;
    return published && (published.timeslot !== at.slot.id || published.room !== at.room.id)
      ? (at.talk.concerned ?? 0)
      : 0;
  },
};

/** Rules that look at the timeslot and not at the room. */
export const TIMESLOT_RULES: ReadonlySet<ConstraintName> = new Set<ConstraintName>([
  'Speaker unavailable timeslot',
  'Speaker required timeslot tags',
  'Speaker prohibited timeslot tags',
  'Talk required timeslot tags',
  'Talk prohibited timeslot tags',
  'Speaker preferred timeslot tags',
  'Speaker undesired timeslot tags',
  'Talk preferred timeslot tags',
  'Talk undesired timeslot tags',
  'Published timeslot',
  'Reserved window',
]);

/** The tag list that a tag rule reads. */
export const WISH_OF_RULE: Partial<Record<ConstraintName, keyof TagWishes>> = Object.fromEntries(
  (['required', 'preferred', 'prohibited', 'undesired'] as const).flatMap((strength) =>
    (['Timeslot', 'Room'] as const).flatMap((where) =>
      ['Talk', 'Speaker'].map((who) => [`${who} ${strength} ${where.toLowerCase()} tags`, `${strength}${where}`]),
    ),
  ),
);

function sum<T>(items: T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
