import { UseFilters, UseGuards } from '@nestjs/common';
import { Ack as AckParam, ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import {
  LeaveSession,
  SendReaction,
  SendChatMessage as SendChatMessageBody,
  SyncClock,
  WatchEdition,
  WatchSession as WatchSessionBody,
  type Ack,
  type SessionFeed,
} from '@everexpo/contracts';
import type { Socket } from 'socket.io';
import { KnownEditions } from '../expo/index.ts';
import {
  parseOrThrow,
  Permit,
  personOf,
  ProblemError,
  rooms,
  SocketBudget,
  SocketGuard,
  SocketProblemFilter,
  type Actor,
  type SocketData,
} from '../platform/index.ts';
import { SendChatMessage } from './chat/send-chat-message.ts';
import { livePolicy } from './live.policy.ts';
import { SessionRights } from './log/session-rights.ts';
import { WatchSession } from './log/watch-session.ts';
import { CountReactions } from './reactions/count-reactions.ts';

type Reply<T> = ((reply: Ack<T>) => void) | undefined;

/** A page that catches up takes one more event out of its budget for so many messages. */
const MESSAGES_PER_EVENT = 50;

/** A page's reactions closer together than this are not counted. */
const REACT_EVERY_MS = 200;

/** What pages ask of the live socket; every request is answered through its acknowledgement. */
@WebSocketGateway()
@UseGuards(SocketGuard)
@UseFilters(SocketProblemFilter)
export class LiveGateway {
  private readonly reacted = new WeakMap<Socket, number>();

  constructor(
    private readonly editions: KnownEditions,
    private readonly rights: SessionRights,
    private readonly watchSession: WatchSession,
    private readonly budget: SocketBudget,
    private readonly sendChatMessage: SendChatMessage,
    private readonly countReactions: CountReactions,
  ) {}

  @SubscribeMessage('session:watch')
  @Permit(livePolicy.watchStage)
  async watch(
    @ConnectedSocket() socket: Socket,
    @MessageBody() body: unknown,
    @AckParam() reply: Reply<SessionFeed>,
  ): Promise<void> {
    const { sessionId, after } = parseOrThrow(WatchSessionBody, body);
    const actor = actorOf(socket);
    await this.rights.requireWatching(sessionId, actor.kind === 'person' ? actor.id : null);
    const wasThere = socket.rooms.has(rooms.session(sessionId));
    await socket.join(rooms.session(sessionId));
    try {
      const feed = await this.watchSession.run(sessionId, after, (messages) =>
        this.budget.charge(socket, Math.floor(messages / MESSAGES_PER_EVENT)),
      );
      if (livePolicy.manageStage.allows(actor)) await socket.join(rooms.console(sessionId));
      // One's own hand may have been lowered while the page was away, and the log has nothing of one person.
      if (actor.kind === 'person') {
        const up = await this.watchSession.isHandUp(sessionId, actor.id);
        socket.emit('stage:hand', { sessionId, up });
      }
      reply?.({ ok: true, data: feed });
    } catch (error) {
      // A page that watched before and asks too much goes on watching.
      if (!wasThere) await socket.leave(rooms.session(sessionId));
      throw error;
    }
  }

  @SubscribeMessage('session:unwatch')
  @Permit(livePolicy.watchStage)
  async unwatch(
    @ConnectedSocket() socket: Socket,
    @MessageBody() body: unknown,
    @AckParam() reply: Reply<null>,
  ): Promise<void> {
    const { sessionId } = parseOrThrow(LeaveSession, body);
    await socket.leave(rooms.session(sessionId));
    await socket.leave(rooms.console(sessionId));
    reply?.({ ok: true, data: null });
  }

  @SubscribeMessage('chat:send')
  @Permit(livePolicy.chat)
  async send(
    @ConnectedSocket() socket: Socket,
    @MessageBody() body: unknown,
    @AckParam() reply: Reply<{ seq: number }>,
  ): Promise<void> {
    const line = parseOrThrow(SendChatMessageBody, body);
    reply?.({
      ok: true,
      data: await this.sendChatMessage.run({ actor: personOf(actorOf(socket)), requestId: line.id }, line),
    });
  }

  @SubscribeMessage('reaction:send')
  @Permit(livePolicy.react)
  react(@ConnectedSocket() socket: Socket, @MessageBody() body: unknown, @AckParam() reply: Reply<null>): void {
    const { sessionId, emoji } = parseOrThrow(SendReaction, body);
    if (!socket.rooms.has(rooms.session(sessionId))) throw new ProblemError('not_watching');
    const now = Date.now();
    if (now - (this.reacted.get(socket) ?? 0) >= REACT_EVERY_MS) {
      this.reacted.set(socket, now);
      this.countReactions.add(sessionId, emoji);
    }
    reply?.({ ok: true, data: null });
  }

  @SubscribeMessage('edition:watch')
  @Permit(livePolicy.watchStage)
  async watchEdition(
    @ConnectedSocket() socket: Socket,
    @MessageBody() body: unknown,
    @AckParam() reply: Reply<null>,
  ): Promise<void> {
    const { editionId } = parseOrThrow(WatchEdition, body);
    await this.editions.require(editionId);
    await socket.join(rooms.edition(editionId));
    reply?.({ ok: true, data: null });
  }

  @SubscribeMessage('clock:sync')
  @Permit(livePolicy.syncClock)
  sync(@MessageBody() body: unknown, @AckParam() reply: Reply<{ sentAt: number; serverTime: number }>): void {
    const { sentAt } = parseOrThrow(SyncClock, body);
    reply?.({ ok: true, data: { sentAt, serverTime: Date.now() } });
  }
}

const actorOf = (socket: Socket): Actor => (socket.data as SocketData).actor;
