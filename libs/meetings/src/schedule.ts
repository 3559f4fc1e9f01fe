import { compile, type Compiled } from './compile.ts';
import { Diary } from './diary.ts';
import { explain, type Unmet } from './explain.ts';
import type { SolverInput, Placed } from './solver-input.ts';
import { seatAtTables } from './tables.ts';

export interface ScheduleOptions {
  seed?: number;
  seconds?: number;
  /** Rounds of improvement; the same seed and rounds give the same schedule. */
  rounds?: number;
}

export interface ScheduleProgress {
  seconds: number;
  met: number;
}

export interface Schedule {
  placed: Placed[];
  unmet: Unmet[];
}

/** How far a wish may push others aside, and how many slots it tries at each step. */
const DEPTH = 3;
const BREADTH = 24;
const REPORT_SECONDS = 0.05;

/**
 * Places as many wished meetings as it can: nobody twice at a time, tables limited, confirmed meetings untouched.
 * Anytime: each `next` of `run` works for a twentieth of a second; `result` is the best so far, free of clashes at any
 * time. Method: greedy by weight and scarcity, then ejection chains (a wish takes a slot, the meetings in its way move
 * on).
 */
export class Scheduler {
  readonly input: SolverInput;
  readonly #c: Compiled;
  readonly #diary: Diary;
  readonly #options: ScheduleOptions;
  readonly #startedAt = performance.now();
  #state: number;

  /** @throws SolverInputError */
  constructor(input: SolverInput, options: ScheduleOptions = {}) {
    this.input = input;
    this.#options = options;
    this.#c = compile(input);
    this.#diary = new Diary(this.#c);
    this.#state = (options.seed ?? 1) >>> 0 || 1;
    this.#begin();
  }

