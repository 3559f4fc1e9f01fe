import { SolverInputError, type SolverInput } from './solver-input.ts';

/** The problem by index, as flat tables. */
export interface Compiled {
  slots: number;
  people: number;
  wishes: number;
  /**
   * Slots that one person cannot have besides a slot: itself, overlapping ones, and those closer than the changeover.
   */
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

/**
 * @throws SolverInputError naming the field: unknown ids, a person meeting themselves, a confirmed wish without its
 * slot
 */
export function compile(input: SolverInput): Compiled {
  const slotAt = index('slots', input.slots);
  const personAt = index('people', input.people);
  const S = input.slots.length;
  const known = (map: Map<string, number>, id: string, where: string) => {
    const at = map.get(id);
    if (at === undefined) throw new SolverInputError(where, `there is no ${id}`);
    return at;
  };
  const available = new Uint8Array(input.people.length * S).fill(1);
  input.people.forEach((person, p) =>
    person.unavailable.forEach((id) => (available[p * S + known(slotAt, id, `person ${person.id}, unavailable`)] = 0)),
  );
  const capacity = new Int32Array(S).fill(input.tables.length);
  for (const table of input.tables)
    for (const id of table.unavailable) (capacity[known(slotAt, id, `table ${table.id}, unavailable`)] as number) -= 1;
  index('wishes', input.wishes);
  for (const wish of input.wishes) {
    if (wish.parties[0] === wish.parties[1])
      throw new SolverInputError(`wish ${wish.id}, parties`, 'nobody meets themselves');
    if (wish.confirmed && wish.held === undefined)
      throw new SolverInputError(`wish ${wish.id}, held`, 'a confirmed meeting has a slot');
  }
  const party = (side: 0 | 1) =>
    Int32Array.from(input.wishes, (wish) => known(personAt, wish.parties[side], `wish ${wish.id}, parties`));
  return {
    slots: S,
    people: input.people.length,
    wishes: input.wishes.length,
    clashes: input.slots.map((slot) =>
      Int32Array.from(
        input.slots.flatMap((other, at) =>
          other === slot || (other.start < slot.end + input.changeover && slot.start < other.end + input.changeover)
            ? [at]
            : [],
        ),
      ),
    ),
    day: Int32Array.from(input.slots, (slot) => [...new Set(input.slots.map((one) => one.day))].indexOf(slot.day)),
    capacity,
    available,
    a: party(0),
    b: party(1),
    weight: Float64Array.from(input.wishes, (wish) => wish.priorities[0] + wish.priorities[1]),
    online: Uint8Array.from(input.wishes, (wish) => (wish.online ? 1 : 0)),
    held: Int32Array.from(input.wishes, (wish) =>
      wish.held === undefined ? -1 : known(slotAt, wish.held, `wish ${wish.id}, held`),
    ),
    confirmed: Uint8Array.from(input.wishes, (wish) => (wish.confirmed ? 1 : 0)),
  };
}

function index(field: string, items: { id: string }[]): Map<string, number> {
  const map = new Map<string, number>();
  items.forEach((item, at) => {
    if (map.has(item.id)) throw new SolverInputError(field, `${item.id} is there twice`);
    map.set(item.id, at);
  });
  return map;
}
