import { common, minutes, overlap, type Layout, type Placed } from '../layout.ts';
import type { ConstraintName } from './weights.ts';

/** How often two placed talks break a constraint together (or earn it, for the rewards), in the constraint's unit. */
export type PairRule = (a: Placed, b: Placed, layout: Layout) => number;

const together = (a: Placed, b: Placed) => overlap(a.slot, b.slot);
const both = (a: Placed, b: Placed) => minutes(a.slot) + minutes(b.slot);
const oneSlot = (a: Placed, b: Placed) => a.slot.id === b.slot.id;
const oneDay = (a: Placed, b: Placed) => a.slot.day === b.slot.day;
/** Minutes between the end of one slot and the start of the other; negative when they overlap. */
const gap = (a: Placed, b: Placed) => Math.max(a.slot.start, b.slot.start) - Math.min(a.slot.end, b.slot.end);

export const PAIR_RULES: Partial<Record<ConstraintName, PairRule>> = {
  'Room conflict': (a, b) => (a.room.id === b.room.id ? together(a, b) : 0),
  'Speaker conflict': (a, b) => {
    const minutesTogether = together(a, b);
    return minutesTogether === 0 ? 0 : common(a.talk.speakers, b.talk.speakers) * minutesTogether;
  },
  'Talk prerequisite talks': (a, b) => {
    const late = (first: Placed, second: Placed) =>
      second.talk.prerequisites.includes(first.talk.id) && first.slot.end > second.slot.start ? both(a, b) : 0;
    return late(a, b) + late(b, a);
  },
  'Talk mutually-exclusive-talks tags': (a, b) =>
    common(a.talk.mutuallyExclusive, b.talk.mutuallyExclusive) * together(a, b),
  'Consecutive talks pause': (a, b, layout) => {
    const close = together(a, b) > 0 || (oneDay(a, b) && gap(a, b) < layout.input.minimumPause);
    return close && common(a.talk.speakers, b.talk.speakers) > 0 ? both(a, b) : 0;
  },
  'Theme track conflict': (a, b) => common(a.talk.themeTracks, b.talk.themeTracks) * together(a, b),
  'Theme track room stability': (a, b) =>
    oneDay(a, b) && a.room.id !== b.room.id ? common(a.talk.themeTracks, b.talk.themeTracks) * both(a, b) : 0,
  'Sector conflict': (a, b) => common(a.talk.sectors, b.talk.sectors) * together(a, b),
  'Audience type diversity': (a, b) =>
    oneSlot(a, b) ? common(a.talk.audienceTypes, b.talk.audienceTypes) * minutes(a.slot) : 0,
  'Audience type theme track conflict': (a, b) =>
    common(a.talk.themeTracks, b.talk.themeTracks) *
    common(a.talk.audienceTypes, b.talk.audienceTypes) *
    together(a, b),
  'Audience level diversity': (a, b) =>
    oneSlot(a, b) && a.talk.audienceLevel !== b.talk.audienceLevel ? minutes(a.slot) : 0,
  'Content audience level flow violation': (a, b) => {
    if (a.talk.audienceLevel === b.talk.audienceLevel) return 0;
    const [easier, harder] = a.talk.audienceLevel < b.talk.audienceLevel ? [a, b] : [b, a];
    return easier.slot.end > harder.slot.start ? common(a.talk.contents, b.talk.contents) * both(a, b) : 0;
  },
  'Content conflict': (a, b) => common(a.talk.contents, b.talk.contents) * together(a, b),
  'Language diversity': (a, b) => (oneSlot(a, b) && a.talk.language !== b.talk.language ? minutes(a.slot) : 0),
  'Same day talks': (a, b) =>
    oneDay(a, b)
      ? 0
      : (common(a.talk.themeTracks, b.talk.themeTracks) + common(a.talk.contents, b.talk.contents)) * both(a, b),
  'Popular talks': (a, b) => {
    if (a.talk.favourites === b.talk.favourites) return 0;
    const [less, more] = a.talk.favourites < b.talk.favourites ? [a, b] : [b, a];
    return less.room.capacity > more.room.capacity ? both(a, b) : 0;
  },
  'Walking time': (a, b, layout) => {
    const pause = gap(a, b);
    const short = oneDay(a, b) && pause >= 0 && pause < layout.travelTime(a.room, b.room);
    return short ? common(a.talk.speakers, b.talk.speakers) * both(a, b) : 0;
  },
  'Shared followers': (a, b) => {
    const minutesTogether = together(a, b);
    return minutesTogether === 0 ? 0 : common(a.talk.followers ?? [], b.talk.followers ?? []) * minutesTogether;
  },
};

/** Constraints that are earned, not paid. */
export const REWARDS: ReadonlySet<ConstraintName> = new Set<ConstraintName>([
  'Audience type diversity',
  'Audience level diversity',
  'Language diversity',
]);
