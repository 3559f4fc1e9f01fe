import { diagnose, type Impossibility } from './diagnose.ts';
import { Layout } from './layout.ts';
import type { SolverInput, Timetable } from './input/solver-input.ts';
import type { Score } from './evaluation/score.ts';
import { Annealing } from './search/anneal.ts';
import { compile } from './search/compile.ts';
import { construct } from './search/construct.ts';
import { Random } from './search/random.ts';
import { unpack } from './search/price.ts';
import { SearchState } from './search/state.ts';

export interface SolveOptions {
  /** The same seed, problem and number of moves give the same timetable. */
  seed?: number;
  /** When to stop, in seconds or in moves; whichever comes first. */
  seconds?: number;
  moves?: number;
  /**
   * Where to start from. Pinned talks stay in their cell of this timetable; without one, only they are taken from it.
   */
  initial?: Timetable;
  /** Start from the whole of `initial` and not only from its pinned talks. */
  warm?: boolean;
  /** Share of the usual first temperature, 0 to 1: low keeps near the start. */
  heat?: number;
}

/** How a run stands: the best score so far. */
export interface Progress {
  seconds: number;
  moves: number;
  score: Score;
}

export interface Solution extends Progress {
  timetable: Timetable;
  unplaced: string[];
  /** What no timetable can satisfy, and so was left out. */
  impossible: Impossibility[];
}

/** Seconds between two reports of progress. */
const REPORT = 0.05;

/**
 * Looks for the best timetable until the budget is spent. A generator: each `next` works for a twentieth of a second
 * and reports; who stops asking has cancelled, and `result()` gives the best so far at any time.
 * @throws SolverInputError when the problem contradicts itself.
 */
export class Solver {
  readonly layout: Layout;
  readonly impossible: Impossibility[];
  readonly #state: SearchState;
  readonly #annealing: Annealing;
  readonly #options: SolveOptions;
  readonly #startedAt = performance.now();

  constructor(input: SolverInput, options: SolveOptions = {}) {
    this.#options = options;
    this.layout = new Layout(input);
    const compiled = compile(this.layout);
    const initial = options.initial ?? new Map();
    const pinned = new Set(input.talks.filter((talk) => talk.pinned).map((talk) => talk.id));
    const diagnosis = diagnose(compiled, initial);
    this.impossible = diagnosis.impossible;
    const leave = new Set(input.talks.flatMap((talk, index) => (diagnosis.leave.has(talk.id) ? [index] : [])));
    this.#state = new SearchState(compiled);
    this.#state.load(
      new Map([...initial].filter(([id]) => pinned.has(id) || (options.warm === true && !diagnosis.leave.has(id)))),
    );
    // What cannot stay where it is by itself is placed anew before the search begins.
    for (const talk of compiled.movable) if (this.#state.cannotStay(talk)) this.#state.change(talk, -1, -1);
    const random = new Random(options.seed ?? 1);
    construct(this.#state, random, leave);
    this.#annealing = new Annealing(this.#state, random, options.heat);
  }

  *run(): Generator<Progress, Solution> {
    const { seconds = Infinity, moves = Infinity } = this.#options;
    let reported = 0;
    yield this.#progress();
    for (;;) {
      const elapsed = this.#elapsed();
      const spent = Math.max(elapsed / seconds, this.#annealing.tried / moves);
      if (this.#annealing.idle || spent >= 1) break;
      this.#annealing.step(spent);
      if (elapsed - reported >= REPORT) {
        reported = elapsed;
        yield this.#progress();
      }
    }
    return this.result();
  }

  result(): Solution {
    this.#annealing.restoreBest();
    const timetable = this.#state.timetable();
    const unplaced = this.layout.input.talks.filter((talk) => !timetable.has(talk.id)).map((talk) => talk.id);
    return { ...this.#progress(), timetable, unplaced, impossible: this.impossible };
  }

  #progress(): Progress {
    return {
      seconds: this.#elapsed(),
      moves: this.#annealing.moves,
      score: unpack(this.#annealing.bestHard, this.#annealing.bestRest),
    };
  }

  #elapsed(): number {
    return (performance.now() - this.#startedAt) / 1000;
  }
}

/** Runs a solver to its end. */
export function solve(input: SolverInput, options: SolveOptions): Solution {
  const run = new Solver(input, options).run();
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
  }
}
