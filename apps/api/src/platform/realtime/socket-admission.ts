import type { IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';
import { Inject, Injectable } from '@nestjs/common';
import { headersOf } from '../access/access.guard.ts';
import { ACTOR_RESOLVER, type ActorResolver } from '../access/actor.ts';
import { OwnSite } from '../access/own-site.ts';
import { CONFIG, type Config } from '../config/config.ts';
import { networkOf } from '../http/network-of.ts';
import { ProblemError, tooManyRequests, unauthenticated } from '../problems/problem.ts';
import { keyOf, type LiveSocket, type SocketData } from './realtime.ts';
import { refusedAck } from './refused-ack.ts';
import { ADDRESS_CONNECTIONS, FULL_RETRY_SECONDS, PERSON_CONNECTIONS } from './limits/socket-limits.ts';
import { SocketPenalties } from './limits/socket-penalties.ts';
import { TokenBuckets } from './limits/token-buckets.ts';

/** Who may open a socket, how often, and how many at once. */
@Injectable()
export class SocketAdmission {
  private readonly site: OwnSite;
  private readonly isProxy: (address: string, hop: number) => boolean;
  private readonly fromAddress = new TokenBuckets(ADDRESS_CONNECTIONS);
  private readonly ofCookie = new TokenBuckets(PERSON_CONNECTIONS);
  private readonly ofPerson = new TokenBuckets(PERSON_CONNECTIONS);
  private readonly open = new Map<string, number>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ACTOR_RESOLVER) private readonly actors: ActorResolver,
    private readonly penalties: SocketPenalties,
  ) {
    this.site = new OwnSite(config);
    const proxies = config.TRUSTED_PROXIES?.split(',').map((range) => range.trim());
    this.isProxy = proxies ? proxyAddr.compile(proxies) : () => false;
  }

  /** Whether a connection may be made at all, before anybody knows whose it is. */
  mayConnect(request: IncomingMessage): boolean {
    const behindProxy = this.config.TRUSTED_PROXIES !== undefined;
    return this.site.mayConnect(request, behindProxy) && this.fromAddress.take(this.networkOf(request)) === 0;
  }

  /**
   * Finds out whose socket it is and keeps a place for it until its connection ends.
   * @throws ProblemError 401 `not_signed_in`; 429 `too_many_requests`, `too_many_pages`; 503 when nobody can be asked
   */
  async admit(socket: LiveSocket): Promise<void> {
    const since = Date.now();
    const sender = this.actors.senderOf(socket.handshake.headers.cookie);
    if (!sender) throw unauthenticated();
    // One who comes again and again is slowed before the database is asked who it is.
    assertNoWait(this.ofCookie.take(sender.id));
    const actor = await this.actors.resolve(headersOf(socket.handshake));
    if (actor.kind === 'public') throw unauthenticated();
    const who = keyOf(actor);
    assertNoWait(this.penalties.left(who));
    assertNoWait(this.ofPerson.take(who));
    const network = this.networkOf(socket.request);
    const places: [string, number][] = [[who, this.config.SOCKETS_PER_PERSON]];
    if (actor.kind === 'guest') places.push([`network ${network}`, this.config.GUESTS_PER_ADDRESS]);
    this.takePlaces(socket, places);
    socket.data = { actor, network, since } satisfies SocketData;
  }

  private takePlaces(socket: LiveSocket, places: [string, number][]): void {
    if (places.some(([key, most]) => (this.open.get(key) ?? 0) >= most))
      throw new ProblemError('too_many_pages', {}, { retryAfterSeconds: FULL_RETRY_SECONDS });
    for (const [key] of places) this.open.set(key, (this.open.get(key) ?? 0) + 1);
    const leave = () => {
      for (const [key] of places) {
        const left = (this.open.get(key) ?? 1) - 1;
        if (left > 0) this.open.set(key, left);
        else this.open.delete(key);
      }
    };
    if (socket.conn.readyState === 'open') socket.conn.once('close', leave);
    else leave();
  }

  private networkOf(request: IncomingMessage): string {
    return networkOf(proxyAddr(request, this.isProxy));
  }
}

/** What a refused page is told: the problem's code, its words, and when to come again. */
export function asConnectError(error: unknown, socket: LiveSocket): Error {
  const { code, detail, retryAfter } = refusedAck(error, socket);
  return Object.assign(new Error(code), { data: { code, detail, retryAfter } });
}

/** @throws ProblemError 429 unless there is nothing to wait for */
function assertNoWait(waitMs: number): void {
  const seconds = Math.ceil(waitMs / 1000);
  if (seconds > 0) throw tooManyRequests(seconds);
}
