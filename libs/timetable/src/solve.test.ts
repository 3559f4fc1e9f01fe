import { describe, expect, test } from 'vitest';
import { evaluate } from './evaluation/evaluate.ts';
import { heatMap } from './evaluation/explain.ts';
import { Layout } from './layout.ts';
import { noWishes, SolverInputError, type Cell, type SolverInput } from './input/solver-input.ts';
import { repair } from './repair.ts';
import { EXPO_SIZE, sampleInput } from './input/sample-input.ts';
import { compareScores, minus, type Score } from './evaluation/score.ts';
import { solve, Solver } from './solve.ts';

const small = (seed = 1) => sampleInput({ talks: 14, slotsPerDay: 3, rooms: 3 }, seed);

describe('solving', () => {
  test('places the demo size without breaking a hard rule', () => {
    const input = sampleInput(EXPO_SIZE, 5);
    const solution = solve(input, { moves: 300_000 });
    expect(solution).toMatchObject({ unplaced: [], impossible: [], score: { hard: 0, medium: 0 } });
    expect(evaluate(new Layout(input), solution.timetable).score).toEqual(solution.score);
  });

  test('gives the same timetable for the same seed and number of moves, and another for another seed', () => {
    const input = sampleInput(EXPO_SIZE, 5);
    const [one, same, other] = [7, 7, 8].map((seed) => solve(input, { seed, moves: 60_000 }).timetable);
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  test('leaves pinned talks where they are and starts warm from a whole timetable', () => {
    const input = small();
    const first = solve(input, { moves: 20_000 });
    input.talks.slice(0, 4).forEach((talk) => (talk.pinned = true));
    const again = solve(input, { moves: 20_000, seed: 9, initial: first.timetable, warm: true });
    for (const talk of input.talks.slice(0, 4))
      expect(again.timetable.get(talk.id)).toEqual(first.timetable.get(talk.id));
    expect(again.score.hard).toBe(first.score.hard);
    expect(again.score.soft).toBeGreaterThanOrEqual(first.score.soft);
  });

  test('reports scores that never fall, the last of them its result', () => {
    const solver = new Solver(sampleInput(EXPO_SIZE, 5), { moves: 100_000 });
    const reports = [...solver.run()].map(({ score }) => score);
    const all = [...reports, solver.result().score];
    for (const [index, score] of all.slice(1).entries()) {
      expect(compareScores(score, all[index] as Score)).toBeGreaterThanOrEqual(0);
    }
    expect(compareScores(all.at(-1) as Score, all[0] as Score)).toBeGreaterThan(0);
  });

  test('can be stopped at any time, with a whole timetable', () => {
    const input = sampleInput(EXPO_SIZE, 5);
    const solver = new Solver(input, { seconds: 600 });
    const run = solver.run();
    for (let stop = 0; stop < 4; stop += 1) {
      run.next();
      const { timetable, unplaced, score } = solver.result();
      expect(unplaced).toEqual([]);
      expect(evaluate(new Layout(input), timetable).score).toEqual(score);
    }
  });
});

describe('what cannot be solved is named, and the rest placed', () => {
  test('more talks than cells', () => {
    const input = sampleInput({ talks: 12, slotsPerDay: 1, rooms: 3 }, 3);
    free(input);
    const solution = solve(input, { moves: 20_000 });
    expect(solution.impossible).toMatchObject([{ reason: 'too-few-cells', cells: 9 }]);
    expect(solution.unplaced).toHaveLength(3);
    expect(solution.score.hard).toBe(0);
  });

  test('a speaker who is nowhere available', () => {
    const input = small();
    free(input);
    const talk = input.talks[4] as SolverInput['talks'][0];
    input.speakers.push({ ...noWishes(), id: 'nowhere', unavailable: input.timeslots.map((slot) => slot.id) });
    talk.speakers = ['nowhere'];
    const solution = solve(input, { moves: 20_000 });
    expect(solution.impossible).toEqual([
      { reason: 'no-cell', talks: [talk.id], constraints: ['Speaker unavailable timeslot'], cells: 0 },
    ]);
    expect(solution.unplaced).toEqual([talk.id]);
  });

  test('a speaker with more talks than slots apart from each other', () => {
    const input = sampleInput({ talks: 5, slotsPerDay: 1, rooms: 3 }, 3);
    free(input);
    input.talks.forEach((talk) => (talk.speakers = ['P1']));
    const solution = solve(input, { moves: 20_000 });
    expect(solution.impossible).toMatchObject([{ reason: 'speaker-has-too-many', group: 'P1', cells: 3 }]);
    expect(solution.unplaced).toHaveLength(2);
  });

  test('more mutually exclusive talks than slots apart from each other', () => {
    const input = sampleInput({ talks: 5, slotsPerDay: 1, rooms: 3 }, 3);
    free(input);
    input.talks.forEach((talk, at) =>
      Object.assign(talk, { mutuallyExclusive: ['patron'], speakers: [`P${(at % 4) + 1}`] }),
    );
    const solution = solve(input, { moves: 20_000 });
    expect(solution.impossible).toMatchObject([{ reason: 'tag-has-too-many', group: 'patron', cells: 3 }]);
    expect(solution.unplaced).toHaveLength(2);
  });

  test('a chain of prerequisites longer than the edition', () => {
    const input = sampleInput({ talks: 4, slotsPerDay: 1, rooms: 3 }, 3);
    free(input);
    input.talks.forEach((talk, at) => (talk.prerequisites = at === 0 ? [] : [input.talks[at - 1]?.id ?? '']));
    const solution = solve(input, { moves: 20_000 });
    expect(solution.impossible).toMatchObject([
      { reason: 'prerequisites-too-long', talks: input.talks.map((talk) => talk.id) },
    ]);
    expect(solution.unplaced).toEqual([input.talks[3]?.id]);
  });

  test('a problem that contradicts itself is refused by field', () => {
    const input = small();
    input.talks[0]!.prerequisites = [input.talks[1]!.id];
    input.talks[1]!.prerequisites = [input.talks[0]!.id];
    expect(() => solve(input, { moves: 1 })).toThrow(
      new SolverInputError('talk S1, prerequisites', 'form a cycle: S1 after S2 after S1'),
    );
  });
});

test('the heat map shows for every cell what going there would do to the score', () => {
  const input = small(4);
  const layout = new Layout(input);
  const { timetable } = solve(input, { moves: 3_000 });
  const now = evaluate(layout, timetable).score;
  const home = timetable.get('S3') as Cell;
  const map = heatMap(input, timetable, 'S3');
  expect(map).toHaveLength(input.timeslots.length * input.rooms.length);
  for (const cell of map.filter((one) => one.allowed)) {
    const there = new Map(timetable).set('S3', { timeslot: cell.timeslot, room: cell.room });
    if (cell.swapWith) there.set(cell.swapWith, home);
    expect(cell.delta).toEqual(minus(evaluate(layout, there).score, now));
  }
});

test('a repair moves what it must and leaves what has begun', () => {
  const input = sampleInput(EXPO_SIZE, 5);
  const { timetable } = solve(input, { moves: 400_000 });
  const lost = input.timeslots.slice(6).map((slot) => slot.id);
  const inLostRoom = [...timetable]
    .filter(([, cell]) => cell.room === 'R3' && lost.includes(cell.timeslot))
    .map(([id]) => id);
  input.rooms[2]!.unavailable = lost;
  for (const talk of input.talks) talk.pinned = !lost.includes(timetable.get(talk.id)?.timeslot ?? '');
  const proposal = repair(input, timetable, { moves: 400_000 });
  expect(proposal.hard).toBe(0);
  const moved = proposal.moved.map((one) => one.talk);
  expect(moved).toEqual(expect.arrayContaining(inLostRoom));
  expect(moved.length).toBeLessThanOrEqual(inLostRoom.length + 1);
  for (const talk of input.talks.filter((one) => one.pinned)) expect(moved).not.toContain(talk.id);
});

/** Takes away what the sample makes scarce, so that only the one thing under test is impossible. */
function free(input: SolverInput): void {
  input.windows = [];
  input.resources = [];
  for (const room of input.rooms) Object.assign(room, { unavailable: [], kinds: ['pitch', 'talk'] });
  for (const speaker of input.speakers) speaker.unavailable = [];
  input.talks.forEach((talk) =>
    Object.assign(talk, { uses: {}, requiredRoom: [], prerequisites: [], crowdControlRisk: 0, mutuallyExclusive: [] }),
  );
  input.talks.forEach((talk, at) => (talk.speakers = [`P${(at % input.speakers.length) + 1}`]));
}
