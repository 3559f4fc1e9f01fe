import { compile } from './compile.ts';
import { Diary } from './diary.ts';
import type { SolverInput } from './solver-input.ts';

/** The plain baseline: each wish in the order it came into the first slot that takes it. Returns how many are met. */
export function firstFit(input: SolverInput): number {
  const c = compile(input);
  const diary = new Diary(c);
  for (let wish = 0; wish < c.wishes; wish++) {
    for (let slot = 0; slot < c.slots; slot++) {
      if (!diary.fits(wish, slot)) continue;
      diary.put(wish, slot);
      break;
    }
  }
  return diary.met;
}
