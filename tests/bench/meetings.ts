import { Scheduler, upperBound, type SolverInput } from '../../libs/meetings/src/index.ts';
import { firstFit } from '../../libs/meetings/src/first-fit.ts';
import { EXPO_SIZE, sampleInput } from '../../libs/meetings/src/sample-input.ts';
import type { BenchLine } from './support/measure.ts';

const SECONDS = 30;

/**
 * The meeting scheduler at the expo's size: share of the upper bound, clashes, against first fit; then twice and four
 * times that.
 */
export function* meetings(): Generator<BenchLine> {
  for (const times of [1, 2, 4]) {
    const size = {
      ...EXPO_SIZE,
      wishes: EXPO_SIZE.wishes * times,
      investors: EXPO_SIZE.investors * times,
      owners: EXPO_SIZE.owners * times,
      tables: EXPO_SIZE.tables * times,
    };
    const problem = sampleInput(size, 2026);
    const bound = upperBound(problem);
    const plain = firstFit(problem);
    const { met, settledAt, clashes } = timed(problem);
    const name = times === 1 ? '' : `_at_${times}x`;
    yield {
      bench: 'meetings',
      metric: `met_share_of_bound${name}`,
      value: met / bound,
      unit: `of ${bound}`,
      baseline: `first fit ${plain}`,
      ratio: met / plain,
    };
    yield {
      bench: 'meetings',
      metric: `conflicts${name}`,
      value: clashes,
      unit: 'meetings',
      baseline: 'goal 0',
      ratio: clashes,
    };
    yield {
      bench: 'meetings',
      metric: `seconds_to_last_gain${name}`,
      value: settledAt,
      unit: 's',
      baseline: `budget ${SECONDS} s`,
      ratio: settledAt / SECONDS,
    };
  }
}

function timed(problem: SolverInput): { met: number; settledAt: number; clashes: number } {
  const scheduler = new Scheduler(problem, { seconds: SECONDS, seed: 1 });
  let met = 0;
  let settledAt = 0;
  for (const progress of scheduler.run()) {
    if (progress.met > met) settledAt = progress.seconds;
    met = progress.met;
  }
  const { placed } = scheduler.result();
  return { met: placed.length, settledAt, clashes: count(problem, placed) };
}

/** Meetings in which a person or a table is taken twice, counted apart from the scheduler. */
function count(problem: SolverInput, placed: { wish: string; slot: string; table: string | null }[]): number {
  const parties = new Map(problem.wishes.map((wish) => [wish.id, wish.parties]));
  const taken = new Set<string>();
  let clashes = 0;
  for (const { wish, slot, table } of placed) {
    for (const key of [...(parties.get(wish) ?? []), ...(table === null ? [] : [`table ${table}`])].map(
      (one) => `${slot}|${one}`,
    )) {
      if (taken.has(key)) clashes++;
      taken.add(key);
    }
  }
  return clashes;
}
