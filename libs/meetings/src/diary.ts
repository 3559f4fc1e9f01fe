import type { Compiled } from './compile.ts';

/** Everybody's diary: who meets whom when. It never holds a clash: what does not fit is not put in. */
export class Diary {
  /** Slot of each wish, -1 when unmet. */
  readonly slotOf: Int32Array;
  met = 0;
  /** Wishes and the slots they had before each change, newest last. */
  readonly #journal: [wish: number, slot: number][] = [];
  readonly #c: Compiled;
  /** Wish in a person's slot, -1 when free. */
  readonly #holds: Int32Array;
  readonly #used: Int32Array;
  readonly #seated: Set<number>[];

  constructor(compiled: Compiled) {
    this.#c = compiled;
    this.slotOf = new Int32Array(compiled.wishes).fill(-1);
    this.#holds = new Int32Array(compiled.people * compiled.slots).fill(-1);
    this.#used = new Int32Array(compiled.slots);
    this.#seated = Array.from({ length: compiled.slots }, () => new Set());
  }

  /** Whether both are available then and a table may be had, whatever else they hold. */
  open(wish: number, slot: number): boolean {
    const c = this.#c;
    return (
      c.available[(c.a[wish] as number) * c.slots + slot] === 1 &&
      c.available[(c.b[wish] as number) * c.slots + slot] === 1
    );
  }

  hasTable(wish: number, slot: number): boolean {
    return this.#c.online[wish] === 1 || (this.#used[slot] as number) < (this.#c.capacity[slot] as number);
  }

  fits(wish: number, slot: number): boolean {
    return (
      this.open(wish, slot) &&
      this.hasTable(wish, slot) &&
      this.#free(this.#c.a[wish] as number, slot) &&
      this.#free(this.#c.b[wish] as number, slot)
    );
  }

  /** The other wishes that stand in the way of a wish in a slot, each once. */
  blockers(wish: number, slot: number): number[] {
    const found: number[] = [];
    for (const person of [this.#c.a[wish] as number, this.#c.b[wish] as number]) {
      for (const clash of this.#c.clashes[slot] as Int32Array) {
        const held = this.#holds[person * this.#c.slots + clash] as number;
        if (held >= 0 && held !== wish && !found.includes(held)) found.push(held);
      }
    }
    return found;
  }

  put(wish: number, slot: number): void {
    const c = this.#c;
    this.#holds[(c.a[wish] as number) * c.slots + slot] = wish;
    this.#holds[(c.b[wish] as number) * c.slots + slot] = wish;
    if (c.online[wish] === 0) {
      this.#used[slot] = (this.#used[slot] as number) + 1;
      this.#seated[slot]?.add(wish);
    }
    this.#journal.push([wish, -1]);
    this.slotOf[wish] = slot;
    this.met++;
  }

  take(wish: number): number {
    const c = this.#c;
    const slot = this.slotOf[wish] as number;
    if (slot < 0) return slot;
    this.#holds[(c.a[wish] as number) * c.slots + slot] = -1;
    this.#holds[(c.b[wish] as number) * c.slots + slot] = -1;
    if (c.online[wish] === 0) {
      this.#used[slot] = (this.#used[slot] as number) - 1;
      this.#seated[slot]?.delete(wish);
    }
    this.#journal.push([wish, slot]);
    this.slotOf[wish] = -1;
    this.met--;
    return slot;
  }

  /** A point to come back to with `undo`. */
  mark(): number {
    return this.#journal.length;
  }

  /** Takes back every change since the mark. */
  undo(mark: number): void {
    while (this.#journal.length > mark) {
      const [wish, before] = this.#journal.pop() as [number, number];
      if (before < 0) this.take(wish);
      else this.put(wish, before);
      this.#journal.pop();
    }
  }

  /** Forgets how the diary came to be as it is. */
  settle(): void {
    this.#journal.length = 0;
  }

  /** Whether the person meets in the slot. */
  busy(person: number, slot: number): boolean {
    return (this.#holds[person * this.#c.slots + slot] as number) >= 0;
  }

  /** The wishes that hold a table in the slot. */
  seated(slot: number): number[] {
    return [...(this.#seated[slot] as Set<number>)];
  }

  used(slot: number): number {
    return this.#used[slot] as number;
  }

  #free(person: number, slot: number): boolean {
    const clashes = this.#c.clashes[slot] as Int32Array;
    for (let at = 0; at < clashes.length; at++)
      if ((this.#holds[person * this.#c.slots + (clashes[at] as number)] as number) >= 0) return false;
    return true;
  }
}
