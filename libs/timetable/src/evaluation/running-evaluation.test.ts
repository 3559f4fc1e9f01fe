import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { Layout } from '../layout.ts';
import type { SolverInput, Talk, Timetable } from '../input/solver-input.ts';
import { RunningEvaluation, type EvaluationSummary } from './running-evaluation.ts';
import { sampleInput } from '../input/sample-input.ts';
import { compareScores } from './score.ts';
import { CONSTRAINTS } from '../rules/weights.ts';

const [DAYS, SLOTS_PER_DAY, ROOMS] = [3, 3, 3];
const RUN = { numRuns: 150 };

interface State {
  input: SolverInput;
  timetable: Timetable;
}

const Seed = fc.integer({ min: 0, max: 2 ** 31 });
const Size = fc.integer({ min: 4, max: 24 });

test('after every edit of a random workspace, what is kept up equals a full evaluation', () => {
  fc.assert(
    fc.property(Seed, Size, Edits, (seed, size, edits) => {
      let state = started(seed, size);
      const running = new RunningEvaluation(new Layout(state.input), state.timetable);
      expect(running.summary(Infinity)).toEqual(fullSummary(state));
      for (const edit of edits) {
        state = edited(state, edit);
        running.update(new Layout(state.input), state.timetable);
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
      const running = new RunningEvaluation(new Layout(state.input), state.timetable);
      for (const edit of edits) {
        const before = matchKeys(state);
        state = edited(state, edit);
        const appeared = running.update(new Layout(state.input), state.timetable, watched);
        const keys = new Set(appeared.map(({ constraint, talks }) => `${constraint}|${talks.join('|')}`));
        expect(keys).toEqual(matchKeys(state).difference(before));
      }
    }),
    RUN,
  );
});

test('keeps the state from before when a place is not in the problem', () => {
  const state = started(1, 12);
  const running = new RunningEvaluation(new Layout(state.input), state.timetable);
  const nowhere = new Map(state.timetable).set('S1', { timeslot: 'never', room: 'R1' });
  expect(() => running.update(new Layout(state.input), nowhere)).toThrow('never');
  expect(running.summary(Infinity)).toEqual(fullSummary(state));
});

function started(seed: number, talks: number): State {
  const input = sampleInput({ talks, slotsPerDay: SLOTS_PER_DAY, rooms: ROOMS }, seed);
  // Weights on all levels, so that ties and orders of each are met.
  input.weights = Object.fromEntries(
    Object.entries(input.weights).map(([name, weight], at) => [
      name,
      at % 3 === 0 ? { ...weight, medium: at } : weight,
    ]),
  );
  const timetable: Timetable = new Map(
    input.talks.flatMap((talk, at) => (at % 4 === 3 ? [] : [[talk.id, cellOf(input, seed + at * 5)] as const])),
  );
  return { input, timetable };
}

const cellOf = ({ timeslots, rooms }: SolverInput, at: number) => ({
  timeslot: timeslots[at % timeslots.length]?.id ?? '',
  room: rooms[at % rooms.length]?.id ?? '',
});

function edited(state: State, { kind, talk, other, slot }: Edit): State {
  const { talks } = state.input;
  const one = talks[talk % talks.length] as Talk;
  const two = talks[other % talks.length] as Talk;
  return EDITS[kind](state, one, two, slot);
}

const withTalk = ({ input, timetable }: State, one: Talk, change: Partial<Talk>): State => ({
  input: { ...input, talks: input.talks.map((talk) => (talk === one ? { ...talk, ...change } : talk)) },
  timetable,
});

const EDITS = {
  move: ({ input, timetable }, one, _two, slot) => ({
    input,
    timetable: new Map(timetable).set(one.id, cellOf(input, slot)),
  }),
  unplace: ({ input, timetable }, one) => ({
    input,
    timetable: new Map([...timetable].filter(([id]) => id !== one.id)),
  }),
  swap: ({ input, timetable }, one, two) => {
    const [a, b] = [timetable.get(one.id), timetable.get(two.id)];
    return { input, timetable: a && b ? new Map(timetable).set(one.id, b).set(two.id, a) : timetable };
  },
  follow: (state, one, two) =>
    withTalk(state, one, { followers: [...(one.followers ?? []), ...(two.followers ?? [])] }),
  'replace speakers': (state, one, two) => withTalk(state, one, { speakers: two.speakers }),
  publish: (state, one, _two, slot) => withTalk(state, one, { published: cellOf(state.input, slot) }),
  'keep a speaker away': ({ input, timetable }, one, _two, slot) => {
    const unavailable = [cellOf(input, slot).timeslot];
    const speakers = input.speakers.map((speaker) =>
      one.speakers.includes(speaker.id) ? { ...speaker, unavailable } : speaker,
    );
    return { input: { ...input, speakers }, timetable };
  },
  'close a room': ({ input, timetable }, _one, _two, slot) => {
    const { timeslot, room } = cellOf(input, slot);
    const rooms = input.rooms.map((each) => (each.id === room ? { ...each, unavailable: [timeslot] } : each));
    return { input: { ...input, rooms }, timetable };
  },
  weigh: ({ input, timetable }, _one, _two, slot) => {
    const name = CONSTRAINTS[slot % CONSTRAINTS.length] ?? '';
    const weight = { hard: 0, medium: slot % 2, soft: slot % 3 };
    return { input: { ...input, weights: { ...input.weights, [name]: weight } }, timetable };
  },
  'add a slot': ({ input, timetable }, one, _two, slot) => {
    const start = (slot % (DAYS * 1440)) + 1;
    const id = `between ${input.timeslots.length}`;
    const between = { id, day: input.timeslots[0]?.day ?? '', start, end: start + 50, kinds: [], tags: [] };
    return {
      input: { ...input, timeslots: [...input.timeslots, between] },
      timetable: new Map(timetable).set(one.id, { timeslot: id, room: cellOf(input, slot).room }),
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

function fullSummary({ input, timetable }: State): EvaluationSummary {
  const { score, constraints, unplaced } = evaluate(new Layout(input), timetable);
  const totals = Object.entries(constraints).map(([name, { score: total, matches }]) => {
    const worstFirst = matches.toSorted((a, b) => compareScores(a.score, b.score));
    return [name, { score: total, count: matches.length, matches: worstFirst }];
  });
  return { score, constraints: Object.fromEntries(totals) as EvaluationSummary['constraints'], unplaced };
}

function matchKeys({ input, timetable }: State): Set<string> {
  const { constraints } = evaluate(new Layout(input), timetable);
  return new Set(
    Object.values(constraints).flatMap(({ matches }) =>
      matches.map(({ constraint, talks }) => `${constraint}|${talks.join('|')}`),
    ),
  );
}
