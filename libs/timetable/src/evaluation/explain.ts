import { involving } from './evaluate.ts';
import { Layout } from '../layout.ts';
import type { Cell, SolverInput, Timetable } from '../input/solver-input.ts';
import { compareScores, minus, plus, zero, type Score } from './score.ts';
import { compile } from '../search/compile.ts';
import { unpack } from '../search/price.ts';
import { SearchState } from '../search/state.ts';
import type { ConstraintName } from '../rules/weights.ts';

/** What moving a talk to one cell would do. */
export interface CellEffect extends Cell {
  /** False when the talk's kind or length rules the cell out. */
  allowed: boolean;
  delta: Score;
  /** The talk it would exchange places with. */
  swapWith: string | null;
  /** The constraint that gets worst there, as far as this talk is concerned. */
  worst: { constraint: ConstraintName; with: string[]; delta: Score } | null;
}

/**
 * For every cell of the grid, what the score would become if the talk went there; a cell held by one other talk that
 * may take this one's place is looked at as an exchange.
 */
export function heatMap(input: SolverInput, timetable: Timetable, talkId: string): CellEffect[] {
  const layout = new Layout(input);
  const compiled = compile(layout);
  const state = new SearchState(compiled);
  state.load(timetable);
  const talk = input.talks.findIndex((one) => one.id === talkId);
  const others = layout.all(timetable).filter((at) => at.talk.id !== talkId);
  const here = timetable.get(talkId);
  const now = here
    ? byConstraint(involving(layout, [...others, layout.placed(talkId, here)], talkId))
    : new Map<ConstraintName, Part>();

  return input.timeslots.flatMap((slot, s) =>
    input.rooms.map((room, r): CellEffect => {
      const cell = { timeslot: slot.id, room: room.id };
      const allowed = compiled.allowed[(talk * compiled.slots + s) * compiled.rooms + r] === 1;
      if (!allowed) return { ...cell, allowed, delta: zero(), swapWith: null, worst: null };
      const swapWith = exchangeable(state, talk, s, r);
      if (swapWith >= 0) state.evaluateSwap(talk, swapWith);
      else state.evaluateChange(talk, s, r);
      const delta = unpack(state.delta[0] as number, state.delta[1] as number);
      const swapped = swapWith >= 0 ? (input.talks[swapWith]?.id ?? null) : null;
      const around =
        swapped && here ? others.map((at) => (at.talk.id === swapped ? layout.placed(swapped, here) : at)) : others;
      const there = byConstraint(involving(layout, [...around, layout.placed(talkId, cell)], talkId));
      return { ...cell, allowed, delta, swapWith: swapped, worst: worstChange(now, there) };
    }),
  );
}

type Part = { score: Score; with: string[] };

function byConstraint(matches: ReturnType<typeof involving>): Map<ConstraintName, Part> {
  const parts = new Map<ConstraintName, Part>();
  for (const match of matches) {
    const part = parts.get(match.constraint) ?? { score: zero(), with: [] };
    parts.set(match.constraint, { score: plus(part.score, match.score), with: [...part.with, ...match.talks] });
  }
  return parts;
}

function worstChange(now: Map<ConstraintName, Part>, there: Map<ConstraintName, Part>): CellEffect['worst'] {
  let worst: CellEffect['worst'] = null;
  for (const [constraint, part] of there) {
    const delta = minus(part.score, now.get(constraint)?.score ?? zero());
    if (compareScores(delta, worst?.delta ?? zero()) >= 0) continue;
    worst = { constraint, with: [...new Set(part.with)], delta };
  }
  return worst;
}

function exchangeable(state: SearchState, talk: number, slot: number, room: number): number {
  const c = state.compiled;
  const other = state.talkIn(slot, room);
  const fromSlot = state.slotOf[talk] as number;
  if (other < 0 || other === talk || fromSlot < 0 || c.pinned[other] === 1) return -1;
  return c.allowed[(other * c.slots + fromSlot) * c.rooms + (state.roomOf[talk] as number)] === 1 ? other : -1;
}
