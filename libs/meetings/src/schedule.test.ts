import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { upperBound } from './bound.ts';
import { firstFit } from './first-fit.ts';
import type { SolverInput, SolverInputError, Placed } from './solver-input.ts';
import { sampleInput } from './sample-input.ts';
import { schedule, Scheduler } from './schedule.ts';

/** What is wrong with a schedule, found without the scheduler's own tables. */
function violations(input: SolverInput, placed: Placed[]): string[] {
  const slot = new Map(input.slots.map((one) => [one.id, one]));
  const wish = new Map(input.wishes.map((one) => [one.id, one]));
  const person = new Map(input.people.map((one) => [one.id, one]));
  const found: string[] = [];
  placed.forEach((one, at) => {
    const mine = wish.get(one.wish)!;
    if (mine.parties.some((id) => person.get(id)!.unavailable.includes(one.slot)))
      found.push(`${one.wish}: somebody is not available`);
    if ((one.table === null) !== (mine.online === true)) found.push(`${one.wish}: table ${one.table}`);
    if (one.table !== null && input.tables.find((table) => table.id === one.table)!.unavailable.includes(one.slot))
      found.push(`${one.wish}: the table is not there`);
    for (const other of placed.slice(at + 1)) {
      const [a, b] = [slot.get(one.slot)!, slot.get(other.slot)!];
      const close = a.start < b.end + input.changeover && b.start < a.end + input.changeover;
      if (close && mine.parties.some((id) => wish.get(other.wish)!.parties.includes(id)))
        found.push(`${one.wish} and ${other.wish}: one person twice`);
      if (one.slot === other.slot && one.table !== null && one.table === other.table)
        found.push(`${one.wish} and ${other.wish}: one table`);
    }
  });
  return found;
}

const Small = fc.record({
  slots: fc.integer({ min: 1, max: 4 }),
  tables: fc.integer({ min: 1, max: 2 }),
  changeover: fc.constantFrom(0, 10),
  away: fc.array(fc.tuple(fc.nat(5), fc.nat(3)), { maxLength: 6 }),
  pairs: fc.uniqueArray(fc.tuple(fc.nat(2), fc.nat(2)), {
    minLength: 1,
    maxLength: 7,
    selector: ([a, b]) => a * 3 + b,
  }),
});

function build({
  slots,
  tables,
  changeover,
  away,
  pairs,
}: {
  slots: number;
  tables: number;
  changeover: number;
  away: [number, number][];
  pairs: [number, number][];
}): SolverInput {
  return {
    slots: Array.from({ length: slots }, (_, at) => ({
      id: `s${at}`,
      day: '2026-11-06',
      start: at * 20,
      end: at * 20 + 20,
    })),
    people: Array.from({ length: 6 }, (_, at) => ({
      id: `p${at}`,
      unavailable: [
        ...new Set(away.filter(([person, slot]) => person === at && slot < slots).map(([, slot]) => `s${slot}`)),
      ],
    })),
    tables: Array.from({ length: tables }, (_, at) => ({ id: `t${at}`, unavailable: [] })),
    wishes: pairs.map(([a, b]) => ({ id: `${a}-${b}`, parties: [`p${a}`, `p${b + 3}`], priorities: [1, 1] })),
    changeover,
  };
}

/** The most wishes that can be met, by trying everything. */
function optimum(input: SolverInput, at = 0, placed: Placed[] = []): number {
  if (at === input.wishes.length) return placed.length;
  let best = optimum(input, at + 1, placed);
  for (const slot of input.slots) {
    const used = placed.filter((one) => one.slot === slot.id).length;
    if (used >= input.tables.length) continue;
    const next = [...placed, { wish: input.wishes[at]!.id, slot: slot.id, table: input.tables[used]!.id }];
    if (violations(input, next).length === 0) best = Math.max(best, optimum(input, at + 1, next));
  }
  return best;
}

describe('against trying everything', () => {
  test('meets as many wishes as can be met at all, on small random instances', () => {
    fc.assert(
      fc.property(Small, fc.integer({ min: 1, max: 1000 }), (small, seed) => {
        const input = build(small);
        const { placed, unmet } = schedule(input, { seed, rounds: 40 });
        expect(violations(input, placed)).toEqual([]);
        expect(placed.length + unmet.length).toBe(input.wishes.length);
        expect(placed.length).toBe(optimum(input));
        expect(placed.length).toBeLessThanOrEqual(upperBound(input));
      }),
      { numRuns: 300, seed: 2026 },
    );
  });
});

