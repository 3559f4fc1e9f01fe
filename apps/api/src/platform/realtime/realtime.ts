import { Injectable } from '@nestjs/common';
import type { ClientEvents, ServerEvents } from '@everexpo/contracts';
import type { Server } from 'socket.io';
import type { Actor } from '../access/actor.ts';

export interface SocketData {
  actor: Exclude<Actor, { kind: 'public' }>;
}

export type LiveServer = Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>;

/** Names of the rooms that sockets are grouped in. */
export const rooms = {
  session: (id: string) => `session:${id}`,
  console: (sessionId: string) => `console:${sessionId}`,
  edition: (id: string) => `edition:${id}`,
  draft: (editionId: string) => `draft:${editionId}`,
  person: (id: string) => `person:${id}`,
};

/** The one door to connected pages; across API nodes the Redis adapter carries it on. */
@Injectable()
export class Realtime {
  private server: LiveServer | null = null;

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

  /** Pages of this node in a room. */
  localPages(room: string): number {
    return this.server?.of('/').adapter.rooms.get(room)?.size ?? 0;
  }

  /** Takes all pages in one room out of another, on every node. */
  leave(from: string, room: string): void {
    this.server?.in(from).socketsLeave(room);
  }

  /** Pages connected to this node. */
  get connected(): number {
    return this.server?.of('/').sockets.size ?? 0;
  }
}
