import type { SolverInput, Placed } from './solver-input.ts';

/** Gives each meeting on site a table that is free then; people who meet again keep theirs where they can. */
export function seatAtTables(input: SolverInput, slotOf: Int32Array): Placed[] {
  const favourite = new Map<string, string>();
  const placed: Placed[] = [];
  input.slots.forEach((slot, s) => {
    const free = new Set(input.tables.filter((table) => !table.unavailable.includes(slot.id)).map((table) => table.id));
    input.wishes.forEach((wish, w) => {
      if (slotOf[w] !== s) return;
      if (wish.online) {
        placed.push({ wish: wish.id, slot: slot.id, table: null });
        return;
      }
      const kept = wish.parties
        .map((person) => favourite.get(person))
        .find((table) => table !== undefined && free.has(table));
      const table = kept ?? ([...free][0] as string);
      free.delete(table);
      for (const person of wish.parties) favourite.set(person, table);
      placed.push({ wish: wish.id, slot: slot.id, table });
    });
  });
  return placed;
}