describe('a day of 400 wishes', () => {
  const input = sampleInput({ wishes: 400, investors: 60, owners: 90, slotsPerDay: 4, tables: 30 }, 3);

  test('has no clash, is the same for the same seed and rounds, and beats first fit', () => {
    const one = schedule(input, { seed: 5, rounds: 4 });
    expect(violations(input, one.placed)).toEqual([]);
    expect(schedule(input, { seed: 5, rounds: 4 })).toEqual(one);
    expect(one.placed.length).toBeGreaterThan(firstFit(input));
  });

  test('can be stopped at any time without a clash', () => {
    const scheduler = new Scheduler(input, { seconds: 60 });
    const run = scheduler.run();
    run.next();
    run.next();
    expect(violations(input, scheduler.result().placed)).toEqual([]);
  });

  test('keeps what is confirmed and moves little of what is held when things change', () => {
    const { placed } = schedule(input, { rounds: 4 });
    const bySlot = new Map(placed.map((one) => [one.wish, one.slot]));
    const held: SolverInput = {
      ...input,
      wishes: input.wishes.map((wish, at) => ({
        ...wish,
        ...(bySlot.has(wish.id) ? { held: bySlot.get(wish.id) as string, confirmed: at % 3 === 0 } : {}),
      })),
    };
    const lost = {
      ...held,
      tables: held.tables.map((table, at) =>
        at < 10 ? { ...table, unavailable: input.slots.slice(0, 4).map((slot) => slot.id) } : table,
      ),
    };
    const again = schedule(lost, { rounds: 4 });
    expect(violations(lost, again.placed)).toEqual([]);
    const now = new Map(again.placed.map((one) => [one.wish, one.slot]));
    for (const wish of lost.wishes.filter((one) => one.confirmed)) expect(now.get(wish.id)).toBe(wish.held);
    const moved = lost.wishes.filter((wish) => wish.held !== undefined && now.get(wish.id) !== wish.held).length;
    expect(moved).toBeLessThan(placed.length / 3);
  });

  test('says why a wish is not met, and what would free it', () => {
    const [a, b] = input.wishes[0]!.parties;
    const never = {
      ...input,
      people: input.people.map((person) =>
        person.id === a ? { ...person, unavailable: input.slots.map((slot) => slot.id) } : person,
      ),
    };
    const { unmet } = schedule(never, { rounds: 2 });
    expect(unmet.find((one) => one.wish === input.wishes[0]!.id)).toMatchObject({
      reason: 'no-common-slot',
      commonSlots: 0,
      wouldFree: [],
    });
    const full = unmet.find((one) => one.reason === 'diaries-full');
    expect(full?.wouldFree[0]?.meetings.length).toBeGreaterThan(0);
    expect(b).toBeDefined();
  });
});

test('a heavier wish takes the place of a lighter one', () => {
  const input = build({
    slots: 1,
    tables: 1,
    changeover: 0,
    away: [],
    pairs: [
      [0, 0],
      [0, 1],
    ],
  });
  input.wishes[1]!.priorities = [3, 3];
  expect(schedule(input, { rounds: 5 }).placed.map((one) => one.wish)).toEqual(['0-1']);
});

test('input that contradicts itself is refused by field', () => {
  const input = build({ slots: 1, tables: 1, changeover: 0, away: [], pairs: [[0, 0]] });
  const wish = input.wishes[0]!;
  const refused = (part: object, where: string) =>
    expect(() => schedule({ ...input, wishes: [{ ...wish, ...part }] }, { rounds: 1 })).toThrow(
      expect.objectContaining({ where }) as SolverInputError,
    );
  refused({ parties: ['p0', 'p0'] }, 'wish 0-0, parties');
  refused({ parties: ['p0', 'nobody'] }, 'wish 0-0, parties');
  refused({ confirmed: true }, 'wish 0-0, held');
  refused({ held: 'never' }, 'wish 0-0, held');
});
