import { UseFilters, UseGuards } from '@nestjs/common';
import {
  Ack as AckParam,
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  type OnGatewayDisconnect,
} from '@nestjs/websockets';
import { HoldSession, Id, WatchDraft, type Ack, type Presence } from '@everexpo/contracts';
import type { RemoteSocket, Socket } from 'socket.io';
import { DataSource } from 'typeorm';
import {
  all,
  type LiveServer,
  parseOrThrow,
  Permit,
  personOf,
  ProblemError,
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
export class DraftGateway implements OnGatewayDisconnect {
  @WebSocketServer() private readonly server!: LiveServer;

  constructor(
    private readonly dataSource: DataSource,
    private readonly editions: KnownEditions,
  ) {}

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

  /** Sockets leave their rooms before this runs, so the workspaces are told without them. */
  async handleDisconnect(socket: Socket): Promise<void> {
    const actor = (socket.data as Partial<SocketData>).actor;
    if (actor?.kind !== 'person' || !expoPolicy.prepare.allows(actor)) return;
    const open = [...this.server.of('/').adapter.rooms.keys()].filter((room) => room.startsWith('draft:'));
    for (const room of open) await this.publishPresence(Id.parse(room.slice('draft:'.length)));
  }

  private async publishPresence(editionId: string): Promise<Presence> {
    const sockets = (await this.server.in(rooms.draft(editionId)).fetchSockets()) as unknown as RemoteSocket<
      never,
      Holding
    >[];
    const held = new Map<string, string | null>();
    for (const { data } of sockets) {
      const { id } = personOf(data.actor);
      held.set(id, data.holding ?? held.get(id) ?? null);
    }
    const names = await all<{ id: string; name: string; nameEn: string }>(this.dataSource)`
      SELECT id, name, name_en AS "nameEn" FROM accounts_person WHERE id = ANY(${[...held.keys()]}) ORDER BY name
    `;
    const presence = {
      editionId,
      people: names.map((person) => ({ ...person, sessionId: held.get(person.id) ?? null })),
    };
    this.server.to(rooms.draft(editionId)).emit('draft:presence', presence);
    return presence;
  }
}
