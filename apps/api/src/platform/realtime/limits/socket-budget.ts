import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Ack } from '@everexpo/contracts';
import type { Socket } from 'socket.io';
import { ProblemError, tooManyRequests } from '../../problems/problem.ts';
import { ADDRESS_EVENTS, PACKET_BYTES, PACKETS, PERSON_EVENTS, REFUSALS, SOCKET_EVENTS } from './socket-limits.ts';
import { keyOf, type LiveSocket, type SocketData } from '../realtime.ts';
import { refusedAck } from '../refused-ack.ts';
import { SocketPenalties } from './socket-penalties.ts';
import { TokenBuckets } from './token-buckets.ts';

/** A page is told at most this often that it is too fast; each of its events is answered all the same. */
const NOTIFY_INTERVAL_MS = 1_000;

type Refusal = (reply: Ack<never>) => void;

/**
 * What sockets may send, whatever the event: budgets of the socket, of the person or guest, and of all guests of an
 * address. What is over is refused before anything is looked at; who goes on all the same is ended.
 */
@Injectable()
export class SocketBudget {
  private readonly events = new TokenBuckets(SOCKET_EVENTS);
  private readonly people = new TokenBuckets(PERSON_EVENTS);
  private readonly addresses = new TokenBuckets(ADDRESS_EVENTS);
  private readonly refusals = new TokenBuckets(REFUSALS);
  private readonly packets = new TokenBuckets(PACKETS);
  private readonly told = new WeakMap<Socket, number>();

  constructor(private readonly penalties: SocketPenalties) {}

  /** From now on every event of the socket is counted, unknown ones too. */
  attach(socket: LiveSocket): void {
    socket.use(([event, ...args], next) => {
      const last: unknown = args.at(-1);
      const ack = typeof last === 'function' ? (last as Refusal) : undefined;
      const wait = this.take(socket);
      if (wait > 0) this.rejectEvent(socket, wait, ack);
      else if (socket.listenerCount(event as never) > 0) next();
      else ack?.(refusedAck(new ProblemError('unknown_event'), socket));
    });
  }

  /** Counts what a connection sends before it is read, events or not. */
  watch(connection: Socket['conn'], admitted: () => LiveSocket | undefined): void {
    const key = randomUUID();
    connection.on('packet', ({ data }: { data?: unknown }) => {
      const bytes = typeof data === 'string' || Buffer.isBuffer(data) ? data.length : 0;
      if (this.packets.take(key, 1 + Math.floor(bytes / PACKET_BYTES)) === 0) return;
      const socket = admitted();
      if (socket?.connected) this.end(socket);
      else connection.close();
    });
  }

  /**
   * Takes what the answer to an event costs more than others, out of the budgets that its event is taken from. It is
   * called before the work: of what is refused nothing is taken.
   * @throws ProblemError 429 `too_many_requests`
   */
  charge(socket: Socket, tokens: number): void {
    if (tokens < 1) return;
    const wait = this.takeOwn(socket, tokens) || this.takeShared(socket, tokens);
    if (wait > 0) throw tooManyRequests(Math.ceil(wait / 1000));
  }

  /** Milliseconds that are missing in the emptiest bucket. */
  private take(socket: LiveSocket): number {
    const own = this.takeOwn(socket);
    if (own > 0 && socket.connected && this.refusals.take(socket.id) > 0) this.end(socket);
    // What is a guest's own excess is not taken from those who share the address.
    return own || this.takeShared(socket);
  }

  private takeOwn(socket: Socket, tokens = 1): number {
    const { actor } = socket.data as SocketData;
    return Math.max(this.events.take(socket.id, tokens), this.people.take(keyOf(actor), tokens));
  }

  private takeShared(socket: Socket, tokens = 1): number {
    const { actor, network } = socket.data as SocketData;
    return actor.kind === 'guest' ? this.addresses.take(network, tokens) : 0;
  }

  private rejectEvent(socket: LiveSocket, waitMs: number, ack: Refusal | undefined): void {
    const retryAfter = Math.ceil(waitMs / 1000);
    ack?.(refusedAck(tooManyRequests(retryAfter), socket));
    const now = Date.now();
    if (now - (this.told.get(socket) ?? 0) < NOTIFY_INTERVAL_MS) return;
    this.told.set(socket, now);
    socket.emit('socket:slowed', { retryAfter });
  }

  private end(socket: LiveSocket): void {
    const retryAfter = this.penalties.punish(keyOf((socket.data as SocketData).actor));
    socket.emit('socket:ended', { reason: 'flooding', retryAfter });
    socket.disconnect(true);
  }
}