  *run(): Generator<ScheduleProgress, Schedule> {
    const { seconds = Infinity, rounds = Infinity } = this.#options;
    let reported = 0;
    yield this.#progress();
    for (let round = 0; round < rounds && this.#elapsed() < seconds; round++) {
      const open = this.#shuffled(this.#unmet());
      for (const wish of open) {
        if (this.#elapsed() >= seconds) break;
        this.#insert(wish, DEPTH);
        this.#diary.settle();
        if (this.#elapsed() - reported < REPORT_SECONDS) continue;
        reported = this.#elapsed();
        yield this.#progress();
      }
      const moved = this.#compact();
      if (open.length === 0 && moved === 0) break;
      if (this.#elapsed() - reported >= REPORT_SECONDS) {
        reported = this.#elapsed();
        yield this.#progress();
      }
    }
    return this.result();
  }

  result(): Schedule {
    return {
      placed: seatAtTables(this.input, this.#diary.slotOf),
      unmet: this.#unmet().map((wish) => explain(this.input, this.#c, this.#diary, wish)),
    };
  }

  /**
   * What is confirmed, what is held, then the rest: heaviest first, and of those the ones with the fewest common slots.
   */
  #begin(): void {
    const wishes = Array.from({ length: this.#c.wishes }, (_, wish) => wish);
    const common = Int32Array.from(wishes, (wish) => this.#openSlots(wish).length);
    const rank = (wish: number) => (this.#c.confirmed[wish] === 1 ? 2 : (this.#c.held[wish] as number) >= 0 ? 1 : 0);
    wishes.sort(
      (x, y) =>
        rank(y) - rank(x) ||
        (this.#c.weight[y] as number) - (this.#c.weight[x] as number) ||
        (common[x] as number) - (common[y] as number) ||
        x - y,
    );
    for (const wish of wishes) {
      const held = this.#c.held[wish] as number;
      if (held >= 0 && this.#diary.fits(wish, held)) this.#diary.put(wish, held);
      else if (this.#c.confirmed[wish] === 0) this.#placeBest(wish);
    }
  }

  #openSlots(wish: number): number[] {
    return Array.from({ length: this.#c.slots }, (_, slot) => slot).filter((slot) => this.#diary.open(wish, slot));
  }

  /** The slot beside other meetings of both, in the less crowded hours. */
  #placeBest(wish: number): boolean {
    let best = -1;
    let bestScore = -Infinity;
    for (let slot = 0; slot < this.#c.slots; slot++) {
      if (!this.#diary.fits(wish, slot)) continue;
      const score = this.#comfort(wish, slot) - this.#diary.used(slot) / 1000;
      if (score > bestScore) {
        best = slot;
        bestScore = score;
      }
    }
    if (best >= 0) this.#diary.put(wish, best);
    return best >= 0;
  }

  /** Compact days: meetings next to each other; and keeping what people already hold. */
  #comfort(wish: number, slot: number): number {
    const c = this.#c;
    let score = c.held[wish] === slot ? 10 : 0;
    for (const person of [c.a[wish] as number, c.b[wish] as number]) {
      for (const step of [-2, -1, 1, 2]) {
        const near = slot + step;
        if (near >= 0 && near < c.slots && c.day[near] === c.day[slot] && this.#diary.busy(person, near))
          score += Math.abs(step) === 1 ? 2 : 1;
      }
    }
    return score;
  }

  /**
   * Puts an unmet wish in, moving others on if need be; either all keep a place, or lighter ones give way to a heavier.
   */
  #insert(wish: number, depth: number): boolean {
    if (this.#c.confirmed[wish] === 1) return false;
    if (this.#placeBest(wish)) return true;
    if (depth === 0) return false;
    const slots = this.#shuffled(this.#openSlots(wish)).slice(0, BREADTH);
    for (const slot of slots) {
      const blockers = this.#blockers(wish, slot);
      if (blockers.some((other) => other === wish || this.#c.confirmed[other] === 1)) continue;
      const mark = this.#diary.mark();
      for (const other of blockers) this.#diary.take(other);
      this.#diary.put(wish, slot);
      if (blockers.every((other) => this.#insert(other, depth - 1))) return true;
      if (depth === DEPTH && this.#isWorth(wish, blockers)) return true;
      this.#diary.undo(mark);
    }
    return false;
  }

  /**
   * A heavier wish displaces lighter ones; one of equal weight changes places with one other, which opens new chains.
   */
  #isWorth(wish: number, blockers: number[]): boolean {
    const lost = blockers.filter((other) => (this.#diary.slotOf[other] as number) < 0);
    const weight = lost.reduce((sum, other) => sum + (this.#c.weight[other] as number), 0);
    const own = this.#c.weight[wish] as number;
    return weight < own || (weight === own && lost.length === 1);
  }

  /**
   * What must go so that the wish can have the slot: who is in its people's way, and one at a table when all are taken.
   */
  #blockers(wish: number, slot: number): number[] {
    const blockers = this.#diary.blockers(wish, slot);
    const freed = blockers.some((other) => this.#diary.slotOf[other] === slot && this.#c.online[other] === 0);
    if (this.#diary.hasTable(wish, slot) || freed) return blockers;
    const seated = this.#shuffled(this.#diary.seated(slot)).find((other) => this.#c.confirmed[other] === 0);
    // A slot without any table to free cannot be had; the wish itself stands for that.
    return seated === undefined ? [wish] : [...blockers, seated];
  }

  /** One pass over all meetings that may move: each to a slot that suits its two people better. */
  #compact(): number {
    let moved = 0;
    for (let wish = 0; wish < this.#c.wishes; wish++) {
      const from = this.#diary.slotOf[wish] as number;
      if (from < 0 || this.#c.confirmed[wish] === 1) continue;
      this.#diary.take(wish);
      const here = this.#comfort(wish, from);
      let best = from;
      let bestScore = here;
      for (let slot = 0; slot < this.#c.slots; slot++) {
        if (slot === from || !this.#diary.fits(wish, slot)) continue;
        const score = this.#comfort(wish, slot);
        if (score > bestScore) {
          best = slot;
          bestScore = score;
        }
      }
      this.#diary.put(wish, best);
      if (best !== from) moved++;
    }
    return moved;
  }

  #unmet(): number[] {
    return Array.from({ length: this.#c.wishes }, (_, wish) => wish).filter(
      (wish) => (this.#diary.slotOf[wish] as number) < 0,
    );
  }

  #shuffled(items: number[]): number[] {
    const list = [...items];
    for (let at = list.length - 1; at > 0; at--) {
      // xorshift32 (Marsaglia 2003)
      this.#state ^= this.#state << 13;
      this.#state ^= this.#state >>> 17;
      this.#state ^= this.#state << 5;
      const other = (this.#state >>> 0) % (at + 1);
      [list[at], list[other]] = [list[other] as number, list[at] as number];
    }
    return list;
  }

  #progress(): ScheduleProgress {
    return { seconds: this.#elapsed(), met: this.#diary.met };
  }

  #elapsed(): number {
    return (performance.now() - this.#startedAt) / 1000;
  }
}

/** Runs a scheduler to its end. */
export function schedule(input: SolverInput, options: ScheduleOptions): Schedule {
  const run = new Scheduler(input, options).run();
  for (;;) {
    const step = run.next();
    if (step.done) return step.value;
  }
}
