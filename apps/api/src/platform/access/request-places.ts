import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { CONFIG, type Config } from '../config/config.ts';
import { networkOf } from '../http/network-of.ts';
import { ProblemError } from '../problems/problem.ts';
import { entries } from '../jobs/entries.ts';
import { FairQueue } from '../jobs/fair-queue.ts';
import type { Actor, Sender } from './actor.ts';

/** Of one cookie or person, requests that wait for a place: one more is refused. Twenty pages that come back fit in. */
const SENDER_WAITING = 64;
/** Of all guests, and whoever shows no cookie, of one network: a hall of a thousand phones may share it. */
const NETWORK_WAITING = 5_000;
export const RETRY_AFTER_SECONDS = 1;
const SENDERS_KNOWN = 50_000;

interface Line {
  queue: FairQueue;
  requests: number;
}

/** Where a request waits: in whose line, and whose turn it is in it. */
interface Stop {
  line: string;
  waiting: number;
  turn: string;
}

/**
 * What one person, or one network of guests, has in flight over HTTP. Whoever asks for more than is worked on at once
 * waits for themselves, before the database is asked who they are: its connections, and locks that requests wait for
 * with one, stay there for others.
 */
@Injectable()
export class RequestPlaces {
  private readonly lines = new Map<string, Line>();
  /** A request has one connection to the database or two: a third of them leaves some for others. */
  private readonly atOnce: number;
  /** Whose a session is, once it was asked: one person's many sessions share their places. */
  private readonly people = new LRUCache<string, string>(entries(SENDERS_KNOWN));

  constructor(@Inject(CONFIG) config: Config) {
    this.atOnce = Math.max(1, Math.floor(config.DATABASE_POOL / 3));
  }

  /**
   * Waits for a place; the function gives it back.
   * @throws ProblemError 429 `too_many_requests`
   */
  async take(request: FastifyRequest, sender: Sender | null): Promise<() => void> {
    const held: (() => void)[] = [];
    const leave = () => {
      for (const letGo of held.splice(0)) letGo();
    };
    try {
      for (const stop of this.stopsOf(request, sender)) held.push(await this.stand(stop));
      return leave;
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Whether `take` would refuse a request now; whose it is, for whoever counts refusals. */
  look(request: FastifyRequest, sender: Sender | null): { full: boolean; by: string } {
    const stops = this.stopsOf(request, sender);
    const full = stops.some(({ line, turn }) => this.lines.get(line)?.queue.hasRoomFor(turn) === false);
    return { full, by: (stops[0] as Stop).line };
  }

  /** What the database says of who sent a request. */
  learn(sender: Sender | null, actor: Actor): void {
    if (sender?.kind === 'person' && actor.kind === 'person') this.people.set(sender.id, actor.id);
  }

  private stopsOf({ ip }: FastifyRequest, sender: Sender | null): Stop[] {
    const id = sender?.kind === 'person' ? (this.people.get(sender.id) ?? sender.id) : sender?.id;
    const own: Stop[] = sender && id ? [{ line: `${sender.kind} ${id}`, waiting: SENDER_WAITING, turn: id }] : [];
    if (sender?.kind === 'person') return own;
    return [...own, { line: `network ${networkOf(ip)}`, waiting: NETWORK_WAITING, turn: id ?? 'nobody' }];
  }

  private async stand({ line: name, waiting, turn }: Stop): Promise<() => void> {
    const line = this.lines.get(name) ?? { queue: new FairQueue(this.atOnce, waiting, tooManyRequests), requests: 0 };
    this.lines.set(name, line);
    line.requests += 1;
    const [begun, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const whole = line.queue.run(turn, () => {
      begun.resolve();
      return over.promise;
    });
    whole.catch(begun.reject).finally(() => {
      line.requests -= 1;
      if (line.requests === 0) this.lines.delete(name);
    });
    await begun.promise;
    return over.resolve;
  }
}

export const tooManyRequests = () =>
  new ProblemError('too_many_requests', { seconds: RETRY_AFTER_SECONDS }, { retryAfterSeconds: RETRY_AFTER_SECONDS });
