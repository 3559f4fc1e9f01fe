import { minutes, overlap, roomAdmits, type Layout } from './layout.ts';
import { matchTalks } from './match-talks.ts';
import type { Talk, Timeslot, Timetable } from './input/solver-input.ts';
import { TALK_RULES } from './rules/talk-rules.ts';
import type { Compiled } from './search/compiled.ts';
import type { ConstraintName } from './rules/weights.ts';

/** Talks that cannot all be placed, whatever else one does, and why. */
export interface Impossibility {
  reason: 'no-cell' | 'too-few-cells' | 'speaker-has-too-many' | 'tag-has-too-many' | 'prerequisites-too-long';
  /** The talks that together cannot be met. */
  talks: string[];
  /** The hard constraints that rule their cells out. */
  constraints: ConstraintName[];
  /** Cells that are left for all of them together. */
  cells: number;
  /** The speaker, or the mutually exclusive tag, whose talks must lie apart. */
  group?: string;
}

export interface Diagnosis {
  impossible: Impossibility[];
  /** The fewest talks to leave out so that the rest is not impossible for these reasons. */
  leave: Set<string>;
}

/**
 * Finds sets of talks that no timetable can hold, before any search: a talk without a cell, more talks than cells for
 * them (Hall's condition, by maximum matching), a speaker or a
 * mutually exclusive tag with more talks than slots apart from each other, a chain of
 * prerequisites longer than the edition. Sound, not complete: what it names is impossible, other things may be too.
 */
export function diagnose(compiled: Compiled, initial: Timetable): Diagnosis {
  const { layout } = compiled;
  const { talks } = layout.input;
  const found: Diagnosis = { impossible: [], leave: new Set() };
  const fixed = new Set(talks.filter((talk) => talk.pinned && initial.has(talk.id)).map((talk) => talk.id));
  const possible = new Map(talks.map((talk, index) => [talk.id, possibleCells(compiled, index)]));

  for (const talk of talks) {
    if (fixed.has(talk.id) || (possible.get(talk.id) as number[]).length > 0) continue;
    found.impossible.push({ reason: 'no-cell', talks: [talk.id], constraints: excluding(layout, talk), cells: 0 });
    found.leave.add(talk.id);
  }
  tooManyApart(compiled, possible, fixed, found);
  prerequisitesTooLong(compiled, possible, fixed, found);
  if ((layout.input.weights['Room conflict']?.hard ?? 0) > 0) tooFewCells(compiled, possible, fixed, initial, found);
  return found;
}

/** Cells in which a talk by itself breaks nothing hard. */
function possibleCells(compiled: Compiled, talk: number): number[] {
  const size = compiled.slots * compiled.rooms;
  return [...(compiled.cells[talk] as Int32Array)].filter((cell) => compiled.placeCost.hard[talk * size + cell] === 0);
}

/** The hard rules that leave a talk without a cell; none when kind or length already do. */
function excluding(layout: Layout, talk: Talk): ConstraintName[] {
  const { timeslots, rooms, weights } = layout.input;
  const names = Object.keys(TALK_RULES) as ConstraintName[];
  return names.filter((name) => {
    if ((weights[name]?.hard ?? 0) === 0) return false;
    return timeslots.some(
      (slot) =>
        layout.slotAdmits(talk, slot) &&
        rooms.some((room) => roomAdmits(talk, room) && (TALK_RULES[name]?.({ talk, slot, room }, layout) ?? 0) > 0),
    );
  });
}

function tooFewCells(
  compiled: Compiled,
  possible: Map<string, number[]>,
  fixed: Set<string>,
  initial: Timetable,
  found: Diagnosis,
): void {
  const { layout, rooms } = compiled;
  const { input } = layout;
  const taken = new Set<number>();
  for (const id of fixed) {
    const cell = initial.get(id);
    const room = input.rooms.findIndex((one) => one.id === cell?.room);
    const at = input.timeslots.find((slot) => slot.id === cell?.timeslot);
    input.timeslots.forEach((slot, index) => {
      if (at && overlap(at, slot) > 0) taken.add(index * rooms + room);
    });
  }
  const open = input.talks.filter((talk) => !fixed.has(talk.id) && !found.leave.has(talk.id));
  const free = open.map((talk) => (possible.get(talk.id) as number[]).filter((cell) => !taken.has(cell)));
  const { unmatched, violators } = matchTalks(free, input.timeslots.length * rooms);
  for (const index of unmatched) found.leave.add((open[index] as Talk).id);
  for (const violator of violators) {
    const cells = new Set(violator.flatMap((index) => free[index] as number[]));
    found.impossible.push({
      reason: 'too-few-cells',
      talks: violator.map((index) => (open[index] as Talk).id),
      constraints: ['Room conflict'],
      cells: cells.size,
    });
  }
}

