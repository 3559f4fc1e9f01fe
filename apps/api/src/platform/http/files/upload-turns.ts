import type { KnownRequest } from '../../access/permit.ts';
import { FairQueue } from '../../jobs/fair-queue.ts';
import { ProblemError } from '../../problems/problem.ts';

/** Uploads of one person that are received at once: each may hold a whole file in memory for as long as it takes. */
const AT_ONCE = 3;
/** Those beyond wait unread, and as many of them as a table of papers is sent with one after the other. */
const WAITING = 30;

const people = new Map<string, FairQueue>();

/**
 * Receives what a request uploads when it is its turn among the uploads of the same person.
 * @throws ProblemError 503 `busy` when too many wait; 400 when the sender has gone; what `receive` throws
 */
export async function inTurn<T>(request: KnownRequest, receive: () => Promise<T>): Promise<T> {
  const by = request.actor?.kind === 'person' ? request.actor.id : request.ip;
  const turns = people.get(by) ?? new FairQueue(AT_ONCE, WAITING);
  people.set(by, turns);
  const gone = senderGone(request);
  try {
    return await turns.run(by, () => Promise.race([gone, receive()]));
  } finally {
    // Others of theirs may be in turn by now.
    if (turns.isIdle && people.get(by) === turns) people.delete(by);
  }
}

/** Rejects when the connection ends before the body does: a parser that waits for the rest would wait for ever. */
function senderGone({ raw }: KnownRequest): Promise<never> {
  const gone = new Promise<never>((_, reject) => {
    const look = () => {
      if (!raw.complete) reject(new ProblemError('bad_request', { reason: 'The upload was broken off.' }));
    };
    if (raw.destroyed) look();
    else raw.once('close', look);
  });
  gone.catch(() => undefined);
  return gone;
}
