import { Injectable } from '@nestjs/common';
import type { ClientEvents, ServerEvents, SocketEnd } from '@everexpo/contracts';
import { LRUCache } from 'lru-cache';
import type { Server, Socket } from 'socket.io';
import type { Actor } from '../access/actor.ts';
import { entries } from '../jobs/entries.ts';
import { Log } from '../logging/log.ts';

export interface SocketData {
  actor: Exclude<Actor, { kind: 'public' }>;
  /** Network of the page, as networkOf names it. */
  network: string;
  /** When it was asked who they are, in milliseconds of the Unix epoch. */
  since: number;
}

type Nothing = Record<string, never>;
export type LiveServer = Server<ClientEvents, ServerEvents, Nothing, SocketData>;
export type LiveSocket = Socket<ClientEvents, ServerEvents, Nothing, SocketData>;

/** Names of the rooms that sockets are grouped in. */
export const rooms = {
  session: (id: string) => `session:${id}`,
  console: (sessionId: string) => `console:${sessionId}`,
  edition: (id: string) => `edition:${id}`,
  draft: (editionId: string) => `draft:${editionId}`,
  person: (id: string) => `person:${id}`,
  signIn: (id: string) => `sign-in:${id}`,
};

/** By which a person or guest is counted, on however many pages. */
export const keyOf = ({ kind, id }: SocketData['actor']) => `${kind} ${id}`;

/** A page that connects meanwhile has done so after this long. */
const ENDED_MS = 60_000;
const ENDED_ROOMS = 10_000;

interface Departures {
  prefix: string;
  hear: (of: string) => Promise<unknown>;
}

/** The one door to connected pages; across API nodes the Redis adapter carries it on. */
@Injectable()
export class Realtime {
  private server: LiveServer | null = null;
  private readonly ended = new LRUCache<string, number>({ ...entries(ENDED_ROOMS), ttl: ENDED_MS });
  private readonly departures: Departures[] = [];

  constructor(private readonly log: Log) {}

  /**
   * Calls back when a page has gone, for each room that it was in whose name begins so, with what follows in the name.
   * Gateways use this and none of NestJS's hooks: one that fails there ends the process, here it is logged.
   */
  onDeparture(prefix: string, hear: Departures['hear']): void {
    this.departures.push({ prefix, hear });
  }

  /** Tells those who wait for departures that a page has left these rooms. */
  departed(from: string[]): void {
    for (const { prefix, hear } of this.departures)
      for (const room of from.filter((name) => name.startsWith(prefix)))
        hear(room.slice(prefix.length)).catch((error: unknown) =>
          this.log.warn({ err: error, room }, 'the departure of a page could not be told'),
        );
  }

  attach(server: LiveServer): void {
    this.server = server;
  }

  /** Tells every page in the rooms; a page in several of them hears it once. */
  emit<E extends keyof ServerEvents>(to: string | string[], event: E, ...args: Parameters<ServerEvents[E]>): void {
    this.server?.to(to).emit(event, ...args);
  }

  /** Tells the pages of this node alone, for news that every node learns by itself. */
  local<E extends keyof ServerEvents>(room: string, event: E, ...args: Parameters<ServerEvents[E]>): void {
    this.server?.local.to(room).emit(event, ...args);
  }

  /** Ends a socket; its page is told why, and comes back as whoever it is then. */
  end(socket: LiveSocket, reason: SocketEnd['reason']): void {
    socket.emit('socket:ended', { reason, retryAfter: 0 });
    socket.disconnect(true);
  }

  /** Ends this node's sockets in a room, and those that are about to join it. */
  endLocal(room: string, reason: SocketEnd['reason']): void {
    this.ended.set(room, Date.now());
    this.local(room, 'socket:ended', { reason, retryAfter: 0 });
    this.server?.local.in(room).disconnectSockets(true);
  }

  /** Whether a room's sockets were ended at or after a moment of the last minute. */
  endedSince(room: string, since: number): boolean {
    return (this.ended.get(room) ?? 0) >= since;
  }

  /** Who is behind the sockets of this node, once for each socket. */
  localActors(): SocketData['actor'][] {
    return [...(this.server?.of('/').sockets.values() ?? [])].map(({ data }) => (data as SocketData).actor);
  }

  /** The people whose pages on this node are in rooms that begin so: what follows in the room's name, and who. */
  localPeople(prefix: string): { of: string; personId: string }[] {
    const main = this.server?.of('/');
    return [...(main?.adapter.rooms ?? [])]
      .filter(([room]) => room.startsWith(prefix))
      .flatMap(([room, pages]) =>
        [...pages].flatMap((page) => {
          const actor = (main?.sockets.get(page)?.data as SocketData | undefined)?.actor;
          return actor?.kind === 'person' ? [{ of: room.slice(prefix.length), personId: actor.id }] : [];
        }),
      );
  }

  /** Pages of this node in a room. */
  localPages(room: string): number {
    return this.server?.of('/').adapter.rooms.get(room)?.size ?? 0;
  }

  /** Takes all pages in one room out of another, on every node; on this one whether or not Redis is there. */
  leave(from: string, room: string): void {
    this.server?.local.in(from).socketsLeave(room);
    this.server?.in(from).socketsLeave(room);
  }

  /** Pages connected to this node. */
  get connected(): number {
    return this.server?.of('/').sockets.size ?? 0;
  }
}