/** Talks that may never run at the same time: those of one speaker, and those of one mutually exclusive tag. */
function tooManyApart(compiled: Compiled, possible: Map<string, number[]>, fixed: Set<string>, found: Diagnosis): void {
  const { input } = compiled.layout;
  const isHard = (name: ConstraintName) => (input.weights[name]?.hard ?? 0) > 0;
  const pause = isHard('Consecutive talks pause') ? input.minimumPause : 0;
  const tags = [...new Set(input.talks.flatMap((talk) => talk.mutuallyExclusive))];
  const groups = [
    ...input.speakers.map(({ id }) => ({
      reason: 'speaker-has-too-many' as const,
      group: id,
      constraint: 'Speaker conflict' as const,
      pause,
      has: (talk: Talk) => talk.speakers.includes(id),
    })),
    ...tags.map((tag) => ({
      reason: 'tag-has-too-many' as const,
      group: tag,
      constraint: 'Talk mutually-exclusive-talks tags' as const,
      pause: 0,
      has: (talk: Talk) => talk.mutuallyExclusive.includes(tag),
    })),
  ];
  for (const { reason, group, constraint, pause: between, has } of groups.filter((one) => isHard(one.constraint))) {
    const theirs = input.talks.filter((talk) => has(talk) && !found.leave.has(talk.id));
    if (theirs.length < 2) continue;
    const slots = new Set(
      theirs.flatMap((talk) => (possible.get(talk.id) as number[]).map((cell) => Math.floor(cell / compiled.rooms))),
    );
    const apart = disjoint(
      [...slots].map((index) => input.timeslots[index] as Timeslot),
      between,
    );
    if (theirs.length <= apart) continue;
    found.impossible.push({
      reason,
      talks: theirs.map((talk) => talk.id),
      constraints: [constraint],
      cells: apart,
      group,
    });
    for (const talk of theirs.filter((one) => !fixed.has(one.id)).slice(apart - theirs.length))
      found.leave.add(talk.id);
  }
}

/** The most slots that do not overlap, with a pause between those of one day: earliest end first. */
function disjoint(slots: Timeslot[], pause: number): number {
  let count = 0;
  let last: Timeslot | null = null;
  for (const slot of slots.toSorted((a, b) => a.end - b.end || minutes(a) - minutes(b))) {
    if (last && slot.start < last.end + (slot.day === last.day ? pause : 0)) continue;
    last = slot;
    count++;
  }
  return count;
}

function prerequisitesTooLong(
  compiled: Compiled,
  possible: Map<string, number[]>,
  fixed: Set<string>,
  found: Diagnosis,
): void {
  const { input, talks: byId } = compiled.layout;
  if ((input.weights['Talk prerequisite talks']?.hard ?? 0) === 0) return;
  const earliest = new Map<string, { end: number; chain: string[] }>();
  const visit = (talk: Talk): { end: number; chain: string[] } => {
    const known = earliest.get(talk.id);
    if (known) return known;
    const before = talk.prerequisites
      .map((id) => visit(byId.get(id) as Talk))
      .reduce((late, one) => (one.end > late.end ? one : late), { end: -Infinity, chain: [] as string[] });
    const ends = (possible.get(talk.id) as number[])
      .map((cell) => input.timeslots[Math.floor(cell / compiled.rooms)] as Timeslot)
      .filter((slot) => slot.start >= before.end)
      .map((slot) => slot.end);
    const result = { end: Math.min(...ends), chain: [...before.chain, talk.id] };
    earliest.set(talk.id, result);
    return result;
  };
  for (const talk of input.talks) {
    const { end, chain } = visit(talk);
    if (Number.isFinite(end) || found.leave.has(talk.id) || fixed.has(talk.id) || talk.prerequisites.length === 0)
      continue;
    if (chain.some((id) => found.leave.has(id))) continue;
    found.impossible.push({
      reason: 'prerequisites-too-long',
      talks: chain,
      constraints: ['Talk prerequisite talks'],
      cells: 0,
    });
    found.leave.add(talk.id);
  }
}
