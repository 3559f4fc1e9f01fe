import {
  SolverInputError,
  type Cell,
  type SolverInput,
  type Room,
  type Speaker,
  type Talk,
  type Timeslot,
  type Timetable,
} from './input/solver-input.ts';

/** A talk at a place: what the rules look at. */
export interface Placed {
  talk: Talk;
  slot: Timeslot;
  room: Room;
}

/** A checked problem with its things by id. */
export class Layout {
  readonly input: SolverInput;
  readonly slots: Map<string, Timeslot>;
  readonly rooms: Map<string, Room>;
  readonly speakers: Map<string, Speaker>;
  readonly talks: Map<string, Talk>;
  readonly days: string[];
  readonly travelTimes = new Map<string, number>();

  /** @throws SolverInputError naming the field, on doubled or unknown ids, empty slots and cycles of prerequisites. */
  constructor(input: SolverInput) {
    this.input = input;
    this.slots = byId('timeslots', input.timeslots);
    this.rooms = byId('rooms', input.rooms);
    this.speakers = byId('speakers', input.speakers);
    this.talks = byId('talks', input.talks);
    this.days = [...new Set(input.timeslots.map((slot) => slot.day))].sort();
    for (const travelTime of input.travelTimes ?? []) {
      this.travelTimes.set(`${travelTime.from}\n${travelTime.to}`, travelTime.minutes);
      this.travelTimes.set(`${travelTime.to}\n${travelTime.from}`, travelTime.minutes);
    }
    this.#check();
  }

  /** Minutes on foot between two rooms; within a venue none. */
  travelTime(a: Room, b: Room): number {
    if (a.venue === undefined || b.venue === undefined || a.venue === b.venue) return 0;
    return this.travelTimes.get(`${a.venue}\n${b.venue}`) ?? 0;
  }

  speakersOf(talk: Talk): Speaker[] {
    return talk.speakers.map((id) => this.speakers.get(id) as Speaker);
  }

  /** Whether kind and length let the talk into the timeslot at all. */
  slotAdmits(talk: Talk, slot: Timeslot): boolean {
    return slot.kinds.includes(talk.kind) && (talk.minutes ?? 0) <= slot.end - slot.start;
  }

  placed(talkId: string, cell: Cell): Placed {
    const talk = this.talks.get(talkId);
    const slot = this.slots.get(cell.timeslot);
    const room = this.rooms.get(cell.room);
    if (!talk) throw new SolverInputError(`talk ${talkId}`, 'is not in this problem');
    if (!slot)
      throw new SolverInputError(`talk ${talkId}`, `is in timeslot ${cell.timeslot}, which is not in this problem`);
    if (!room) throw new SolverInputError(`talk ${talkId}`, `is in room ${cell.room}, which is not in this problem`);
    return { talk, slot, room };
  }

  /** The placed talks in the problem's order. */
  all(timetable: Timetable): Placed[] {
    return this.input.talks.flatMap((talk) => {
      const cell = timetable.get(talk.id);
      return cell ? [this.placed(talk.id, cell)] : [];
    });
  }

  #check(): void {
    for (const slot of this.input.timeslots) {
      if (!(slot.end > slot.start)) throw new SolverInputError(`timeslot ${slot.id}`, 'must end after it starts');
    }
    for (const talk of this.input.talks) {
      for (const id of talk.speakers) {
        if (!this.speakers.has(id))
          throw new SolverInputError(`talk ${talk.id}, speakers`, `there is no speaker ${id}`);
      }
      for (const id of talk.prerequisites) {
        if (!this.talks.has(id)) throw new SolverInputError(`talk ${talk.id}, prerequisites`, `there is no talk ${id}`);
      }
      for (const id of Object.keys(talk.uses ?? {})) {
        if (!this.input.resources?.some((resource) => resource.id === id))
          throw new SolverInputError(`talk ${talk.id}, uses`, `there is no resource ${id}`);
      }
      if (talk.published) this.placed(talk.id, talk.published);
    }
    const cycle = prerequisiteCycle(this.input.talks);
    if (cycle) throw new SolverInputError(`talk ${cycle[0]}, prerequisites`, `form a cycle: ${cycle.join(' after ')}`);
  }
}

export function roomAdmits(talk: Talk, room: Room): boolean {
  return room.kinds.includes(talk.kind);
}

/** Minutes that two slots have in common. */
export function overlap(a: Timeslot, b: Timeslot): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
}

export function minutes(slot: Timeslot): number {
  return slot.end - slot.start;
}

/** Number of values the two lists have in common. */
export function common(a: string[], b: string[]): number {
  let count = 0;
  for (const value of a) if (b.includes(value)) count++;
  return count;
}

/** The first cycle found, its first talk repeated at the end; null when there is none. */
export function prerequisiteCycle(talks: Pick<Talk, 'id' | 'prerequisites'>[]): string[] | null {
  const before = new Map(talks.map((talk) => [talk.id, talk.prerequisites]));
  const done = new Set<string>();
  const visit = (id: string, path: string[]): string[] | null => {
    const at = path.indexOf(id);
    if (at >= 0) return [...path.slice(at), id];
    if (done.has(id)) return null;
    for (const next of before.get(id) ?? []) {
      const cycle = visit(next, [...path, id]);
      if (cycle) return cycle;
    }
    done.add(id);
    return null;
  };
  for (const talk of talks) {
    const cycle = visit(talk.id, []);
    if (cycle) return cycle;
  }
  return null;
}

function byId<T extends { id: string }>(field: string, items: T[]): Map<string, T> {
  const map = new Map<string, T>();
  for (const item of items) {
    if (map.has(item.id)) throw new SolverInputError(field, `${item.id} is there twice`);
    map.set(item.id, item);
  }
  return map;
}
