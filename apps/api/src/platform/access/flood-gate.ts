import type { FastifyReply } from 'fastify';
import { PreparedProblem } from '../problems/prepared-problem.ts';
import type { Log } from '../logging/log.ts';
import { TokenBuckets, type Rate } from '../realtime/limits/token-buckets.ts';
import type { ActorResolver } from './actor.ts';
import type { KnownRequest } from './permit.ts';
import { RETRY_AFTER_SECONDS, tooManyRequests, type RequestPlaces } from './request-places.ts';

/** Routes of ours, whose requests wait for a place; probes and the web app's files are not among them. */
const ROUTES = /^\/(api|export|calendars)\//;
/** Refusals that one sender is answered at once: more than the pages of one browser cause. */
export const MAX_AT_ONCE = 100;
const AT_ONCE: Rate = { burst: MAX_AT_ONCE, perSecond: 1 };
/** Refusals that wait, of all senders: each takes some kilobytes of memory. */
export const MAX_HELD = 1_000;
const HOLD_MS = RETRY_AFTER_SECONDS * 1000;
/** Of the refusals of one sender, which would else all come, and be asked for again, at the same instant. */
const SPREAD_MS = 1_000;
/** A sender who floods is written down so often. */
const LOGGED: Rate = { burst: 1, perSecond: 1 / 60 };

interface Means {
  actors: Pick<ActorResolver, 'senderOf'>;
  places: Pick<RequestPlaces, 'look'>;
  log: Pick<Log, 'warn'>;
  /** Headers of every answer. */
  headers: Record<string, string>;
}

/**
 * Refuses what would find no place before NestJS sees it, with an answer that is written already. Whoever goes on
 * after many refusals gets none before they were told to come again, so that they wait and not everybody else.
 */
export class FloodGate {
  private readonly refusal: PreparedProblem;
  private readonly atOnce = new TokenBuckets(AT_ONCE);
  private readonly logged = new TokenBuckets(LOGGED);
  private held = 0;

  constructor(private readonly means: Means) {
    this.refusal = new PreparedProblem(tooManyRequests(), means.headers);
  }

  /** A hook of Fastify, before the body is read. */
  readonly onRequest = (request: KnownRequest, reply: FastifyReply, done: () => void): void => {
    // Not its address, of which each has many spellings.
    if (!ROUTES.test(request.routeOptions.url ?? '')) {
      done();
      return;
    }
    const { actors, places } = this.means;
    request.sender = actors.senderOf(request.headers.cookie);
    const { full, by } = places.look(request, request.sender);
    if (!full) {
      done();
      return;
    }
    reply.hijack();
    if (this.atOnce.take(by) === 0) {
      this.refusal.send(request, reply);
      return;
    }
    request.isFlood = true;
    if (this.logged.take(by) === 0) this.means.log.warn({ sender: by }, 'refusals of one sender are held back');
    if (this.held < MAX_HELD) this.hold(request, reply);
    else this.refusal.send(request, reply, { close: true });
  };

  private hold(request: KnownRequest, reply: FastifyReply): void {
    this.held += 1;
    const timer = setTimeout(() => this.refusal.send(request, reply), HOLD_MS + Math.random() * SPREAD_MS);
    reply.raw.once('close', () => {
      this.held -= 1;
      clearTimeout(timer);
    });
  }
}
