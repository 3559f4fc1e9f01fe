import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  evaluate,
  Layout,
  Solver,
  type SolverInput,
  type Score,
  type Timetable,
} from '../../libs/timetable/src/index.ts';
import { EXPO_SIZE, sampleInput } from '../../libs/timetable/src/input/sample-input.ts';
import { compile } from '../../libs/timetable/src/search/compile.ts';
import { construct } from '../../libs/timetable/src/search/construct.ts';
import { Random } from '../../libs/timetable/src/search/random.ts';
import { SearchState } from '../../libs/timetable/src/search/state.ts';
import { readWorkbook } from '../../libs/timetable/src/workbook/index.ts';
import type { BenchLine } from './support/measure.ts';

const CONFERENCE = join(import.meta.dirname, '../../../shared/standards/conference');

/**
 * Soft scores of OptaPlanner 8.44 on a 2-core machine (README of the workbooks); null where it was not feasible yet.
 */
const PEER: Record<string, Record<number, number | null>> = {
  '18talks-6timeslots-5rooms': { 2: -45_450, 5: -34_245, 10: -34_245, 30: -34_245, 60: -34_245 },
  '36talks-12timeslots-5rooms': { 2: -280_515, 5: -248_835, 10: -224_850, 30: -216_690, 60: -216_270 },
  '72talks-12timeslots-10rooms': { 2: null, 5: -1_100_400, 10: -977_145, 30: -816_420, 60: -785_580 },
};

/** The programme solver: against the greedy construction, by size, and beside the peer's published figures. */
export async function* timetable(): AsyncGenerator<BenchLine> {
  yield* onTheDemoSize();
  yield* growing();
  yield* besideThePeer();
}

function* onTheDemoSize(): Generator<BenchLine> {
  const problem = sampleInput(EXPO_SIZE, 2026);
  const greedy = greedyScore(problem);
  for (const seconds of [5, 30, 60]) {
    const run = timed(problem, seconds);
    if (seconds === 5) {
      yield line('first_feasible', run.firstFeasible, 's', 'goal 1 s', run.firstFeasible);
      yield line(
        'moves_per_second',
        run.moves / run.seconds,
        '1/s',
        'goal 300,000/s',
        run.moves / run.seconds / 300_000,
      );
    }
    yield line(
      `soft_at_${seconds}s${hardSuffix(run.score)}`,
      run.score.soft,
      'points',
      `greedy ${text(greedy)}`,
      run.score.soft / greedy.soft,
    );
  }
}

function* growing(): Generator<BenchLine> {
  const sizes = [1, 2, 4, 8].map((times) => ({
    talks: 101 * times,
    slotsPerDay: times > 2 ? 12 : 6,
    rooms: times > 4 ? 48 : times > 1 ? 24 : 12,
  }));
  let base: ReturnType<typeof timed> | undefined;
  for (const size of sizes) {
    const problem = sampleInput(size, 2026);
    const run = timed(problem, 10);
    base ??= run;
    yield line(
      `first_feasible_${size.talks}_sessions`,
      run.firstFeasible,
      's',
      'first feasible at 101 sessions',
      run.firstFeasible / base.firstFeasible,
    );
    yield line(
      `moves_per_second_${size.talks}_sessions`,
      run.moves / run.seconds,
      '1/s',
      'moves per second at 101 sessions',
      run.moves / run.seconds / (base.moves / base.seconds),
    );
  }
}

function* besideThePeer(): Generator<BenchLine> {
  for (const [name, peer] of Object.entries(PEER)) {
    const file = join(CONFERENCE, `${name}.xlsx`);
    if (!existsSync(file)) {
      console.error(`skipped: no workbook at ${file}`);
      continue;
    }
    const { input, timetable } = readWorkbook(readFileSync(file));
    for (const seconds of [2, 5, 10, 30, 60]) {
      const run = timed(input, seconds, timetable);
      const theirs = peer[seconds] ?? null;
      yield line(
        `${name}_soft_at_${seconds}s${hardSuffix(run.score)}`,
        run.score.soft,
        'points',
        theirs === null ? 'OptaPlanner 8.44: not feasible' : `OptaPlanner 8.44: ${theirs}`,
        theirs === null ? 0 : run.score.soft / theirs,
      );
    }
  }
}

function timed(
  problem: SolverInput,
  seconds: number,
  initial: Timetable = new Map(),
): { firstFeasible: number; moves: number; seconds: number; score: Score } {
  const solver = new Solver(problem, { seconds, seed: 1, initial });
  let firstFeasible = Infinity;
  for (const progress of solver.run()) {
    if (progress.score.hard === 0 && progress.score.medium === 0)
      firstFeasible = Math.min(firstFeasible, progress.seconds);
  }
  const { moves, seconds: spent, timetable } = solver.result();
  return { firstFeasible, moves, seconds: spent, score: evaluate(new Layout(problem), timetable).score };
}

function greedyScore(problem: SolverInput): Score {
  const state = new SearchState(compile(new Layout(problem)));
  construct(state, new Random(1));
  return state.score();
}

const text = (score: Score) => `${score.hard}hard/${score.medium}medium/${score.soft}soft`;
const hardSuffix = (score: Score) =>
  score.hard === 0 && score.medium === 0 ? '' : `_infeasible_${score.hard}_${score.medium}`;

function line(metric: string, value: number, unit: string, baseline: string, ratio: number): BenchLine {
  return { bench: 'timetable', metric, value, unit, baseline, ratio };
}
