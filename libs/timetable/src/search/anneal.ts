import { MEDIUM_UNIT } from './price.ts';
import type { Random } from './random.ts';
import type { SearchState } from './state.ts';

/** First and last temperature of a round, as shares of the typical soft change. */
const HOT = 0.4;
const COLD = 0.02;
/** A single hard or medium violation weighs this many times the first temperature; more while none is free of them. */
const STRICT = 5;
/** Shares of the budget that the rounds take: two quick ones to have an answer early, the real one, a last polish. */
const ROUNDS = [0.05, 0.2, 0.72, 0.03];
/** Moves between two looks at the temperature. */
const BATCH = 256;
/** Moves looked at to learn how large changes are. */
const SAMPLE = 2000;

/**
 * Simulated annealing (Kirkpatrick, Gelatt, Vecchi 1983) over cells and exchanges. Each round cools from hot to cold
 * over its share of the budget. With the budget in moves the whole run follows from the seed; a budget in seconds
 * ties the cooling to the clock and so uses the time there is, on any machine.
 */
export class Annealing {
  /** Moves evaluated, and moves tried at all: some are refused before their score is looked at. */
  moves = 0;
  tried = 0;
  bestHard: number;
  bestRest: number;
  readonly #state: SearchState;
  readonly #random: Random;
  readonly #bestSlot: Int32Array;
  readonly #bestRoom: Int32Array;
  readonly #scale: number;
  readonly #hot: number;
  #mediumPrice: number;
  #hardPrice: number;
  #round = 0;
  #temperature = 0;
  #talk = 0;
  #slot = 0;
  #room = 0;
  #partner = -1;

  /** `heat` scales the first temperature: 1 may turn everything over, a tenth only puts right what is wrong. */
  constructor(state: SearchState, random: Random, heat = 1) {
    this.#state = state;
    this.#random = random;
    this.bestHard = state.hard;
    this.bestRest = state.rest;
    this.#bestSlot = state.slotOf.slice();
    this.#bestRoom = state.roomOf.slice();
    const typical = this.#sample();
    this.#scale = typical.soft;
    this.#hot = this.#scale * Math.max(COLD, HOT * heat);
    this.#mediumPrice = (this.#scale * HOT * STRICT) / typical.medium;
    this.#hardPrice = (this.#scale * HOT * STRICT) / typical.hard;
  }

  /** Whether there is anything to move at all. */
  get idle(): boolean {
    return this.#state.compiled.movable.length === 0;
  }

  /** Tries a batch of moves; `spent` is the share of the budget used so far, 0 to 1. */
  step(spent: number): void {
    this.#cool(spent);
    for (let at = 0; at < BATCH; at++) this.#try();
    this.tried += BATCH;
  }

