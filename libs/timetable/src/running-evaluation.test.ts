import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { Layout } from './layout.ts';
import type { Problem, Talk, Timetable } from './problem.ts';
import { RunningEvaluation, type EvaluationSummary } from './running-evaluation.ts';
import { sampleProblem } from './sample-problem.ts';
import { compareScores } from './score.ts';
import { CONSTRAINTS } from './weights.ts';

const [DAYS, SLOTS_PER_DAY, ROOMS] = [3, 3, 3];
const kinds = ['move', 'swap', 'unplace', 'follow', 'replace-speaker', 'publish', 'close-room', 'weigh', 'new-slot'];
const Edit = fc.record({ kind: fc.constantFrom(...kinds), talk: fc.nat(), other: fc.nat(), slot: fc.nat() });
type Edit = typeof Edit extends fc.Arbitrary<infer E> ? E : never;

interface State {
  problem: Problem;
  timetable: Timetable;
}

const RUN = { numRuns: 150 };
const Seed = fc.integer({ min: 0, max: 2 ** 31 });
const Size = fc.integer({ min: 4, max: 24 });
const Edits = fc.array(Edit, { minLength: 1, maxLength: 40 });

test('after every edit of a random workspace, what is kept up equals a full evaluation', () => {
  fc.assert(
    fc.property(Seed, Size, Edits, (seed, size, edits) => {
      let state = started(seed, size);
      const running = new RunningEvaluation(new Layout(state.problem), state.timetable);
      expect(running.summary(Infinity)).toEqual(fullSummary(state));
      for (const edit of edits) {
        state = edited(state, edit);
        running.update(new Layout(state.problem), state.timetable);
        expect(running.summary(Infinity)).toEqual(fullSummary(state));
      }
    }),
    RUN,
  );
});

test('names exactly the matches that two full evaluations differ in', () => {
  const watched = new Set(CONSTRAINTS);
  fc.assert(
    fc.property(Seed, Size, Edits, (seed, size, edits) => {
      let state = started(seed, size);
      const running = new RunningEvaluation(new Layout(state.problem), state.timetable);
      for (const edit of edits) {
        const before = matchKeys(state);
        state = edited(state, edit);
        const appeared = running.update(new Layout(state.problem), state.timetable, watched);
        const keys = new Set(appeared.map(({ constraint, talks }) => `${constraint}|${talks.join('|')}`));
        expect(keys).toEqual(matchKeys(state).difference(before));
      }
    }),
    RUN,
  );
});

test('keeps the state from before when a place is not in the problem', () => {
  const state = started(1, 12);
  const running = new RunningEvaluation(new Layout(state.problem), state.timetable);
  const nowhere = new Map(state.timetable).set('S1', { timeslot: 'never', room: 'R1' });
  expect(() => running.update(new Layout(state.problem), nowhere)).toThrow('never');
  expect(running.summary(Infinity)).toEqual(fullSummary(state));
});

function started(seed: number, talks: number): State {
  const problem = sampleProblem({ talks, slotsPerDay: SLOTS_PER_DAY, rooms: ROOMS }, seed);
  // Weights on all levels, so that ties and orders of each are met.
  problem.weights = Object.fromEntries(
    Object.entries(problem.weights).map(([name, weight], at) => [
      name,
      at % 3 === 0 ? { ...weight, medium: at } : weight,
    ]),
  );
  const timetable: Timetable = new Map(
    problem.talks.flatMap((talk, at) => (at % 4 === 3 ? [] : [[talk.id, cellOf(problem, seed + at * 5)] as const])),
  );
  return { problem, timetable };
}

const cellOf = ({ timeslots, rooms }: Problem, at: number) => ({
  timeslot: timeslots[at % timeslots.length]?.id ?? '',
  room: rooms[at % rooms.length]?.id ?? '',
});

function edited({ problem, timetable }: State, { kind, talk: t, other: o, slot }: Edit): State {
  const { talks, speakers } = problem;
  const one = talks[t % talks.length] as Talk;
  const two = talks[o % talks.length] as Talk;
  const withTalk = (change: Partial<Talk>): State => ({
    problem: { ...problem, talks: talks.map((talk) => (talk === one ? { ...talk, ...change } : talk)) },
    timetable,
  });
  const placed = new Map(timetable);
  switch (kind) {
    case 'unplace':
      placed.delete(one.id);
      return { problem, timetable: placed };
    case 'swap': {
      const [a, b] = [timetable.get(one.id), timetable.get(two.id)];
      if (a && b) placed.set(one.id, b).set(two.id, a);
      return { problem, timetable: placed };
    }
    case 'follow':
      return withTalk({ followers: [...(one.followers ?? []), ...(two.followers ?? [])] });
    case 'replace-speaker':
      return withTalk({ speakers: [speakers[o % speakers.length]?.id ?? ''] });
    case 'publish':
      return withTalk({ published: cellOf(problem, slot) });
    case 'close-room': {
      const unavailable = [problem.timeslots[slot % problem.timeslots.length]?.id ?? ''];
      return { problem: { ...problem, rooms: problem.rooms.map((room) => ({ ...room, unavailable })) }, timetable };
    }
    case 'weigh': {
      const name = CONSTRAINTS[o % CONSTRAINTS.length] ?? '';
      const weight = { hard: 0, medium: slot % 2, soft: slot % 3 };
      return { problem: { ...problem, weights: { ...problem.weights, [name]: weight } }, timetable };
    }
    case 'new-slot': {
      const start = (slot % (DAYS * 1440)) + 1;
      const day = problem.timeslots[0]?.day ?? '';
      const between = { id: `between ${problem.timeslots.length}`, day, start, end: start + 50, kinds: [], tags: [] };
      placed.set(one.id, { timeslot: between.id, room: problem.rooms[o % ROOMS]?.id ?? '' });
      return { problem: { ...problem, timeslots: [...problem.timeslots, between] }, timetable: placed };
    }
    default:
      placed.set(one.id, cellOf(problem, slot));
      return { problem, timetable: placed };
  }
}

function fullSummary({ problem, timetable }: State): EvaluationSummary {
  const { score, constraints, unplaced } = evaluate(new Layout(problem), timetable);
  const totals = Object.entries(constraints).map(([name, { score: total, matches }]) => {
    const worstFirst = matches.toSorted((a, b) => compareScores(a.score, b.score));
    return [name, { score: total, count: matches.length, matches: worstFirst }];
  });
  return { score, constraints: Object.fromEntries(totals) as EvaluationSummary['constraints'], unplaced };
}

function matchKeys({ problem, timetable }: State): Set<string> {
  const { constraints } = evaluate(new Layout(problem), timetable);
  return new Set(
    Object.values(constraints).flatMap(({ matches }) =>
      matches.map(({ constraint, talks }) => `${constraint}|${talks.join('|')}`),
    ),
  );
}
