import type { SolverInput } from './solver-input.ts';

export interface SampleSize {
  wishes: number;
  investors: number;
  owners: number;
  /** Slots of 20 minutes a day, over three days. */
  slotsPerDay: number;
  tables: number;
}

/** The size of the expo: 12,000 wishes among 1,500 investors and 2,350 owners at 200 tables. */
export const EXPO_SIZE: SampleSize = { wishes: 12_000, investors: 1_500, owners: 2_350, slotsPerDay: 18, tables: 200 };

/**
 * A made-up expo: some people are wanted by many, everybody is away for part of the time. The same seed, the same
 * problem.
 */
export function sampleInput(size: SampleSize, seed: number): SolverInput {
  let state = seed >>> 0 || 1;
  const unit = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const days = ['2026-11-06', '2026-11-07', '2026-11-08'];
  const slots = days.flatMap((day, d) =>
    Array.from({ length: size.slotsPerDay }, (_, s) => ({
      id: `${day} ${s}`,
      day,
      start: d * 1440 + 540 + s * 20,
      end: d * 1440 + 560 + s * 20,
    })),
  );
  // Own sessions and must-sees are blocks of nine slots; half days away happen too.
  const away = (blocks: number) =>
    Array.from({ length: blocks }, () => Math.floor(unit() * slots.length)).flatMap((from) =>
      slots.slice(from, from + 9).map((slot) => slot.id),
    );
  const people = Array.from({ length: size.investors + size.owners }, (_, p) => ({
    id: p < size.investors ? `I${p}` : `O${p - size.investors}`,
    unavailable: [...new Set(away(1 + Math.floor(unit() * 4)))],
  }));
  const popular = (count: number) => Math.floor(count * unit() ** 1.9);
  const seen = new Set<string>();
  const wishes: SolverInput['wishes'] = [];
  while (wishes.length < size.wishes) {
    const pair: [string, string] = [`I${popular(size.investors)}`, `O${popular(size.owners)}`];
    if (seen.has(pair.join())) continue;
    seen.add(pair.join());
    wishes.push({
      id: `W${wishes.length}`,
      parties: pair,
      priorities: [1 + Math.floor(unit() * 3), 1 + Math.floor(unit() * 3)],
      online: unit() < 0.15,
    });
  }
  return {
    slots,
    people,
    tables: Array.from({ length: size.tables }, (_, t) => ({ id: `T${t + 1}`, unavailable: [] })),
    wishes,
    changeover: 0,
  };
}
