import { Refusal, runLimited } from '../../platform/index.ts';
import type { DeckTask, DrawnPage } from './deck-program.ts';

const PROGRAM = new URL('./deck-program.ts', import.meta.url);
const count = runLimited<DeckTask, number>(PROGRAM, { atOnce: 1, waiting: 20, timeoutMs: 30_000, megabytes: 1_024 });
/** A page with a picture of 49 million pixels is drawn within 800 MB. */
const draw = runLimited<DeckTask, number, DrawnPage>(PROGRAM, {
  atOnce: 1,
  waiting: 1,
  timeoutMs: 240_000,
  megabytes: 1_024,
});

/** Why a deck is not read or drawn to its end. */
export interface DeckError {
  rule: 'encrypted' | 'damaged' | 'max_pixels' | 'memory_limit' | 'time_limit';
}

type DrawingError = DeckError & { rule: 'damaged' | 'memory_limit' | 'time_limit' };

/** How many pages a PDF that somebody (`by`) sent has, read in a process of its own. @throws ProblemError 503 `busy` */
export async function countPages(bytes: Buffer, by: string): Promise<number | DeckError> {
  try {
    return await count({ bytes, from: null }, { by });
  } catch (error) {
    return deckErrorOf(error);
  }
}

/** Draws the pages from one on, hands each over in turn, and says why it did not come to the end. */
export async function drawPages(
  bytes: Buffer,
  from: number,
  take: (page: DrawnPage) => Promise<void>,
): Promise<DrawingError | null> {
  try {
    await draw({ bytes, from }, { take });
    return null;
  } catch (error) {
    const { rule } = deckErrorOf(error);
    return { rule: rule === 'memory_limit' || rule === 'time_limit' ? rule : 'damaged' };
  }
}

function deckErrorOf(error: unknown): DeckError {
  if (!(error instanceof Refusal)) throw error;
  return { rule: error.rule === 'crashed' ? 'damaged' : (error.rule as DeckError['rule']) };
}
