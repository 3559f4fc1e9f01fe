import type { FastifyReply } from 'fastify';
import { networkOf } from '../../http/network-of.ts';
import { isForData, isProbe } from '../../http/own-paths.ts';
import { PreparedProblem } from '../../problems/prepared-problem.ts';
import type { Log } from '../../logging/log.ts';
import { TokenBuckets, type Rate } from '../../realtime/limits/token-buckets.ts';
import type { ActorResolver } from '../actor.ts';
import { HeldAnswers } from './held-answers.ts';
import type { KnownRequest } from '../permit.ts';
import { noPlace, RETRY_AFTER_SECONDS, type RequestPlaces } from './request-places.ts';
import { DOCUMENTATION_COUNTS, UNPLACED } from './unplaced.ts';

const DOCUMENTATION = /^\/api\/(docs|openapi\.json)/;
/** Refusals that one sender is answered at once: more than the pages of one browser cause. */
export const MAX_AT_ONCE = 100;
const AT_ONCE: Rate = { burst: MAX_AT_ONCE, perSecond: 1 };
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
 * Refuses what would find no place, or takes none and comes too often, before NestJS sees it, with an answer that is
 * written already. Whoever goes on after many refusals gets none before they were told to come again.
 */
export class FloodGate {
  private readonly refusal: PreparedProblem;
  private readonly atOnce = new TokenBuckets(AT_ONCE);
  private readonly logged = new TokenBuckets(LOGGED);
  private readonly unplaced: TokenBuckets;
  private readonly held = new HeldAnswers(RETRY_AFTER_SECONDS * 1000);

  constructor(
    private readonly means: Means,
    unplaced: Rate = UNPLACED,
  ) {
    this.refusal = new PreparedProblem(noPlace(), means.headers);
    this.unplaced = new TokenBuckets(unplaced);
  }

  /** A hook of Fastify, before the body is read. */
  readonly onRequest = (request: KnownRequest, reply: FastifyReply, done: () => void): void => {
    const by = this.whoseFlood(request);
    if (by === null) {
      done();
      return;
    }
    reply.hijack();
    if (this.atOnce.take(by) === 0) {
      this.refusal.send(request, reply);
      return;
    }
    this.note(request, by);
    this.held.hold(reply.raw, (options) => this.refusal.send(request, reply, options));
  };

  /** A hook of Fastify: what was refused before it had a place, such as a body that is none, is counted too. */
  readonly onSend = (request: KnownRequest, reply: FastifyReply, _payload: unknown, done: () => void): void => {
    const by = request.leavePlace || request.isCounted ? null : `network ${networkOf(request.ip)}`;
    if (by === null || this.unplaced.take(by) === 0) {
      done();
      return;
    }
    this.note(request, by);
    this.held.hold(reply.raw, ({ close }) => {
      if (close) void reply.header('connection', 'close');
      done();
    });
  };

  /** A hook of Fastify, before it closes the server. */
  readonly preClose = (done: () => void): void => {
    this.held.stop();
    done();
  };

  /** Whose request is to be refused; null for one that may go on. */
  private whoseFlood(request: KnownRequest): string | null {
    // Not its address, of which each has many spellings.
    const { url = '' } = request.routeOptions;
    const isDocumentation = DOCUMENTATION.test(url);
    if (isDocumentation || !isForData(url)) {
      request.isCounted = true;
      const by = `network ${networkOf(request.ip)}`;
      const tokens = isDocumentation ? DOCUMENTATION_COUNTS : 1;
      // Whoever watches a node must hear of it also while their network floods it.
      return this.unplaced.take(isProbe(url) ? `probes of ${by}` : by, tokens) === 0 ? null : by;
    }
    const { actors, places } = this.means;
    request.sender = actors.senderOf(request.headers.cookie);
    const { full, by } = places.look(request, request.sender);
    return full ? by : null;
  }

  private note(request: KnownRequest, by: string): void {
    request.isFlood = true;
    if (this.logged.take(by) === 0) this.means.log.warn({ sender: by }, 'answers of one sender are held back');
  }
}
