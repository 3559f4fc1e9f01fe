import { evaluate } from './evaluation/evaluate.ts';
import { Layout } from './layout.ts';
import type { Cell, SolverInput, Timetable } from './input/solver-input.ts';
import { Solver, type SolveOptions } from './solve.ts';

/** One talk that a proposal puts elsewhere; `to` is null when there is no place left for it. */
export interface Moved {
  talk: string;
  from: Cell;
  to: Cell | null;
  /** People who must be told. */
  concerned: number;
}

export interface Repair {
  timetable: Timetable;
  moved: Moved[];
  hard: number;
}

/**
 * The timetable nearest to `published` that holds under a changed problem (a room lost, a speaker stuck, an overrun):
 * few people moved counts before everything but hard rules. What has begun must be pinned by the caller.
 */
export function repair(
  input: SolverInput,
  published: Timetable,
  options: Pick<SolveOptions, 'seed' | 'seconds' | 'moves'>,
): Repair {
  const weights = {
    ...input.weights,
    'Published timeslot': { hard: 0, medium: 0, soft: 0 },
    'Published room': { hard: 0, medium: 0, soft: 0 },
    'People moved': { hard: 0, medium: 1, soft: 0 },
  };
  const talks = input.talks.map((talk) => {
    const cell = published.get(talk.id);
    return { ...talk, concerned: Math.max(1, talk.concerned ?? 1), ...(cell ? { published: cell } : {}) };
  });
  const changed: SolverInput = { ...input, weights, talks };
  const solver = new Solver(changed, { ...options, initial: published, warm: true, heat: 0.1 });
  const run = solver.run();
  while (!run.next().done);
  const { timetable } = solver.result();
  const moved = talks.flatMap((talk): Moved[] => {
    const from = published.get(talk.id);
    const to = timetable.get(talk.id) ?? null;
    if (!from || (to && to.timeslot === from.timeslot && to.room === from.room)) return [];
    return [{ talk: talk.id, from, to, concerned: talk.concerned }];
  });
  return { timetable, moved, hard: evaluate(new Layout(changed), timetable).score.hard };
}
