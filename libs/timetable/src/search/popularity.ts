import type { Compiled } from './compiled.ts';

/**
 * The constraint "Popular talks" by counts instead of pair by pair: for each class of room capacity and each rank of
 * favourites, how many talks there have a lower rank, and their minutes.
 */
export class Popularity {
  readonly #compiled: Compiled;
  readonly #below: Int32Array;
  readonly #minutesBelow: Int32Array;

  constructor(compiled: Compiled) {
    this.#compiled = compiled;
    this.#below = new Int32Array(compiled.capacityClasses * (compiled.ranks + 1));
    this.#minutesBelow = new Int32Array(compiled.capacityClasses * (compiled.ranks + 1));
  }

  /** Minutes of both talks, over all pairs of this talk in this room where the less favoured has the larger room. */
  count(talk: number, minutes: number, room: number): number {
    const c = this.#compiled;
    const mine = c.capacityClass[room] as number;
    const rank = c.rank[talk] as number;
    const width = c.ranks + 1;
    let pairs = 0;
    let theirs = 0;
    for (let other = 0; other < mine; other++) {
      const at = other * width;
      pairs += (this.#below[at + width - 1] as number) - (this.#below[at + rank + 1] as number);
      theirs += (this.#minutesBelow[at + width - 1] as number) - (this.#minutesBelow[at + rank + 1] as number);
    }
    for (let other = mine + 1; other < c.capacityClasses; other++) {
      const at = other * width + rank;
      pairs += this.#below[at] as number;
      theirs += this.#minutesBelow[at] as number;
    }
    return pairs * minutes + theirs;
  }

  /** Counts a talk in (1) or out (-1). */
  shift(talk: number, room: number, minutes: number, sign: number): void {
    const c = this.#compiled;
    const from = (c.capacityClass[room] as number) * (c.ranks + 1);
    for (let rank = (c.rank[talk] as number) + 1; rank <= c.ranks; rank++) {
      this.#below[from + rank] = (this.#below[from + rank] as number) + sign;
      this.#minutesBelow[from + rank] = (this.#minutesBelow[from + rank] as number) + sign * minutes;
    }
  }
}
