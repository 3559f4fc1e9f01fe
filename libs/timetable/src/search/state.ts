import type { Cell, Timetable } from '../input/solver-input.ts';
import type { Score } from '../evaluation/score.ts';
import type { Compiled } from './compiled.ts';
import { Groups } from './groups.ts';
import { Popularity } from './popularity.ts';
import { unpack } from './price.ts';

/**
 * A timetable in the search's own form, with the change of the score that a move would bring, without scoring the
 * whole: pairs through flat tables, popularity through counts by room and rank, groups through running totals.
 * Exact as long as sums stay below 2^53; the property test compares every move with `evaluate`.
 */
export class SearchState {
  readonly compiled: Compiled;
  /** Slot and room of each talk, -1 when unplaced. */
  readonly slotOf: Int32Array;
  readonly roomOf: Int32Array;
  /** Hard, and medium and soft packed, of the timetable as it stands. */
  hard = 0;
  rest = 0;
  /** What the last evaluated move would add to them. */
  readonly delta = new Float64Array(2);

  /** Talks by slot. */
  readonly #inSlot: Int32Array;
  readonly #countInSlot: Int32Array;
  readonly #positionInSlot: Int32Array;
  readonly #popularity: Popularity;
  readonly #groups: Groups;
  readonly #acc = new Float64Array(2);

  constructor(compiled: Compiled) {
    this.compiled = compiled;
    const { talks, slots } = compiled;
    this.slotOf = new Int32Array(talks).fill(-1);
    this.roomOf = new Int32Array(talks).fill(-1);
    this.#inSlot = new Int32Array(slots * talks);
    this.#countInSlot = new Int32Array(slots);
    this.#positionInSlot = new Int32Array(talks);
    this.#popularity = new Popularity(compiled);
    this.#groups = new Groups(compiled);
  }

  /** Places talks as a timetable says; what it does not name stays unplaced. */
  load(timetable: Timetable): void {
    const { input } = this.compiled.layout;
    const slotIndex = new Map(input.timeslots.map((slot, index) => [slot.id, index]));
    const roomIndex = new Map(input.rooms.map((room, index) => [room.id, index]));
    input.talks.forEach((talk, t) => {
      const cell = timetable.get(talk.id);
      this.change(t, cell ? (slotIndex.get(cell.timeslot) ?? -1) : -1, cell ? (roomIndex.get(cell.room) ?? -1) : -1);
    });
  }

  timetable(): Timetable {
    const { input } = this.compiled.layout;
    const entries: [string, Cell][] = [];
    input.talks.forEach((talk, t) => {
      const slot = input.timeslots[this.slotOf[t] as number];
      const room = input.rooms[this.roomOf[t] as number];
      if (slot && room) entries.push([talk.id, { timeslot: slot.id, room: room.id }]);
    });
    return new Map(entries);
  }

  score(): Score {
    return unpack(this.hard, this.rest);
  }

  /** Whether a placed talk breaks something hard all by itself, or stands where its kind may not. */
  cannotStay(talk: number): boolean {
    const c = this.compiled;
    const slot = this.slotOf[talk] as number;
    if (slot < 0) return false;
    const index = (talk * c.slots + slot) * c.rooms + (this.roomOf[talk] as number);
    return c.allowed[index] === 0 || (c.placeCost.hard[index] as number) < 0;
  }

