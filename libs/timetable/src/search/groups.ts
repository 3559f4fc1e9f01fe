import type { Compiled } from './compiled.ts';

/** Running totals behind the constraints that look at more than two talks: crowds, capped resources, track balance. */
export class Groups {
  /** Whether any of them counts in this problem. */
  readonly active: boolean;
  readonly #compiled: Compiled;
  readonly #riskyIn: Int32Array;
  /** Units by segment and resource. */
  readonly #used: Int32Array;
  readonly #trackOnDay: Int32Array;

  constructor(compiled: Compiled) {
    this.#compiled = compiled;
    this.#riskyIn = new Int32Array(compiled.slots);
    this.#used = new Int32Array(compiled.segmentMinutes.length * compiled.resourceUnits.length);
    this.#trackOnDay = new Int32Array(compiled.trackShare.length * compiled.days);
    const counts = (price: [number, number]) => price[0] !== 0 || price[1] !== 0;
    this.active =
      (counts(compiled.crowd) && compiled.risky.some((one) => one === 1)) ||
      (counts(compiled.cap) && compiled.resourceUnits.length > 0) ||
      counts(compiled.balance);
  }

  /** Counts a talk in or out of the running totals of its slot. */
  shift(talk: number, slot: number, by: number): void {
    if (slot < 0 || !this.active) return;
    const c = this.#compiled;
    this.#riskyIn[slot] = (this.#riskyIn[slot] as number) + by * (c.risky[talk] as number);
    const resources = c.resourceUnits.length;
    const pieces = c.segmentsOf[slot] as Int32Array;
    for (let resource = 0; resource < resources; resource++) {
      const units = by * (c.uses[talk * resources + resource] as number);
      if (units === 0) continue;
      for (let at = 0; at < pieces.length; at++) {
        const index = (pieces[at] as number) * resources + resource;
        this.#used[index] = (this.#used[index] as number) + units;
      }
    }
    const tracks = c.tracksOf[talk] as Int32Array;
    for (let at = 0; at < tracks.length; at++) {
      const index = (tracks[at] as number) * c.days + (c.day[slot] as number);
      this.#trackOnDay[index] = (this.#trackOnDay[index] as number) + by;
    }
  }

  /** Adds the group constraints as far as two slots and the tracks of one or two talks (b may be -1) are concerned. */
  addTotals(acc: Float64Array, a: number, b: number, slotX: number, slotY: number, sign: number): void {
    const c = this.#compiled;
    const crowd = sign * (this.#crowdIn(slotX) + this.#crowdIn(slotY));
    const over = sign * this.#overCap(slotX, slotY);
    let unbalanced = 0;
    const tracksA = c.tracksOf[a] as Int32Array;
    for (let at = 0; at < tracksA.length; at++) unbalanced += this.#unbalanced(tracksA[at] as number, slotX, slotY);
    if (b >= 0) {
      const tracksB = c.tracksOf[b] as Int32Array;
      for (let at = 0; at < tracksB.length; at++) {
        if (!tracksA.includes(tracksB[at] as number))
          unbalanced += this.#unbalanced(tracksB[at] as number, slotX, slotY);
      }
    }
    unbalanced *= sign;
    acc[0] = (acc[0] as number) + c.crowd[0] * crowd + c.cap[0] * over + c.balance[0] * unbalanced;
    acc[1] = (acc[1] as number) + c.crowd[1] * crowd + c.cap[1] * over + c.balance[1] * unbalanced;
  }

  #crowdIn(slot: number): number {
    if (slot < 0) return 0;
    const risky = this.#riskyIn[slot] as number;
    return risky > 2 ? risky * (this.#compiled.minutes[slot] as number) : 0;
  }

  #overCap(slotX: number, slotY: number): number {
    const c = this.#compiled;
    const resources = c.resourceUnits.length;
    if (resources === 0) return 0;
    let over = 0;
    for (const slot of [slotX, slotY]) {
      if (slot < 0) continue;
      const pieces = c.segmentsOf[slot] as Int32Array;
      for (let at = 0; at < pieces.length; at++) {
        const piece = pieces[at] as number;
        if (slot === slotY && slotX >= 0 && (c.segmentsOf[slotX] as Int32Array).includes(piece)) continue;
        for (let resource = 0; resource < resources; resource++) {
          const excess = (this.#used[piece * resources + resource] as number) - (c.resourceUnits[resource] as number);
          if (excess > 0) over += excess * (c.segmentMinutes[piece] as number);
        }
      }
    }
    return over;
  }

  #unbalanced(track: number, slotX: number, slotY: number): number {
    const c = this.#compiled;
    const dayX = slotX < 0 ? -1 : (c.day[slotX] as number);
    const dayY = slotY < 0 ? -1 : (c.day[slotY] as number);
    const share = c.trackShare[track] as number;
    let excess = 0;
    if (dayX >= 0) excess += Math.max(0, (this.#trackOnDay[track * c.days + dayX] as number) - share);
    if (dayY >= 0 && dayY !== dayX) excess += Math.max(0, (this.#trackOnDay[track * c.days + dayY] as number) - share);
    return excess;
  }
}
