import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { CONFIG, type Config } from '../../config/config.ts';
import { networkOf } from '../../http/network-of.ts';
import { ProblemError, tooManyRequests } from '../../problems/problem.ts';
import { entries } from '../../jobs/entries.ts';
import { FairQueue } from '../../jobs/fair-queue.ts';
import type { Actor, Sender } from '../actor.ts';

/** Of one cookie or person, requests that wait for a place: one more is refused. Twenty pages that come back fit in. */
const SENDER_WAITING = 64;
/** Of all guests of one network, and of all who show no cookie: a hall of a thousand phones may share it. */
const NETWORK_WAITING = 5_000;
export const RETRY_AFTER_SECONDS = 1;
const SENDERS_KNOWN = 50_000;

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
  private readonly lines = new Map<string, FairQueue>();
  /** A request has one connection to the database or two: a third of them leaves some for others. */
  private readonly atOnce: number;
  /** Whose a sign-in is, once it was asked: one person's many share their places. Of one that is over, nobody's. */
  private readonly people = new LRUCache<string, { id: string | null }>(entries(SENDERS_KNOWN));
  private readonly connections = new WeakMap<object, string>();
  private connectionsSeen = 0;

  constructor(@Inject(CONFIG) config: Config) {
    this.atOnce = Math.max(1, Math.floor(config.DATABASE_POOL / 3));
  }

  /**
   * Waits for a place; the function gives it back.
   * @throws ProblemError 429 `too_many_requests`; 400 when the sender has gone
   */
  async take(request: FastifyRequest, sender: Sender | null): Promise<() => void> {
    for (;;) {
      const stops = this.stopsOf(request, sender);
      const leave = await this.standAt(stops);
      const isGone = request.raw.socket.destroyed;
      // Whose it is may have become known while it waited.
      if (!isGone && linesOf(this.stopsOf(request, sender)) === linesOf(stops)) return leave;
      leave();
      if (isGone) throw new ProblemError('bad_request', { reason: 'The connection was closed.' });
    }
  }

  private async standAt(stops: Stop[]): Promise<() => void> {
    const held: (() => void)[] = [];
    const leave = () => {
      for (const letGo of held.splice(0)) letGo();
    };
    try {
      for (const stop of stops) held.push(await this.stand(stop));
      return leave;
    } catch (error) {
      leave();
      throw error;
    }
  }

  /**
   * Whether `take` would refuse a request now; whose it is, for whoever counts refusals: of all guests of a network
   * together, for a cookie of theirs costs nothing.
   */
  look(request: FastifyRequest, sender: Sender | null): { full: boolean; by: string } {
    const stops = this.stopsOf(request, sender);
    const full = stops.some(({ line, turn }) => this.lines.get(line)?.hasRoomFor(turn) === false);
    return { full, by: (stops.at(-1) as Stop).line };
  }

  /** What the database says of who sent a request. */
  learn(sender: Sender | null, actor: Actor): void {
    if (sender?.kind === 'person') this.people.set(sender.id, { id: actor.kind === 'person' ? actor.id : null });
  }

  private stopsOf({ ip, raw }: FastifyRequest, sender: Sender | null): Stop[] {
    const { kind = 'nobody', id } = (sender && this.known(sender)) ?? {};
    const own = { line: `${kind} ${id}`, waiting: SENDER_WAITING, turn: `${id}` };
    if (kind === 'person') return [own];
    const network = networkOf(ip);
    const shared = { line: `network ${network}`, waiting: NETWORK_WAITING };
    if (kind === 'guest') return [own, { ...shared, turn: own.turn }];
    const nobody = { line: `nobody of ${network}`, waiting: NETWORK_WAITING, turn: this.connectionOf(raw.socket) };
    return [nobody, { ...shared, turn: 'nobody' }];
  }

  /** Who it is, as far as it was asked; null for a sign-in that is over. */
  private known(sender: Sender): Sender | null {
    const { id } = (sender.kind === 'person' && this.people.get(sender.id)) || sender;
    return id === null ? null : { ...sender, id };
  }

  private connectionOf(socket: object): string {
    const known = this.connections.get(socket) ?? String((this.connectionsSeen += 1));
    this.connections.set(socket, known);
    return known;
  }

  private async stand({ line: name, waiting, turn }: Stop): Promise<() => void> {
    const line = this.lines.get(name) ?? new FairQueue(this.atOnce, waiting, noPlace);
    this.lines.set(name, line);
    const [begun, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const whole = line.run(turn, () => {
      begun.resolve();
      return over.promise;
    });
    whole.catch(begun.reject).finally(() => {
      // Another one may stand there by now.
      if (line.isIdle && this.lines.get(name) === line) this.lines.delete(name);
    });
    await begun.promise;
    return over.resolve;
  }
}

const linesOf = (stops: Stop[]) => stops.map(({ line }) => line).join();

export const noPlace = () => tooManyRequests(RETRY_AFTER_SECONDS);
