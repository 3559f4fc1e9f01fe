import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from '../evaluation/evaluate.ts';
import { Layout } from '../layout.ts';
import { sampleInput } from '../input/sample-input.ts';
import { compile } from './compile.ts';
import { SearchState } from './state.ts';

const Move = fc.record({
  talk: fc.nat(),
  other: fc.nat(),
  slot: fc.nat(),
  room: fc.nat(),
  kind: fc.constantFrom('change', 'swap', 'unplace'),
});

test('after every move of a random instance, the delta score equals the full score', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 31 }),
      fc.integer({ min: 2, max: 24 }),
      fc.array(Move, { minLength: 1, maxLength: 60 }),
      (seed, talks, moves) => {
        const input = sampleInput({ talks, slotsPerDay: 3, rooms: 3 }, seed);
        // Weights on all levels, and published places, so that no constraint is left out.
        input.weights = Object.fromEntries(
          Object.entries(input.weights).map(([name, weight], at) => [
            name,
            at % 3 === 0 ? { ...weight, medium: at } : weight,
          ]),
        );
        input.talks.forEach((talk, at) => {
          if (at % 3 === 0) talk.published = { timeslot: input.timeslots[at % 9]?.id ?? '', room: 'R1' };
        });
        const layout = new Layout(input);
        const state = new SearchState(compile(layout));
        for (const move of moves) {
          const talk = move.talk % talks;
          const other = move.other % talks;
          if (move.kind === 'unplace') state.change(talk, -1, -1);
          else if (move.kind === 'swap' && talk !== other && state.slotOf[talk] !== -1 && state.slotOf[other] !== -1) {
            state.evaluateSwap(talk, other);
            state.applySwap(talk, other);
          } else state.change(talk, move.slot % 9, move.room % 3);
          expect(state.score()).toEqual(evaluate(layout, state.timetable()).score);
        }
      },
    ),
    { numRuns: 150 },
  );
});
