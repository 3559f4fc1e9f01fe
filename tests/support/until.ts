import { setTimeout as delay } from 'node:timers/promises';
import { HANG_MS } from './hang.ts';

const FIRST_LOOK_MS = 10;
const LAST_LOOK_MS = 250;

interface UntilOptions {
  /** What is said beside the failure, such as a server's last lines. */
  evidence?: () => string | Promise<string>;
}

/**
 * Looks until it is so, and resolves with the first answer that is neither false, null nor undefined.
 * @throws Error that names what was waited for, with the last answer or error and the evidence, after HANG_MS
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  { evidence }: UntilOptions = {},
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = performance.now() + HANG_MS;
  let last: unknown;
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * 1.5, LAST_LOOK_MS)) {
    try {
      const seen = await look();
      if (seen !== false && seen !== null && seen !== undefined) return seen as Exclude<T, false | null | undefined>;
      last = seen;
    } catch (error) {
      last = error;
    }
    if (performance.now() > deadline) {
      const beside = evidence ? `\n${await evidence()}` : '';
      throw new Error(`waited in vain: ${what}; last: ${String(last)}${beside}`);
    }
    await delay(pause);
  }
}
