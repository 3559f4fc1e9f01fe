import type { Compiled } from './compile.ts';
import type { Diary } from './diary.ts';
import type { SolverInput } from './solver-input.ts';

/** Why a wish was not met, and what would free it. */
export interface Unmet {
  wish: string;
  reason: 'no-common-slot' | 'diaries-full' | 'tables-full' | 'confirmed-clash';
  /** Slots both could take if nothing else stood there. */
  commonSlots: number;
  /** For one slot each: the meetings that would have to move, fewest first, three at most. */
  wouldFree: { slot: string; meetings: string[] }[];
}

export function explain(input: SolverInput, compiled: Compiled, diary: Diary, wish: number): Unmet {
  const open = input.slots.flatMap((_, slot) => (diary.open(wish, slot) ? [slot] : []));
  const options = open.map((slot) => ({
    slot,
    blockers: diary.blockers(wish, slot),
    table: diary.hasTable(wish, slot),
  }));
  const movable = options.filter(
    (option) => option.table && !option.blockers.some((other) => compiled.confirmed[other] === 1),
  );
  return {
    wish: input.wishes[wish]?.id ?? '',
    reason:
      open.length === 0
        ? 'no-common-slot'
        : compiled.confirmed[wish] === 1
          ? 'confirmed-clash'
          : options.some((option) => option.table)
            ? 'diaries-full'
            : 'tables-full',
    commonSlots: open.length,
    wouldFree: movable
      .toSorted((x, y) => x.blockers.length - y.blockers.length)
      .slice(0, 3)
      .map(({ slot, blockers }) => ({
        slot: input.slots[slot]?.id ?? '',
        meetings: blockers.map((other) => input.wishes[other]?.id ?? ''),
      })),
  };
}
