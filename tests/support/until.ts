import { setTimeout as delay } from 'node:timers/promises';
import { HANG_MS } from './hang.ts';
import { inVain, within, type Evidence } from './within.ts';

const FIRST_LOOK_MS = 10;
const LAST_LOOK_MS = 250;

interface UntilOptions {
  evidence?: Evidence;
}

/**
 * Looks until it is so, and resolves with the first answer that is neither false, null nor undefined.
 * @throws Error that names what was waited for, with the last answer or error and the evidence, after HANG_MS, or
 * after as long again when a look itself hangs
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  { evidence }: UntilOptions = {},
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = performance.now() + HANG_MS;
  const lookOnce = async () => look();
  let last: unknown;
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * 1.5, LAST_LOOK_MS)) {
    try {
      const seen = await within('the end of one look', lookOnce());
      if (seen !== false && seen !== null && seen !== undefined) return seen as Exclude<T, false | null | undefined>;
      last = seen;
    } catch (error) {
      last = error;
    }
    if (performance.now() > deadline) throw await inVain(`${what}; last: ${String(last)}`, evidence);
    await delay(pause);
  }
}
