import { SOCKET_PATH, type Ack, type SessionFacts, type SessionFeed, type SessionMessage } from '@everexpo/contracts';
import { io, type Socket } from 'socket.io-client';
import { onTestFinished, vi } from 'vitest';
import { HANG_MS } from '../../../../../tests/support/hang.ts';
import { within } from '../../../../../tests/support/within.ts';
import type { Host } from '../builders/index.ts';

/** A page's socket that does not come back by itself; closed at the test's end. */
export function connectSocket(
  api: Pick<Host, 'url'>,
  cookie: string,
  headers: Record<string, string> = {},
): Promise<Socket> {
  const socket = io(api.url, {
    path: SOCKET_PATH,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    timeout: HANG_MS,
    extraHeaders: { cookie, 'accept-language': 'en', ...headers },
  });
  onTestFinished(() => void socket.disconnect());
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}

/** @throws Error with the problem's code when it is refused */
export async function asked<T>(socket: Socket, event: string, request: object): Promise<T> {
  const reply = (await socket.timeout(HANG_MS).emitWithAck(event, request)) as Ack<T>;
  if (!reply.ok) throw new Error(reply.code);
  return reply.data;
}

/** Hears a session's log as a page does, and counts what arrived: every number that came, as often as it came. */
export class Listener {
  readonly messages: SessionMessage[] = [];
  readonly socket: Socket;
  private readonly sessionId: string;
  private taken = 0;

  constructor(socket: Socket, sessionId: string) {
    this.socket = socket;
    this.sessionId = sessionId;
    socket.on('session:messages', (news: { sessionId: string; messages: SessionMessage[] }) => {
      if (news.sessionId === sessionId) this.messages.push(...news.messages);
    });
  }

  /** Joins, or comes back after a number; what was missed counts as heard. */
  async watch(after?: number): Promise<SessionFeed> {
    const request = { sessionId: this.sessionId, ...(after === undefined ? {} : { after }) };
    const feed = await asked<SessionFeed>(this.socket, 'session:watch', request);
    this.messages.push(...feed.messages);
    return feed;
  }

  /** The next message of a kind that was not taken yet. */
  async next<K extends keyof SessionFacts>(kind: K): Promise<SessionFacts[K]> {
    const take = () => {
      const at = this.messages.findIndex((message, index) => index >= this.taken && message.kind === kind);
      if (at === -1) throw new Error(`no message of kind ${kind} yet`);
      this.taken = at + 1;
      return this.messages[at]?.payload as SessionFacts[K];
    };
    return vi.waitFor(take, { timeout: HANG_MS });
  }

  get numbers(): number[] {
    return this.messages.map(({ seq }) => seq);
  }
}

/** Resolves with what an event carries when it comes. */
export function heard<T>(socket: Socket, event: string): Promise<T> {
  return within(`${event} is heard`, new Promise<T>((resolve) => socket.once(event, resolve)));
}