  /** Brings the state back to the best seen. */
  restoreBest(): void {
    const state = this.#state;
    for (let talk = 0; talk < state.compiled.talks; talk++) {
      if (state.slotOf[talk] !== this.#bestSlot[talk] || state.roomOf[talk] !== this.#bestRoom[talk]) {
        state.change(talk, this.#bestSlot[talk] as number, this.#bestRoom[talk] as number);
      }
    }
  }

  /** Tries one move at random; a proposal not accepted leaves no trace. */
  #try(): void {
    if (!this.#propose()) return;
    this.moves++;
    if (!this.#accept()) return;
    const state = this.#state;
    if (this.#partner < 0) state.applyChange(this.#talk, this.#slot, this.#room);
    else state.applySwap(this.#talk, this.#partner);
    this.#saveBest();
  }

  /** Picks a move and has it evaluated; false when the dice gave none that is allowed. */
  #propose(): boolean {
    const state = this.#state;
    const c = state.compiled;
    const talk = c.movable[this.#random.below(c.movable.length)] as number;
    const fromSlot = state.slotOf[talk] as number;
    const fromRoom = state.roomOf[talk] as number;
    if (fromSlot < 0) return false;
    const cells = c.cells[talk] as Int32Array;
    const cell = cells[this.#random.below(cells.length)] as number;
    const kind = this.#random.below(8);
    // Now and then only the room or only the time changes: both kinds of term have moves of their own.
    const slot = kind === 0 ? fromSlot : Math.floor(cell / c.rooms);
    const room = kind === 1 ? fromRoom : cell % c.rooms;
    if (slot === fromSlot && room === fromRoom) return false;
    if (kind < 2 && c.allowed[(talk * c.slots + slot) * c.rooms + room] === 0) return false;
    this.#talk = talk;
    this.#slot = slot;
    this.#room = room;
    this.#partner = state.talkIn(slot, room);
    if (this.#partner < 0) state.evaluateChange(talk, slot, room);
    else if (this.#mayExchange(this.#partner, fromSlot, fromRoom)) state.evaluateSwap(talk, this.#partner);
    else return false;
    return true;
  }

  #mayExchange(other: number, slot: number, room: number): boolean {
    const c = this.#state.compiled;
    return c.pinned[other] === 0 && c.allowed[(other * c.slots + slot) * c.rooms + room] === 1;
  }

  #accept(): boolean {
    const hard = this.#state.delta[0] as number;
    const rest = this.#state.delta[1] as number;
    let gain = rest;
    if (rest > MEDIUM_UNIT / 2 || rest < -MEDIUM_UNIT / 2) {
      const medium = Math.round(rest / MEDIUM_UNIT);
      gain = rest - medium * MEDIUM_UNIT + medium * this.#mediumPrice;
    }
    gain += hard * this.#hardPrice;
    return gain >= 0 || this.#random.unit() < Math.exp(gain / this.#temperature);
  }

  #saveBest(): void {
    const state = this.#state;
    if (state.hard < this.bestHard || (state.hard === this.bestHard && state.rest <= this.bestRest)) return;
    this.bestHard = state.hard;
    this.bestRest = state.rest;
    this.#bestSlot.set(state.slotOf);
    this.#bestRoom.set(state.roomOf);
  }

  #cool(spent: number): void {
    let from = 0;
    let round = 0;
    while (round < ROUNDS.length - 1 && spent >= from + (ROUNDS[round] as number)) from += ROUNDS[round++] as number;
    if (round !== this.#round) this.#enter(round);
    const done = Math.min(1, (spent - from) / (ROUNDS[round] as number));
    const hot = round === ROUNDS.length - 1 ? Math.min(this.#hot, this.#scale * COLD * 4) : this.#hot;
    this.#temperature = hot * ((this.#scale * COLD) / hot) ** done;
  }

  #enter(round: number): void {
    this.#round = round;
    this.restoreBest();
    if (this.bestHard < 0) {
      this.#hardPrice *= 4;
      this.#mediumPrice *= 2;
    }
  }

  /** Typical size of a change on each level, from moves tried and not made. */
  #sample(): { hard: number; medium: number; soft: number } {
    const { delta } = this.#state;
    const sums = { soft: 0, count: 0, hard: Infinity, medium: Infinity };
    for (let at = 0; at < SAMPLE && !this.idle; at++) {
      if (!this.#propose()) continue;
      const hard = delta[0] as number;
      const rest = delta[1] as number;
      const medium = Math.round(rest / MEDIUM_UNIT);
      const soft = Math.abs(rest - medium * MEDIUM_UNIT);
      if (soft > 0) {
        sums.soft += soft;
        sums.count++;
      }
      if (hard !== 0) sums.hard = Math.min(sums.hard, Math.abs(hard));
      if (medium !== 0) sums.medium = Math.min(sums.medium, Math.abs(medium));
    }
    return {
      soft: sums.count > 0 ? sums.soft / sums.count : 1,
      hard: Number.isFinite(sums.hard) ? sums.hard : 1,
      medium: Number.isFinite(sums.medium) ? sums.medium : 1,
    };
  }
}
