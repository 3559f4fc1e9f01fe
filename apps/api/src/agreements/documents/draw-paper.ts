import { FairQueue, oneThread } from '../../platform/index.ts';
import type { Paper } from './agreement-program.ts';

const MAX_WAITING = 200;

/** One thread for all, which keeps the fonts it has opened: the longest agreement takes seconds on a busy core. */
const draw = oneThread<Paper, Uint8Array>(new URL('./agreement-program.ts', import.meta.url));
const queue = new FairQueue(1, MAX_WAITING);
/** By what they say. */
const underWay = new Map<string, Promise<Buffer>>();

/**
 * A paper as PDF bytes, drawn in a thread of its own: nobody else waits for a long one. People (`by`) take turns, and
 * who asks for what is being drawn already gets the same bytes.
 * @throws ProblemError 503 `busy` when too many wait
 */
export function drawPaper(paper: Paper, by: string): Promise<Buffer> {
  const key = JSON.stringify(paper);
  const drawing =
    underWay.get(key) ?? queue.run(by, async () => Buffer.from(await draw(paper))).finally(() => underWay.delete(key));
  underWay.set(key, drawing);
  return drawing;
}
