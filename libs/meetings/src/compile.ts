import { MeetingProblemError, type MeetingProblem } from './problem.ts';

/** The problem by index, as flat tables. */
export interface Compiled {
  slots: number;
  people: number;
  wishes: number;
  /** Slots that one person cannot have besides a slot: itself, overlapping ones, and those closer than the changeover. */
  clashes: Int32Array[];
  day: Int32Array;
  /** Tables free in each slot. */
  capacity: Int32Array;
  /** 1 where a person may meet: person * slots + slot. */
  available: Uint8Array;
  a: Int32Array;
  b: Int32Array;
  weight: Float64Array;
  online: Uint8Array;
  held: Int32Array;
  confirmed: Uint8Array;
}

/** @throws MeetingProblemError naming the field: unknown ids, a person meeting themselves, a confirmed wish without its slot */
export function compile(problem: MeetingProblem): Compiled {
  const slotAt = index('slots', problem.slots);
  const personAt = index('people', problem.people);
  const S = problem.slots.length;
  const known = (map: Map<string, number>, id: string, where: string) => {
    const at = map.get(id);
    if (at === undefined) throw new MeetingProblemError(where, `there is no ${id}`);
    return at;
  };
  const available = new Uint8Array(problem.people.length * S).fill(1);
  problem.people.forEach((person, p) =>
    person.unavailable.forEach((id) => (available[p * S + known(slotAt, id, `person ${person.id}, unavailable`)] = 0)),
  );
  const capacity = new Int32Array(S).fill(problem.tables.length);
  for (const table of problem.tables)
    for (const id of table.unavailable) (capacity[known(slotAt, id, `table ${table.id}, unavailable`)] as number) -= 1;
  index('wishes', problem.wishes);
  for (const wish of problem.wishes) {
    if (wish.parties[0] === wish.parties[1])
      throw new MeetingProblemError(`wish ${wish.id}, parties`, 'nobody meets themselves');
    if (wish.confirmed && wish.held === undefined)
      throw new MeetingProblemError(`wish ${wish.id}, held`, 'a confirmed meeting has a slot');
  }
  const party = (side: 0 | 1) =>
    Int32Array.from(problem.wishes, (wish) => known(personAt, wish.parties[side], `wish ${wish.id}, parties`));
  return {
    slots: S,
    people: problem.people.length,
    wishes: problem.wishes.length,
    clashes: problem.slots.map((slot) =>
      Int32Array.from(
        problem.slots.flatMap((other, at) =>
          other === slot || (other.start < slot.end + problem.changeover && slot.start < other.end + problem.changeover)
            ? [at]
            : [],
        ),
      ),
    ),
    day: Int32Array.from(problem.slots, (slot) => [...new Set(problem.slots.map((one) => one.day))].indexOf(slot.day)),
    capacity,
    available,
    a: party(0),
    b: party(1),
    weight: Float64Array.from(problem.wishes, (wish) => wish.priorities[0] + wish.priorities[1]),
    online: Uint8Array.from(problem.wishes, (wish) => (wish.online ? 1 : 0)),
    held: Int32Array.from(problem.wishes, (wish) =>
      wish.held === undefined ? -1 : known(slotAt, wish.held, `wish ${wish.id}, held`),
    ),
    confirmed: Uint8Array.from(problem.wishes, (wish) => (wish.confirmed ? 1 : 0)),
  };
}

function index(field: string, items: { id: string }[]): Map<string, number> {
  const map = new Map<string, number>();
  items.forEach((item, at) => {
    if (map.has(item.id)) throw new MeetingProblemError(field, `${item.id} is there twice`);
    map.set(item.id, at);
  });
  return map;
}