  /** The first talk in exactly this cell, or -1. */
  talkIn(slot: number, room: number): number {
    const from = slot * this.compiled.talks;
    const to = from + (this.#countInSlot[slot] as number);
    for (let at = from; at < to; at++) {
      const talk = this.#inSlot[at] as number;
      if (this.roomOf[talk] === room) return talk;
    }
    return -1;
  }

  /** Sets `delta` to what moving a talk to a cell (or to -1, -1) would bring. */
  evaluateChange(talk: number, slot: number, room: number): void {
    const { delta } = this;
    const acc = this.#acc;
    const fromSlot = this.slotOf[talk] as number;
    acc[0] = 0;
    acc[1] = 0;
    if (slot >= 0) this.#contribution(talk, slot, room, 1);
    if (fromSlot >= 0) this.#contribution(talk, fromSlot, this.roomOf[talk] as number, -1);
    if (this.#groups.active && fromSlot !== slot) {
      this.#groups.addTotals(acc, talk, -1, fromSlot, slot, -1);
      this.#groups.shift(talk, fromSlot, -1);
      this.#groups.shift(talk, slot, 1);
      this.#groups.addTotals(acc, talk, -1, fromSlot, slot, 1);
      this.#groups.shift(talk, slot, -1);
      this.#groups.shift(talk, fromSlot, 1);
    }
    delta[0] = acc[0] as number;
    delta[1] = acc[1] as number;
  }

  /** Sets `delta` to what exchanging the cells of two placed talks would bring. */
  evaluateSwap(a: number, b: number): void {
    const { delta } = this;
    const acc = this.#acc;
    const slotA = this.slotOf[a] as number;
    const roomA = this.roomOf[a] as number;
    const slotB = this.slotOf[b] as number;
    const roomB = this.roomOf[b] as number;
    acc[0] = 0;
    acc[1] = 0;
    this.#contribution(a, slotB, roomB, 1);
    this.#contribution(a, slotA, roomA, -1);
    this.#contribution(b, slotA, roomA, 1);
    this.#contribution(b, slotB, roomB, -1);
    // Both were looked at with the other still in its old place: put the pair itself right.
    this.#pair(a, slotB, roomB, b, slotA, roomA, 1);
    this.#pair(a, slotA, roomA, b, slotB, roomB, 1);
    this.#pair(a, slotB, roomB, b, slotB, roomB, -1);
    this.#pair(a, slotA, roomA, b, slotA, roomA, -1);
    if (this.#groups.active && slotA !== slotB) {
      this.#groups.addTotals(acc, a, b, slotA, slotB, -1);
      this.#exchange(a, b, slotA, slotB);
      this.#groups.addTotals(acc, a, b, slotA, slotB, 1);
      this.#exchange(a, b, slotB, slotA);
    }
    delta[0] = acc[0] as number;
    delta[1] = acc[1] as number;
  }

  /** Moves a talk; -1, -1 takes it out. */
  change(talk: number, slot: number, room: number): void {
    this.evaluateChange(talk, slot, room);
    this.applyChange(talk, slot, room);
  }

  /** As `change`, right after `evaluateChange` of the same move. */
  applyChange(talk: number, slot: number, room: number): void {
    this.hard += this.delta[0] as number;
    this.rest += this.delta[1] as number;
    this.#put(talk, slot, room);
  }

  /** Right after `evaluateSwap` of the same two. */
  applySwap(a: number, b: number): void {
    this.hard += this.delta[0] as number;
    this.rest += this.delta[1] as number;
    const slotA = this.slotOf[a] as number;
    const roomA = this.roomOf[a] as number;
    const slotB = this.slotOf[b] as number;
    const roomB = this.roomOf[b] as number;
    this.#put(a, slotB, roomB);
    this.#put(b, slotA, roomA);
  }

  #put(talk: number, slot: number, room: number): void {
    const { compiled } = this;
    const from = this.slotOf[talk] as number;
    if (from >= 0) {
      this.#popularity.shift(talk, this.roomOf[talk] as number, compiled.minutes[from] as number, -1);
      if (from !== slot) {
        const last = (this.#countInSlot[from] as number) - 1;
        this.#countInSlot[from] = last;
        const position = this.#positionInSlot[talk] as number;
        const moved = this.#inSlot[from * compiled.talks + last] as number;
        this.#inSlot[from * compiled.talks + position] = moved;
        this.#positionInSlot[moved] = position;
        this.#groups.shift(talk, from, -1);
      }
    }
    if (slot >= 0) {
      this.#popularity.shift(talk, room, compiled.minutes[slot] as number, 1);
      if (from !== slot) {
        const position = this.#countInSlot[slot] as number;
        this.#countInSlot[slot] = position + 1;
        this.#inSlot[slot * compiled.talks + position] = talk;
        this.#positionInSlot[talk] = position;
        this.#groups.shift(talk, slot, 1);
      }
    }
    this.slotOf[talk] = slot;
    this.roomOf[talk] = room;
  }

  /** Adds what a talk counts for in a cell against all others where they are, times `sign`. */
  #contribution(talk: number, slot: number, room: number, sign: number): void {
    const c = this.compiled;
    const { slotOf, roomOf } = this;
    const acc = this.#acc;
    const T = c.talks;
    const minutes = c.minutes[slot] as number;
    const index = (talk * c.slots + slot) * c.rooms + room;
    let hard = c.placeCost.hard[index] as number;
    let rest = c.placeCost.rest[index] as number;

    const overlapping = c.overlapping[slot] as Int32Array;
    const row = talk * T;
    for (let o = 0; o < overlapping.length; o++) {
      const near = overlapping[o] as number;
      const together = c.overlap[slot * c.slots + near] as number;
      const end = near * T + (this.#countInSlot[near] as number);
      for (let at = near * T; at < end; at++) {
        const other = this.#inSlot[at] as number;
        if (other === talk) continue;
        hard += (c.together.hard[row + other] as number) * together;
        rest += (c.together.rest[row + other] as number) * together;
        if (near === slot) {
          hard += (c.oneSlot.hard[row + other] as number) * minutes;
          rest += (c.oneSlot.rest[row + other] as number) * minutes;
        }
        if (roomOf[other] === room) {
          hard += c.roomConflict[0] * together;
          rest += c.roomConflict[1] * together;
        }
      }
    }

    const links = c.links[talk] as Compiled['links'][0];
    const linked = links.other;
    const day = c.day[slot] as number;
    for (let at = 0; at < linked.length; at++) {
      const other = linked[at] as number;
      const otherSlot = slotOf[other] as number;
      if (otherSlot < 0) continue;
      if (c.day[otherSlot] !== day) {
        const both = minutes + (c.minutes[otherSlot] as number);
        hard += (links.apart.hard[at] as number) * both;
        rest += (links.apart.rest[at] as number) * both;
      } else if (roomOf[other] !== room) {
        const both = minutes + (c.minutes[otherSlot] as number);
        hard += (links.wandering.hard[at] as number) * both;
        rest += (links.wandering.rest[at] as number) * both;
      }
    }
    acc[0] = (acc[0] as number) + sign * hard;
    acc[1] = (acc[1] as number) + sign * rest;

    const orders = c.orders[talk] as Compiled['orders'][0];
    for (let at = 0; at < orders.other.length; at++) {
      const other = orders.other[at] as number;
      if ((slotOf[other] as number) >= 0)
        this.#order(orders, at, slot, room, slotOf[other] as number, roomOf[other] as number, sign);
    }
    if (c.popular[0] !== 0 || c.popular[1] !== 0) {
      const count = sign * this.#popularity.count(talk, minutes, room);
      acc[0] = (acc[0] as number) + c.popular[0] * count;
      acc[1] = (acc[1] as number) + c.popular[1] * count;
    }
  }

  #order(
    orders: Compiled['orders'][0],
    at: number,
    slot: number,
    room: number,
    otherSlot: number,
    otherRoom: number,
    sign: number,
  ): void {
    const c = this.compiled;
    const acc = this.#acc;
    const start = c.start[slot] as number;
    const end = c.end[slot] as number;
    const otherStart = c.start[otherSlot] as number;
    const otherEnd = c.end[otherSlot] as number;
    const both = sign * ((c.minutes[slot] as number) + (c.minutes[otherSlot] as number));
    if (end > otherStart) {
      acc[0] = (acc[0] as number) + (orders.mineFirst.hard[at] as number) * both;
      acc[1] = (acc[1] as number) + (orders.mineFirst.rest[at] as number) * both;
    }
    if (otherEnd > start) {
      acc[0] = (acc[0] as number) + (orders.otherFirst.hard[at] as number) * both;
      acc[1] = (acc[1] as number) + (orders.otherFirst.rest[at] as number) * both;
    }
    const gap = Math.max(start, otherStart) - Math.min(end, otherEnd);
    const oneDay = c.day[slot] === c.day[otherSlot];
    if (gap < 0 || (oneDay && gap < c.minimumPause)) {
      acc[0] = (acc[0] as number) + (orders.pause.hard[at] as number) * both;
      acc[1] = (acc[1] as number) + (orders.pause.rest[at] as number) * both;
    }
    if (oneDay && gap >= 0 && gap < (c.travel[room * c.rooms + otherRoom] as number)) {
      acc[0] = (acc[0] as number) + (orders.travel.hard[at] as number) * both;
      acc[1] = (acc[1] as number) + (orders.travel.rest[at] as number) * both;
    }
  }

