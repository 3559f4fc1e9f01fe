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
const RUN = { numRuns: 150 };

interface State {
  problem: Problem;
  timetable: Timetable;
}

const Seed = fc.integer({ min: 0, max: 2 ** 31 });
const Size = fc.integer({ min: 4, max: 24 });

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

function edited(state: State, { kind, talk, other, slot }: Edit): State {
  const { talks } = state.problem;
  const one = talks[talk % talks.length] as Talk;
  const two = talks[other % talks.length] as Talk;
  return EDITS[kind](state, one, two, slot);
}

const withTalk = ({ problem, timetable }: State, one: Talk, change: Partial<Talk>): State => ({
  problem: { ...problem, talks: problem.talks.map((talk) => (talk === one ? { ...talk, ...change } : talk)) },
  timetable,
});

const EDITS = {
  move: ({ problem, timetable }, one, _two, slot) => ({
    problem,
    timetable: new Map(timetable).set(one.id, cellOf(problem, slot)),
  }),
  unplace: ({ problem, timetable }, one) => ({
    problem,
    timetable: new Map([...timetable].filter(([id]) => id !== one.id)),
  }),
  swap: ({ problem, timetable }, one, two) => {
    const [a, b] = [timetable.get(one.id), timetable.get(two.id)];
    return { problem, timetable: a && b ? new Map(timetable).set(one.id, b).set(two.id, a) : timetable };
  },
  follow: (state, one, two) =>
    withTalk(state, one, { followers: [...(one.followers ?? []), ...(two.followers ?? [])] }),
  'replace speakers': (state, one, two) => withTalk(state, one, { speakers: two.speakers }),
  publish: (state, one, _two, slot) => withTalk(state, one, { published: cellOf(state.problem, slot) }),
  'keep a speaker away': ({ problem, timetable }, one, _two, slot) => {
    const unavailable = [cellOf(problem, slot).timeslot];
    const speakers = problem.speakers.map((speaker) =>
      one.speakers.includes(speaker.id) ? { ...speaker, unavailable } : speaker,
    );
    return { problem: { ...problem, speakers }, timetable };
  },
  'close a room': ({ problem, timetable }, _one, _two, slot) => {
    const { timeslot, room } = cellOf(problem, slot);
    const rooms = problem.rooms.map((each) => (each.id === room ? { ...each, unavailable: [timeslot] } : each));
    return { problem: { ...problem, rooms }, timetable };
  },
  weigh: ({ problem, timetable }, _one, _two, slot) => {
    const name = CONSTRAINTS[slot % CONSTRAINTS.length] ?? '';
    const weight = { hard: 0, medium: slot % 2, soft: slot % 3 };
    return { problem: { ...problem, weights: { ...problem.weights, [name]: weight } }, timetable };
  },
  'add a slot': ({ problem, timetable }, one, _two, slot) => {
    const start = (slot % (DAYS * 1440)) + 1;
    const id = `between ${problem.timeslots.length}`;
    const between = { id, day: problem.timeslots[0]?.day ?? '', start, end: start + 50, kinds: [], tags: [] };
    return {
      problem: { ...problem, timeslots: [...problem.timeslots, between] },
      timetable: new Map(timetable).set(one.id, { timeslot: id, room: cellOf(problem, slot).room }),
    };
  },
} satisfies Record<string, (state: State, one: Talk, two: Talk, slot: number) => State>;

const Edit = fc.record({
  kind: fc.constantFrom(...(Object.keys(EDITS) as (keyof typeof EDITS)[])),
  talk: fc.nat(),
  other: fc.nat(),
  slot: fc.nat(),
});
type Edit = typeof Edit extends fc.Arbitrary<infer One> ? One : never;
const Edits = fc.array(Edit, { minLength: 1, maxLength: 40 });

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
