import { UseFilters, UseGuards } from '@nestjs/common';
import {
  Ack as AckParam,
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
} from '@nestjs/websockets';
import { HoldSession, WatchDraft, type Ack, type Presence } from '@everexpo/contracts';
import type { RemoteSocket, Socket } from 'socket.io';
import {
  type LiveServer,
  parseOrThrow,
  Permit,
  personOf,
  ProblemError,
  Realtime,
  rooms,
  type SocketData,
  SocketGuard,
  SocketProblemFilter,
} from '../../platform/index.ts';
import { KnownEditions } from '../editions/known-editions.ts';
import { expoPolicy } from '../expo.policy.ts';

type Reply<T> = ((reply: Ack<T>) => void) | undefined;
interface Holding extends SocketData {
  holding?: string | null;
}

/** Who is in a workspace and what they hold: asked of the sockets themselves, on all nodes. */
@WebSocketGateway()
@UseGuards(SocketGuard)
@UseFilters(SocketProblemFilter)
export class DraftGateway {
  @WebSocketServer() private readonly server!: LiveServer;

  constructor(
    private readonly editions: KnownEditions,
    realtime: Realtime,
  ) {
    realtime.onDeparture(rooms.draft(''), (editionId) => this.publishPresence(editionId));
  }

  @SubscribeMessage('draft:watch')
  @Permit(expoPolicy.prepare)
  async watch(
    @ConnectedSocket() socket: Socket,
    @MessageBody() body: unknown,
    @AckParam() reply: Reply<Presence>,
  ): Promise<void> {
    const { editionId } = parseOrThrow(WatchDraft, body);
    await this.editions.require(editionId);
    await socket.join(rooms.draft(editionId));
    reply?.({ ok: true, data: await this.publishPresence(editionId) });
  }

  @SubscribeMessage('draft:unwatch')
  @Permit(expoPolicy.prepare)
  async unwatch(
    @ConnectedSocket() socket: Socket,
    @MessageBody() body: unknown,
    @AckParam() reply: Reply<null>,
  ): Promise<void> {
    const { editionId } = parseOrThrow(WatchDraft, body);
    if (socket.rooms.has(rooms.draft(editionId))) {
      await socket.leave(rooms.draft(editionId));
      await this.publishPresence(editionId);
    }
    reply?.({ ok: true, data: null });
  }

  @SubscribeMessage('draft:hold')
  @Permit(expoPolicy.prepare)
  async hold(
    @ConnectedSocket() socket: Socket,
    @MessageBody() body: unknown,
    @AckParam() reply: Reply<null>,
  ): Promise<void> {
    const { editionId, sessionId } = parseOrThrow(HoldSession, body);
    if (!socket.rooms.has(rooms.draft(editionId))) throw new ProblemError('not_watching');
    (socket.data as Holding).holding = sessionId;
    await this.publishPresence(editionId);
    reply?.({ ok: true, data: null });
  }

  /** Needs no database: who goes while it is away is gone for the others too. */
  private async publishPresence(editionId: string): Promise<Presence> {
    const sockets = (await this.server.in(rooms.draft(editionId)).fetchSockets()) as unknown as RemoteSocket<
      never,
      Holding
    >[];
    const people = new Map<string, Presence['people'][number]>();
    for (const { data } of sockets) {
      const { id, name, nameEn } = personOf(data.actor);
      people.set(id, { id, name, nameEn, sessionId: data.holding ?? people.get(id)?.sessionId ?? null });
    }
    const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'zh');
    const presence = { editionId, people: [...people.values()].toSorted(byName) };
    this.server.to(rooms.draft(editionId)).emit('draft:presence', presence);
    return presence;
  }
}