  /** All terms of one pair in given places, groups left out. */
  #pair(a: number, slotA: number, roomA: number, b: number, slotB: number, roomB: number, sign: number): void {
    const c = this.compiled;
    const acc = this.#acc;
    const index = a * c.talks + b;
    const both = (c.minutes[slotA] as number) + (c.minutes[slotB] as number);
    const together = c.overlap[slotA * c.slots + slotB] as number;
    let hard = (c.together.hard[index] as number) * together;
    let rest = (c.together.rest[index] as number) * together;
    if (slotA === slotB) {
      hard += (c.oneSlot.hard[index] as number) * (c.minutes[slotA] as number);
      rest += (c.oneSlot.rest[index] as number) * (c.minutes[slotA] as number);
    }
    if (roomA === roomB) {
      hard += c.roomConflict[0] * together;
      rest += c.roomConflict[1] * together;
    }
    const larger = (c.capacityClass[roomA] as number) - (c.capacityClass[roomB] as number);
    const liked = (c.rank[a] as number) - (c.rank[b] as number);
    if (larger * liked < 0) {
      hard += c.popular[0] * both;
      rest += c.popular[1] * both;
    }
    const links = c.links[a] as Compiled['links'][0];
    const link = links.other.indexOf(b);
    if (link >= 0) {
      const table = c.day[slotA] !== c.day[slotB] ? links.apart : roomA !== roomB ? links.wandering : null;
      if (table) {
        hard += (table.hard[link] as number) * both;
        rest += (table.rest[link] as number) * both;
      }
    }
    acc[0] = (acc[0] as number) + sign * hard;
    acc[1] = (acc[1] as number) + sign * rest;
    const orders = c.orders[a] as Compiled['orders'][0];
    const order = orders.other.indexOf(b);
    if (order >= 0) this.#order(orders, order, slotA, roomA, slotB, roomB, sign);
  }

  #exchange(a: number, b: number, slotA: number, slotB: number): void {
    this.#groups.shift(a, slotA, -1);
    this.#groups.shift(b, slotB, -1);
    this.#groups.shift(a, slotB, 1);
    this.#groups.shift(b, slotA, 1);
  }
}
