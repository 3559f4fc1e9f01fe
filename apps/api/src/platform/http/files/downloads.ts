import type { FastifyReply } from 'fastify';
import type { KnownRequest } from '../../access/permit.ts';
import { ProblemError } from '../../problems/problem.ts';
import { networkOf } from '../network-of.ts';

/** Of one person or guest: a browser opens six connections to a host, and somebody has three windows. */
export const SENDER_DOWNLOADS = 20;
/** Of all guests of one network: half of the connections to the storage, and a hall of 500 phones, a segment each. */
export const NETWORK_DOWNLOADS = 500;
const RETRY_AFTER_SECONDS = 5;

/** What a reader takes at least, in each stretch of time: slower than any line that shows a broadcast. */
export interface Pace {
  bytesAMs: number;
  everyMs: number;
}
export const LEAST_PACE: Pace = { bytesAMs: 16, everyMs: 60_000 };

const underWay = new Map<string, number>();

/**
 * Counts a download until its answer has been sent or its connection has ended, which aborts the signal.
 * @throws ProblemError 429 `too_many_downloads`; 400 when the reader has gone
 */
export function beginDownload({ request, raw }: FastifyReply, pace: Pace = LEAST_PACE): AbortSignal {
  if (raw.destroyed) throw new ProblemError('bad_request', { reason: 'The reader has gone.' });
  const bounds = boundsOf(request);
  if (bounds.some(([by, most]) => (underWay.get(by) ?? 0) >= most))
    throw new ProblemError('too_many_downloads', {}, { retryAfterSeconds: RETRY_AFTER_SECONDS });
  for (const [by] of bounds) underWay.set(by, (underWay.get(by) ?? 0) + 1);
  const over = new AbortController();
  const stop = endWhenSlow(request, pace, () => over.abort());
  over.signal.addEventListener('abort', () => {
    stop();
    for (const [by] of bounds) leave(by);
  });
  raw.once('close', () => over.abort());
  return over.signal;
}

function leave(by: string): void {
  const left = (underWay.get(by) ?? 0) - 1;
  if (left > 0) underWay.set(by, left);
  else underWay.delete(by);
}

function boundsOf({ actor, ip }: KnownRequest): [by: string, most: number][] {
  if (actor?.kind === 'person') return [[`person ${actor.id}`, SENDER_DOWNLOADS]];
  const network: [string, number] = [`network ${networkOf(ip)}`, NETWORK_DOWNLOADS];
  return actor?.kind === 'guest' ? [[`guest ${actor.id}`, SENDER_DOWNLOADS], network] : [network];
}

/**
 * Ends the connection of a reader who takes less. Bytes count, not whether anything passes: a line feed now and then
 * would keep an idle connection alive. An answer that waits behind another one of its connection has no end of its own.
 */
function endWhenSlow({ raw: { socket } }: KnownRequest, { bytesAMs, everyMs }: Pace, ended: () => void): () => void {
  let before = socket.bytesWritten;
  const clock = setInterval(() => {
    const written = socket.bytesWritten - before;
    before = socket.bytesWritten;
    if (written >= bytesAMs * everyMs) return;
    socket.destroy();
    ended();
  }, everyMs).unref();
  return () => clearInterval(clock);
}
