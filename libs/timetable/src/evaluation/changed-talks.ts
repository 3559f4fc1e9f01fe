import { isDeepStrictEqual } from 'node:util';
import type { Layout } from '../layout.ts';
import type { SolverInput, Speaker, Talk, Timetable } from '../input/solver-input.ts';

interface State {
  layout: Layout;
  timetable: Timetable;
}

/**
 * The talks, by index, that are elsewhere or no longer the same in the second state, their speakers included; null
 * when something is different that concerns all of them, or most of them are.
 */
export function changedTalks(before: State, after: State): ReadonlySet<number> | null {
  const [was, is] = [before.layout.input, after.layout.input];
  if (was.talks.length !== is.talks.length || !isDeepStrictEqual(frame(was), frame(is))) return null;
  const changed = new Set<number>();
  for (const [index, talk] of is.talks.entries()) {
    const old = was.talks[index] as Talk;
    if (talk.id !== old.id) return null;
    if (!sameTalk(old, talk, before, after)) changed.add(index);
  }
  return changed.size > is.talks.length / 2 ? null : changed;
}

/** All but the talks and their speakers. */
function frame({ timeslots, rooms, weights, minimumPause, resources, windows, travelTimes }: SolverInput): object {
  return { timeslots, rooms, weights, minimumPause, resources, windows, travelTimes };
}

function sameTalk(old: Talk, talk: Talk, before: State, after: State): boolean {
  const [from, to] = [before.timetable.get(talk.id), after.timetable.get(talk.id)];
  if (from?.timeslot !== to?.timeslot || from?.room !== to?.room) return false;
  return (
    same(old, talk) &&
    talk.speakers.every((id) =>
      same(before.layout.speakers.get(id) as Speaker, after.layout.speakers.get(id) as Speaker),
    )
  );
}

/** Whether two records of plain values and lists hold the same: a good deal faster than looking at them as anything. */
function same<T extends object>(a: T, b: T): boolean {
  if (a === b) return true;
  let keys = 0;
  for (const key in a) {
    keys++;
    if (!sameValue(a[key], b[key])) return false;
  }
  return Object.keys(b).length === keys;
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b)) return isDeepStrictEqual(a, b);
  return a.length === b.length && a.every((one, at) => sameValue(one, b[at]));
}
