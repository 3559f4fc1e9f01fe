import { UseFilters, UseGuards } from '@nestjs/common';
import { Ack as AckParam, ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { SyncClock, WatchEdition, WatchSession, type Ack, type Stage } from '@everexpo/contracts';
import type { Socket } from 'socket.io';
import { DataSource } from 'typeorm';
import { notFound, Permit, parseMessage, rooms, SocketGuard, SocketProblemFilter, type SocketData } from '../platform/index.ts';
import { livePolicy } from './live.policy.ts';
import { stageView } from './stage/stage-view.ts';

type Reply<T> = ((reply: Ack<T>) => void) | undefined;

/** What pages ask of the live socket; every request is answered through its acknowledgement. */
@WebSocketGateway()
@UseGuards(SocketGuard)
@UseFilters(SocketProblemFilter)
export class LiveGateway {
  constructor(private readonly dataSource: DataSource) {}

  @SubscribeMessage('session:watch')
  @Permit(livePolicy.watchStage)
  async watch(@ConnectedSocket() socket: Socket, @MessageBody() body: unknown, @AckParam() reply: Reply<Stage>): Promise<void> {
    const { sessionId } = parseMessage(WatchSession, body);
    const stage = await stageView(this.dataSource.manager, sessionId);
    if (!stage) throw notFound('session');
    await socket.join(rooms.session(sessionId));
    if (livePolicy.manageStage.allows((socket.data as SocketData).actor)) await socket.join(rooms.console(sessionId));
    reply?.({ ok: true, data: stage });
  }

  @SubscribeMessage('session:unwatch')
  @Permit(livePolicy.watchStage)
  async unwatch(@ConnectedSocket() socket: Socket, @MessageBody() body: unknown, @AckParam() reply: Reply<null>): Promise<void> {
    const { sessionId } = parseMessage(WatchSession, body);
    await socket.leave(rooms.session(sessionId));
    await socket.leave(rooms.console(sessionId));
    reply?.({ ok: true, data: null });
  }

  @SubscribeMessage('edition:watch')
  @Permit(livePolicy.watchStage)
  async watchEdition(@ConnectedSocket() socket: Socket, @MessageBody() body: unknown, @AckParam() reply: Reply<null>): Promise<void> {
    const { editionId } = parseMessage(WatchEdition, body);
    await socket.join(rooms.edition(editionId));
    reply?.({ ok: true, data: null });
  }

  @SubscribeMessage('clock:sync')
  @Permit(livePolicy.syncClock)
  sync(@MessageBody() body: unknown, @AckParam() reply: Reply<{ sentAt: number; serverTime: number }>): void {
    const { sentAt } = parseMessage(SyncClock, body);
    reply?.({ ok: true, data: { sentAt, serverTime: Date.now() } });
  }
}
