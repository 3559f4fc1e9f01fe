import type { Compiled } from './compiled.ts';
import type { Random } from './random.ts';
import type { SearchState } from './state.ts';

/** Evaluations that the whole construction may take; larger problems look at a random sample of each talk's cells. */
const EVALUATIONS = 120_000;
const FEWEST = 40;

/**
 * Greedy best fit: talks with the fewest cells first, each into the cell that costs least now. Talks in `leave` and
 * talks already placed stay as they are. The baseline that the search is measured against, and its start.
 */
export function construct(state: SearchState, random: Random, leave: ReadonlySet<number> = new Set()): void {
  const c = state.compiled;
  const waiting = [...c.movable].filter((talk) => (state.slotOf[talk] as number) < 0 && !leave.has(talk));
  const demand = (talk: number) =>
    (c.cells[talk] as Int32Array).length - (c.orders[talk] as Compiled['orders'][0]).other.length;
  waiting.sort((a, b) => demand(a) - demand(b) || (c.rank[b] as number) - (c.rank[a] as number) || a - b);
  const sample = Math.max(FEWEST, Math.floor(EVALUATIONS / Math.max(1, waiting.length)));
  for (const talk of waiting) {
    const cells = c.cells[talk] as Int32Array;
    let best = -1;
    let bestHard = -Infinity;
    let bestRest = -Infinity;
    const tries = Math.min(cells.length, sample);
    for (let at = 0; at < tries; at++) {
      const cell = cells[cells.length > sample ? random.below(cells.length) : at] as number;
      state.evaluateChange(talk, Math.floor(cell / c.rooms), cell % c.rooms);
      const hard = state.delta[0] as number;
      const rest = state.delta[1] as number;
      if (hard > bestHard || (hard === bestHard && rest > bestRest)) {
        best = cell;
        bestHard = hard;
        bestRest = rest;
      }
    }
    if (best >= 0) state.change(talk, Math.floor(best / c.rooms), best % c.rooms);
  }
}
